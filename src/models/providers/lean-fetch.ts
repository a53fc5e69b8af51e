import type { Readable } from 'node:stream';
import { MAX_ANSWER_BYTES, readText } from './bounded-body';
import { CONNECTIONS } from './connections';

/**
 * A `fetch` for the official SDKs: undici's pool without the web streams that make Node's own `fetch` slow. It knows what
 * the SDKs use (string bodies, `signal`, headers) and nothing more; aborting closes the connection.
 */
export async function leanFetch(input: string | URL | Request, init: RequestInit = {}): Promise<Response> {
  const url = new URL(input instanceof Request ? input.url : input);
  const response = await CONNECTIONS.request({
    origin: url.origin,
    path: url.pathname + url.search,
    method: init.method ?? 'GET',
    headers: Object.fromEntries(new Headers(init.headers)),
    body: (init.body ?? null) as string | null,
    signal: init.signal ?? null,
  });
  // Whoever reads the body sees its error; a body that nobody reads must not end the process with it.
  response.body.on('error', () => undefined);
  // The SDKs read `body` as an async iterable, which a Node stream is too.
  return new LeanResponse(url.href, response.statusCode, response.headers, response.body) as unknown as Response;
}

class LeanResponse {
  readonly ok: boolean;
  readonly headers: Headers;

  constructor(
    readonly url: string,
    readonly status: number,
    headers: Record<string, string | string[] | undefined>,
    readonly body: Readable,
  ) {
    this.ok = status >= 200 && status <= 299;
    this.headers = new Headers();
    for (const [name, value] of Object.entries(headers)) {
      if (value !== undefined) this.headers.set(name, typeof value === 'string' ? value : value.join(', '));
    }
  }

  /** @throws BodyTooLong beyond 32 MB. */
  text(): Promise<string> {
    return readText(this.body, MAX_ANSWER_BYTES);
  }

  async json(): Promise<unknown> {
    return JSON.parse(await this.text()) as unknown;
  }
}
