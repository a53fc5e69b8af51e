import { setTimeout as delay } from 'node:timers/promises';

const MS_PER_SECOND = 1_000;

/** Lets a number of items pass a second, on average: what was asked for at once is waited for afterwards. */
export class SweepPace {
  private freeAtMs = 0;

  constructor(private readonly itemsPerSecond: number) {}

  /** Waits until those before are through, then takes the time of `items`. @throws the reason of `signal` once that is aborted */
  async pass(items: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const nowMs = performance.now();
    const waitMs = this.freeAtMs - nowMs;
    this.freeAtMs = Math.max(this.freeAtMs, nowMs) + (items * MS_PER_SECOND) / this.itemsPerSecond;
    if (waitMs > 0) await delay(waitMs, undefined, { signal });
  }
}
