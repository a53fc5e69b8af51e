import { randomUUID } from 'node:crypto';
import { RedisContext } from '@nestjs/microservices';
import { MeshError } from '../../errors';
import { timeoutOf, type Envelope } from './envelope';

/** What guards, interceptors and handlers know of a message besides its data. */
export class MessageContext extends RedisContext {
  /** Joins what is logged of it; told in every problem. */
  readonly requestId = randomUUID();
  readonly timeoutMs: number;
  private readonly late = new AbortController();
  private readonly timer: NodeJS.Timeout;

  constructor(
    readonly pattern: string,
    readonly envelope: Envelope,
    /** When it came, in milliseconds since the epoch. */
    readonly startedAtMs = Date.now(),
    /** As its sender named it; events have none. */
    readonly messageId?: string,
  ) {
    super([pattern]);
    this.timeoutMs = timeoutOf(envelope);
    this.timer = setTimeout(() => this.late.abort(tooLate(this.timeoutMs)), this.remainingMs).unref();
  }

  /** Aborts when the sender has stopped waiting; the reason is a `MeshError` 504 `message-timeout`. */
  get signal(): AbortSignal {
    return this.late.signal;
  }

  /** Milliseconds for which the sender still waits. */
  get remainingMs(): number {
    return Math.max(this.startedAtMs + this.timeoutMs - Date.now(), 0);
  }

  /** Rejects when the time is over. */
  timeout(): Promise<never> {
    return new Promise((_resolve, reject) => {
      this.signal.addEventListener('abort', () => reject(this.signal.reason as MeshError), { once: true });
    });
  }

  /** Nobody is to work on it, for this reason. */
  refuse(reason: MeshError): void {
    this.late.abort(reason);
  }

  /** It was answered. */
  end(): void {
    clearTimeout(this.timer);
  }
}

/** The 504 of a message whose sender has stopped waiting. */
export function tooLate(timeoutMs: number): MeshError {
  return new MeshError('timeout', 'message-timeout', `this message could not be answered within ${timeoutMs} ms`);
}
