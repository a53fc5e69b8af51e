import { MeshError } from '../errors';

/** Milliseconds between tries to reach a Redis that did not answer in time. */
const TRY_EVERY_MS = 250;

/** ioredis' words for a command that met its deadline; it gives that error no class or code of its own. */
export function isCommandTimeout(error: unknown): boolean {
  return error instanceof Error && error.message === 'Command timed out';
}

/**
 * Fails fast while Redis stands still: after one command met its deadline no other is sent, so a request that makes several
 * is answered within one deadline. Whether Redis is back is tried in the background, at nobody's expense; that is why this
 * is no half-open breaker of cockatiel. (A lost connection fails at once by itself.)
 */
export class RedisBreaker {
  private open = false;
  private stopped = false;
  private timer?: NodeJS.Timeout;

  /** `probe` resolves when Redis answers, and rejects after the deadline of a command; `changed` hears of each change. */
  constructor(
    private readonly probe: () => Promise<unknown>,
    private readonly changed: (isOpen: boolean) => void,
  ) {}

  get isOpen(): boolean {
    return this.open;
  }

  /** To be called when a command met its deadline. */
  trip(): void {
    if (this.open || this.stopped) return;
    this.open = true;
    this.changed(true);
    this.tryAgain();
  }

  /** No more tries. */
  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  private tryAgain(): void {
    if (this.stopped) return;
    const close = () => {
      this.open = false;
      this.changed(false);
    };
    this.timer = setTimeout(() => void this.probe().then(close, () => this.tryAgain()), TRY_EVERY_MS).unref();
  }
}

/** What callers get while the breaker is open. */
export function standingStill(): MeshError {
  const detail = 'the shared state does not answer; try again shortly';
  return new MeshError('unavailable', 'redis-unavailable', detail, { retryAfterSeconds: 1 });
}
