/** What any call may be given beside what it asks for. */
export interface CallOptions {
  /** Ends the call, and the wait for a repetition; the call rejects with its reason. */
  signal?: AbortSignal;
  /** Milliseconds for the whole call with its repetitions; of a stream, for its opening. */
  timeoutMs?: number;
  /** Takes the place of the key that the client makes for every call that creates something: 1 to 255 characters, good for 24 hours. */
  idempotencyKey?: string;
}

/** A query: what is undefined is left out, dates are written as RFC 3339. */
export type Query = object;

/** What is sent raw: a stream is made anew for each attempt. */
export type RawBody = string | Uint8Array<ArrayBuffer> | Blob | (() => ReadableStream<Uint8Array>);

/** One call of the REST face. */
export interface Call {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Under `/api/mesh`, each part encoded already: see `path`. */
  path: string;
  query?: Query;
  /** Sent as JSON. */
  body?: unknown;
  raw?: { body: RawBody; mediaType: string };
  headers?: Readonly<Record<string, string>>;
  /** `create`: done once however often it is sent, under an idempotency key. `repeat`: harmless to send again. `once`: sent again only where it was not taken. */
  safety: 'create' | 'repeat' | 'once';
  /** Milliseconds instead of the client's, for what takes its time. */
  timeoutMs?: number;
}

/** A path whose parts cannot break out of it. */
export function path(parts: TemplateStringsArray, ...ids: readonly string[]): string {
  return parts.reduce((whole, part, at) => {
    const id = ids[at - 1];
    if (id === '' || id === '.' || id === '..') throw new TypeError(`an id is missing in ${parts.join('{id}')}`);
    return `${whole}${encodeURIComponent(id ?? '')}${part}`;
  });
}

/** The query as it stands in a URL, with its question mark. */
export function queryText(query: Query = {}): string {
  const pairs = Object.entries(query)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]): [string, string] => [name, value instanceof Date ? value.toISOString() : String(value)]);
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs).toString()}`;
}
