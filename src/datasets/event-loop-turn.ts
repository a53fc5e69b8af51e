import { setImmediate } from 'node:timers/promises';

/** Milliseconds for which one reader or writer may hold the event loop before others have their turn. */
const TURN_MS = 5;

/** The turn of one caller on the event loop. */
export class EventLoopTurn {
  private endMs = performance.now() + TURN_MS;

  get isOver(): boolean {
    return performance.now() >= this.endMs;
  }

  /** Resolves at once while the turn lasts, else when everybody who waits for the event loop has had one. */
  async passWhenOver(): Promise<void> {
    if (!this.isOver) return;
    await setImmediate();
    this.endMs = performance.now() + TURN_MS;
  }
}
