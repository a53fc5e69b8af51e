import { cancelled, exhausted } from '../chain/chain-failures';
import { limitTime, unlessAborted } from '../chain/time-limit';

/** What is going on for several callers at once; `deadlineAtMs` (epoch) is that of the caller who started it. */
interface Flight<T> {
  work: Promise<T>;
  deadlineAtMs: number;
  waiting: number;
  controller: AbortController;
}

/** What one caller got out of a flight: its result, and whether somebody else had started it. */
export interface Landing<T> {
  value: T;
  shared: boolean;
}

/**
 * Lets callers of this process who want the same at the same time share one piece of work. The work is aborted when the last
 * of them has left; one who leaves earlier disturbs nobody.
 */
export class Flights<T> {
  private readonly flights = new Map<string, Flight<T>>();

  /**
   * Starts `work` for `key`, or joins whoever did; when that ends only because its starter's time was up, tries again.
   * @throws MeshError `generate-cancelled` as soon as `signal` aborts, `provider-chain-exhausted` when a joined flight takes
   * longer than `deadlineAtMs` (epoch), or what `work` rejects with.
   */
  async join(key: string, signal: AbortSignal, deadlineAtMs: number, work: (signal: AbortSignal) => Promise<T>): Promise<Landing<T>> {
    for (;;) {
      if (signal.aborted) throw cancelled();
      const joined = this.flights.get(key);
      const flight = joined ?? this.start(key, deadlineAtMs, work);
      try {
        return {
          value: await this.wait(key, flight, signal, joined === undefined ? undefined : deadlineAtMs),
          shared: joined !== undefined,
        };
      } catch (error) {
        const othersTimeWasUp = joined !== undefined && Date.now() >= joined.deadlineAtMs && Date.now() < deadlineAtMs;
        if (!othersTimeWasUp || signal.aborted) throw error;
      }
    }
  }

  private start(key: string, deadlineAtMs: number, work: (signal: AbortSignal) => Promise<T>): Flight<T> {
    const controller = new AbortController();
    const flight: Flight<T> = { work: work(controller.signal), deadlineAtMs, waiting: 0, controller };
    this.flights.set(key, flight);
    // Registered before any waiter is: a flight that has landed is gone before they hear of it.
    const land = () => void this.forget(key, flight);
    flight.work.then(land, land);
    return flight;
  }

  /** The starter's deadline is kept by the work itself, which has better words for what it tried. */
  private async wait(key: string, flight: Flight<T>, signal: AbortSignal, deadlineAtMs: number | undefined): Promise<T> {
    const limit = deadlineAtMs === undefined ? undefined : limitTime(signal, deadlineAtMs - Date.now());
    flight.waiting += 1;
    try {
      return await unlessAborted(flight.work, limit?.signal ?? signal, () => {
        throw signal.aborted ? cancelled() : exhausted({ attempts: [], failures: [] });
      });
    } finally {
      limit?.release();
      flight.waiting -= 1;
      // Out of the map first: nobody may join what is being aborted.
      if (flight.waiting === 0 && this.forget(key, flight)) flight.controller.abort();
    }
  }

  /** Whether it was still under way. */
  private forget(key: string, flight: Flight<T>): boolean {
    return this.flights.get(key) === flight && this.flights.delete(key);
  }
}
