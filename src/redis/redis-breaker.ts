import { MeshError } from '../errors';

/** Milliseconds between tries to reach a Redis that did not answer in time. */
const TRY_EVERY_MS = 250;

/** ioredis' words for a command that met its deadline; it gives that error no class or code of its own. */
const isCommandTimeout = (error: Error): boolean => error.message === 'Command timed out';

/**
 * Fails fast while Redis stands still: after one command met its deadline the others need not wait for theirs, so a
 * request that makes several is answered within one deadline. Whether Redis is back is tried in the background, at
 * nobody's expense; that is why this is no half-open breaker of cockatiel. (A lost connection fails at once by itself.)
 */
export class RedisBreaker {
  private isOpen = false;
  /** What is under way. */
  private readonly waiting = new Set<(error: Error) => void>();
  private timer?: NodeJS.Timeout;

  /** `ping` resolves when Redis answers, and rejects after the deadline of a command. */
  constructor(private readonly ping: () => Promise<unknown>) {}

  /**
   * Ends as soon as any command has met its deadline, the one of `work` or another: ioredis sends pipelines one after the
   * other, so a command behind a lost one would wait for both deadlines.
   * @throws MeshError `redis-unavailable` while Redis stands still, or what `work` rejects with.
   */
  run<T>(work: () => Promise<T>): Promise<T> {
    if (this.isOpen) return Promise.reject(standingStill());
    return new Promise<T>((resolve, reject) => {
      this.waiting.add(reject);
      work().then(
        (value) => {
          this.waiting.delete(reject);
          resolve(value);
        },
        (error: Error) => {
          this.waiting.delete(reject);
          if (isCommandTimeout(error)) this.open();
          reject(error);
        },
      );
    });
  }

  /** No more tries. */
  stop(): void {
    clearTimeout(this.timer);
  }

  private open(): void {
    if (this.isOpen) return;
    this.isOpen = true;
    for (const reject of this.waiting) reject(standingStill());
    this.waiting.clear();
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
