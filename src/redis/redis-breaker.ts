import { MeshError } from '../errors';

/** Milliseconds between tries to reach a Redis that did not answer in time. */
const TRY_EVERY_MS = 250;

/** ioredis' words for a command that met its deadline; it gives that error no class or code of its own. */
const isCommandTimeout = (error: unknown): boolean => error instanceof Error && error.message === 'Command timed out';

/**
 * Fails fast while Redis stands still: after one command met its deadline no other is sent, so a request that makes several
 * is answered within one deadline. Whether Redis is back is tried in the background, at nobody's expense; that is why this
 * is no half-open breaker of cockatiel. (A lost connection fails at once by itself.)
 */
export class RedisBreaker {
  private isOpen = false;
  private timer?: NodeJS.Timeout;

  /** `ping` resolves when Redis answers, and rejects after the deadline of a command. */
  constructor(private readonly ping: () => Promise<unknown>) {}

  /** @throws MeshError `redis-unavailable` while Redis stands still, or what `work` rejects with. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.isOpen) throw standingStill();
    try {
      return await work();
    } catch (error) {
      if (isCommandTimeout(error)) this.open();
      throw error;
    }
  }

  /** No more tries. */
  stop(): void {
    clearTimeout(this.timer);
  }

  private open(): void {
    if (this.isOpen) return;
    this.isOpen = true;
    this.tryAgain();
  }

  private tryAgain(): void {
    const close = () => {
      this.isOpen = false;
    };
    this.timer = setTimeout(() => void this.ping().then(close, () => this.tryAgain()), TRY_EVERY_MS).unref();
  }
}

function standingStill(): MeshError {
  const detail = 'the shared state does not answer; try again shortly';
  return new MeshError('unavailable', 'redis-unavailable', detail, { retryAfterSeconds: 1 });
}
