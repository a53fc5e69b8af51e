import { Logger } from '@nestjs/common';

/** Milliseconds between two lines about the same trouble. */
const QUIET_MS = 60_000;

/** Lets a call go on without the cache when the cache fails, and says so at most once a minute. */
export class FailOpen {
  private readonly logger = new Logger('AnswerCache');
  private quietUntilMs = 0;

  /** What `work` comes to, or undefined when it fails. */
  async attempt<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      this.warn(error);
      return undefined;
    }
  }

  private warn(error: unknown): void {
    if (Date.now() < this.quietUntilMs) return;
    this.quietUntilMs = Date.now() + QUIET_MS;
    this.logger.warn({ err: error }, 'answer cache not usable; requests go on without it');
  }
}
