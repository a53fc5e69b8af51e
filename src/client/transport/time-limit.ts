import { MeshConnectionError } from './errors';

/** A bound on the time of a call: its own, and the signal of the caller. */
export class TimeLimit {
  private readonly over = new AbortController();
  private readonly timer: ReturnType<typeof setTimeout>;
  private readonly endsAtMs: number;
  readonly signal: AbortSignal;

  constructor(
    readonly timeoutMs: number,
    caller?: AbortSignal,
  ) {
    const late = () => this.over.abort(new MeshConnectionError('timeout', `the mesh did not answer within ${timeoutMs} ms`));
    this.timer = setTimeout(late, timeoutMs);
    this.endsAtMs = performance.now() + timeoutMs;
    this.signal = caller === undefined ? this.over.signal : AbortSignal.any([caller, this.over.signal]);
  }

  get remainingMs(): number {
    return Math.max(0, this.endsAtMs - performance.now());
  }

  /** The time does not count any more; the caller's signal still does. */
  lift(): void {
    clearTimeout(this.timer);
  }
}
