import { MeshError } from '../../errors';

/** What a limited key has left of its requests after one of them. */
export interface Turn {
  /** Requests a minute. */
  limit: number;
  /** Requests that may follow at once. */
  remaining: number;
  /** Milliseconds until the whole quota is free again. */
  resetMs: number;
  /** Milliseconds until the next request is let in; 0 when this one was. */
  waitMs: number;
  /** Whose rate it is; without it the key's. */
  whose?: 'key' | 'tenant';
}

const MINUTE_MS = 60_000;

/**
 * What `admit.lua` does with a rate, in this process, for as long as Redis cannot: GCRA in its virtual scheduling form
 * (ITU-T I.371). `freeInMs` is how long it would be, before this request, until the whole quota is free.
 */
export function takeTurn(limit: number, freeInMs: number): Turn {
  const turnMs = MINUTE_MS / limit;
  const free = Math.min(Math.max(freeInMs, 0), MINUTE_MS);
  // A nanosecond of tolerance: `limit` times `turnMs` need not be a minute exactly.
  const waitMs = free + turnMs - MINUTE_MS;
  if (waitMs > 1e-6) return { limit, remaining: 0, resetMs: free, waitMs };
  const resetMs = free + turnMs;
  return { limit, remaining: Math.floor((MINUTE_MS - resetMs) / turnMs + 1e-6), resetMs, waitMs: 0 };
}

/** `RateLimit-*` of draft-ietf-httpapi-ratelimit-headers-06: what is left, and the seconds until the quota is whole again. */
export function rateLimitHeaders({ limit, remaining, resetMs }: Turn): Record<string, string> {
  return {
    'RateLimit-Limit': String(limit),
    'RateLimit-Remaining': String(remaining),
    'RateLimit-Reset': String(Math.ceil(resetMs / 1_000)),
  };
}

/** The 429 of a key or tenant that has no turn left; it names the seconds until the next one. */
export function rateLimited({ limit, waitMs, whose }: Turn): MeshError {
  const detail = `${whose === 'tenant' ? 'all API keys of this tenant together' : 'this API key'} may make ${limit} requests a minute`;
  return new MeshError('rate-limited', 'rate-limited', detail, { retryAfterSeconds: Math.ceil(waitMs / 1_000) });
}
