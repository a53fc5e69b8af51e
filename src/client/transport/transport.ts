import { Addresses } from './addresses';
import { backoffMs, pause } from './backoff';
import { queryText, type Call, type CallOptions } from './call';
import { MeshApiError, MeshConnectionError } from './errors';
import { errorOfResponse } from './problem-of-response';
import { mayRepeat } from './repetition';
import { signatureOf, type SigningKey, type Unsigned } from './signing';
import { TimeLimit } from './time-limit';

/** Milliseconds of a call with its repetitions, and repetitions of one, where the client is not told otherwise. */
const DEFAULT_TIMEOUT_MS = 30_000;
const DEFAULT_RETRIES = 4;

/** How a client reaches its mesh. */
export interface MeshClientOptions {
  /** An address of the mesh, `https://mesh.example`, or several of the same mesh: when one cannot be reached the next is asked. */
  url: string | readonly string[];
  /** The API key, or what gives it for each attempt. */
  apiKey?: string | (() => string | Promise<string>);
  /** Instead of it: signs each request, so that no key is sent. Bodies that are streams cannot be signed. */
  signing?: SigningKey | (() => SigningKey | Promise<SigningKey>);
  /** Milliseconds of a call with its repetitions. Default 30,000. */
  timeoutMs?: number;
  /** How often a call is repeated that was not answered, or with 429 or 503. Default 4. */
  retries?: number;
  /** The W3C `traceparent` of whatever calls, or what gives it for each attempt: the mesh logs its trace id. */
  traceparent?: string | (() => string | undefined);
  /** Sent with every request. */
  headers?: Readonly<Record<string, string>>;
  /** Instead of the runtime's own. */
  fetch?: typeof fetch;
}

/** Calls over HTTP: each under a time limit, repeated where that is harmless, at the next address where one cannot be reached. */
export class Transport {
  private readonly addresses: Addresses;
  private readonly fetch: typeof fetch;
  readonly timeoutMs: number;
  private readonly retries: number;

  /** @throws TypeError unless one of `apiKey` and `signing` is given. */
  constructor(private readonly options: MeshClientOptions) {
    if ((options.apiKey === undefined) === (options.signing === undefined)) throw new TypeError('give either apiKey or signing');
    this.addresses = new Addresses(options.url);
    this.fetch = options.fetch ?? globalThis.fetch.bind(globalThis);
    this.timeoutMs = options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
    this.retries = options.retries ?? DEFAULT_RETRIES;
  }

  /** The JSON of an answer; undefined for one without content. @throws MeshApiError, MeshConnectionError, or the reason of the caller's signal. */
  async json<T>(call: Call, options: CallOptions = {}): Promise<T> {
    const read = async (response: Response) => {
      const text = await response.text();
      if (text === '') return undefined;
      try {
        return JSON.parse(text) as unknown;
      } catch (error) {
        throw new MeshConnectionError('not-understood', 'the answer is not JSON: is this the address of a mesh?', { cause: error });
      }
    };
    return (await this.perform(call, options, read, (limit) => limit.lift())) as T;
  }

  /** An answer that is read as it arrives: the time limit ends with its head. `signal` must be aborted, or the body read to its end. */
  async open(call: Call, options: CallOptions = {}): Promise<Response> {
    return this.perform(
      call,
      options,
      async (response) => response,
      (limit) => limit.lift(),
    );
  }

  private async perform<T>(
    call: Call,
    options: CallOptions,
    read: (response: Response) => Promise<T>,
    done: (limit: TimeLimit) => void,
  ): Promise<T> {
    const limit = new TimeLimit(options.timeoutMs ?? call.timeoutMs ?? this.timeoutMs, options.signal);
    // One key for all attempts: that is what makes them one.
    const key = options.idempotencyKey ?? (call.safety === 'create' ? crypto.randomUUID() : undefined);
    try {
      for (let failures = 0, tried = 0; ;) {
        const address = this.addresses.current;
        const request = await this.request(call, address, key); // what cannot be sent is not worth another try
        try {
          return await read(await this.attempt(request, limit.signal));
        } catch (failure) {
          limit.signal.throwIfAborted();
          if (failure instanceof MeshConnectionError) throw failure;
          const isAnswered = failure instanceof MeshApiError;
          tried += 1;
          if (!isAnswered || failure.status >= 502) this.addresses.leave(address);
          // Where there are several addresses all of them are asked before the first wait.
          const isNext = !isAnswered && tried < this.addresses.count;
          if (!isNext) failures += 1;
          const waitMs = isNext ? 0 : backoffMs(failures, isAnswered ? failure.retryAfterSeconds : undefined);
          if (failures > this.retries || !mayRepeat(failure, call.safety) || waitMs > limit.remainingMs) throw thrown(failure, address);
          await pause(waitMs, limit.signal);
        }
      }
    } finally {
      done(limit);
    }
  }

  /** One attempt, ready to be sent. @throws what the caller's own functions throw, TypeError for what cannot be signed. */
  private async request(call: Call, address: string, key: string | undefined): Promise<{ url: URL; init: RequestInit }> {
    const { traceparent: trace } = this.options;
    const traceparent = typeof trace === 'function' ? trace() : trace;
    const body = call.raw?.body ?? (call.body === undefined ? undefined : JSON.stringify(call.body));
    const isStream = typeof body === 'function';
    const url = new URL(address + call.path + queryText(call.query));
    const headers = {
      ...this.options.headers,
      ...(await this.proof({ method: call.method, url, body })),
      ...(traceparent !== undefined && { traceparent }),
      ...(body !== undefined && { 'Content-Type': call.raw?.mediaType ?? 'application/json' }),
      ...(key !== undefined && { 'Idempotency-Key': key }),
      ...call.headers,
    };
    const sent = body === undefined ? {} : { body: isStream ? body() : body, ...(isStream && { duplex: 'half' as const }) };
    // A key is for the mesh alone: no redirection may take it elsewhere.
    return { url, init: { method: call.method, headers, redirect: 'error', ...sent } };
  }

  /** @throws MeshApiError for an answer that is not a success; what `fetch` throws otherwise. */
  private async attempt({ url, init }: { url: URL; init: RequestInit }, signal: AbortSignal): Promise<Response> {
    const response = await this.fetch(url, { ...init, signal });
    if (!response.ok) throw await errorOfResponse(response);
    return response;
  }

  /** What shows who asks: made anew for each attempt. */
  private async proof(request: Unsigned): Promise<Record<string, string>> {
    const { apiKey, signing } = this.options;
    if (signing !== undefined) return signatureOf(await given(signing), request);
    return { Authorization: `Bearer ${await given(apiKey ?? '')}` };
  }
}

function given<T>(value: T | (() => T | Promise<T>)): T | Promise<T> {
  return typeof value === 'function' ? (value as () => T | Promise<T>)() : value;
}

function thrown(failure: unknown, address: string): Error {
  if (failure instanceof MeshApiError) return failure;
  return new MeshConnectionError('unreachable', `${address} cannot be reached`, { cause: failure });
}
