import type { ClientProxy } from '@nestjs/microservices';
import { firstValueFrom, Observable, takeUntil } from 'rxjs';
import type { Problem } from '../../errors';
import { backoffMs, pause } from '../transport/backoff';
import type { Call, CallOptions } from '../transport/call';
import { MeshApiError, MeshConnectionError } from '../transport/errors';
import { mayRepeat } from '../transport/repetition';
import { TimeLimit } from '../transport/time-limit';
import { Pieces } from './pieces';

/** Milliseconds of a call, and its repetitions, where nothing else is said; the mesh takes 100 to 600,000 ms. */
const DEFAULT_TIMEOUT_MS = 30_000;
const DEFAULT_RETRIES = 4;
const LEAST_MS = 100;
const MOST_MS = 600_000;

/** Whose messages they are, and how long they may take. */
export interface MessageOptions {
  apiKey: string | (() => string | Promise<string>);
  /** Milliseconds of a call with its repetitions. Default 30,000. */
  timeoutMs?: number;
  /** The W3C `traceparent` of whatever calls, or what gives it for each attempt: the mesh logs its trace id. */
  traceparent?: string | (() => string | undefined);
  /** How often a call is repeated that was not answered, or with 429 or 503. Default 4. */
  retries?: number;
}

/** One message. */
export interface Message {
  pattern: string;
  data: object;
  safety: Call['safety'];
  timeoutMs?: number;
}

/** Calls over Redis messages: each under a time limit, which the mesh is told, and repeated where that is harmless. */
export class MessageTransport {
  constructor(
    private readonly proxy: Pick<ClientProxy, 'send'>,
    private readonly options: MessageOptions,
  ) {}

  /** The answer. @throws MeshApiError, MeshConnectionError, or the reason of the caller's signal. */
  async ask<T>({ pattern, data, safety, timeoutMs }: Message, options: CallOptions = {}): Promise<T> {
    const limit = new TimeLimit(options.timeoutMs ?? timeoutMs ?? this.options.timeoutMs ?? DEFAULT_TIMEOUT_MS, options.signal);
    const key = options.idempotencyKey ?? (safety === 'create' ? crypto.randomUUID() : undefined);
    try {
      for (let failures = 1; ; failures += 1) {
        try {
          const envelope = await this.envelope(limit, key);
          return await this.send<T>(pattern, { ...data, ...envelope }, limit.signal);
        } catch (error) {
          limit.signal.throwIfAborted();
          const failure = failureOf(error);
          const waitMs = backoffMs(failures, failure instanceof MeshApiError ? failure.retryAfterSeconds : undefined);
          if (failures > (this.options.retries ?? DEFAULT_RETRIES) || !mayRepeat(failure, safety) || waitMs > limit.remainingMs)
            throw failure;
          await pause(waitMs, limit.signal);
        }
      }
    } finally {
      limit.lift();
    }
  }

  /**
   * What a message is answered with piece by piece, in order. Asked once; the time is that of all pieces, and leaving the loop ends it.
   * @throws MeshApiError also where it breaks off; MeshConnectionError `broken-stream` where a piece was lost.
   */
  async *stream<T extends object>({ pattern, data, timeoutMs }: Message, options: CallOptions = {}): AsyncGenerator<T> {
    const limit = new TimeLimit(options.timeoutMs ?? timeoutMs ?? this.options.timeoutMs ?? DEFAULT_TIMEOUT_MS, options.signal);
    const pieces = new Pieces<T>();
    const stop = () => pieces.fail(limit.signal.reason);
    try {
      limit.signal.throwIfAborted();
      const message = { ...data, ...(await this.envelope(limit, undefined)) };
      const listening = this.proxy.send<T & { seq: number }>(pattern, message).subscribe({
        next: (piece) => pieces.add(piece),
        error: (error: unknown) => pieces.fail(failureOf(error)),
        complete: () => pieces.end(),
      });
      limit.signal.addEventListener('abort', stop, { once: true });
      try {
        yield* pieces.inOrder();
      } finally {
        listening.unsubscribe();
      }
    } finally {
      limit.signal.removeEventListener('abort', stop);
      limit.lift();
    }
  }

  private async envelope(limit: TimeLimit, key: string | undefined): Promise<object> {
    const { apiKey, traceparent: trace } = this.options;
    const traceparent = typeof trace === 'function' ? trace() : trace;
    return {
      api_key: typeof apiKey === 'string' ? apiKey : await apiKey(),
      timeout_ms: waitOf(limit),
      ...(key !== undefined && { idempotency_key: key }),
      ...(traceparent !== undefined && { traceparent }),
    };
  }

  private send<T>(pattern: string, data: object, signal: AbortSignal): Promise<T> {
    signal.throwIfAborted();
    // An answer that comes later is nobody's; one without content is undefined.
    return firstValueFrom(this.proxy.send<T>(pattern, data).pipe(takeUntil(abortOf(signal))), { defaultValue: undefined as T });
  }
}

/** Fails with the reason of the signal when it aborts. */
function abortOf(signal: AbortSignal): Observable<never> {
  return new Observable((subscriber) => {
    const stop = () => subscriber.error(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
    return () => signal.removeEventListener('abort', stop);
  });
}

/** Milliseconds that the mesh is told: what is left, as far as it takes it. */
function waitOf({ remainingMs }: TimeLimit): number {
  return Math.min(MOST_MS, Math.max(LEAST_MS, Math.floor(remainingMs)));
}

/** A problem as it came, or what the stock client says of its connection, which may be a bare text. */
function failureOf(error: unknown): Error {
  if (typeof error === 'object' && error !== null && 'code' in error && 'status' in error) return new MeshApiError(error as Problem);
  return new MeshConnectionError('unreachable', 'Redis cannot be reached', { cause: error });
}
