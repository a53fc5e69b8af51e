import type { Route } from './routes';

/** What the guards of the app ask of whoever calls a route. */
export interface RouteTraits {
  /** Whether it needs no API key. */
  isPublic: boolean;
  /** The scope that a key must hold. */
  scope?: string;
  /** Whether it takes an `Idempotency-Key`. */
  isIdempotent: boolean;
}

const UNAUTHENTICATED = [
  'api-key-missing',
  'api-key-malformed',
  'api-key-truncated',
  'api-key-foreign-environment',
  'api-key-unknown',
  'api-key-revoked',
  'api-key-expired',
  'signature-missing',
  'signature-malformed',
  'signature-skew',
  'signature-wrong',
  'signature-replayed',
  'signature-pepper-unknown',
  'signature-body-mismatch',
];

/** Codes of problems by status. */
export type Refusals = Map<number, Set<string>>;

/** What a route may refuse: what follows from its kind, and what its handler says of itself. */
export function refusalsOf({ method, path, body, query, mark }: Route, { isPublic, isIdempotent }: RouteTraits): Refusals {
  const refusals: Refusals = new Map();
  const add = (status: number, ...codes: string[]) => {
    const known = refusals.get(status) ?? new Set();
    for (const code of codes) known.add(code);
    refusals.set(status, known);
  };
  const takesBody = method === 'post' || method === 'put' || method === 'patch';
  add(400, 'malformed-request');
  if (path.includes(':')) add(414, 'malformed-request');
  add(500, 'internal-error', 'redis-command-failed', 'database-command-failed');
  if (!isPublic) {
    add(401, ...UNAUTHENTICATED);
    add(403, 'scope-missing', 'scope-too-narrow', 'address-not-allowed');
    add(429, 'rate-limited');
    add(503, 'redis-unavailable', 'redis-unreachable', 'audit-unavailable', 'database-unavailable');
  }
  if (takesBody) {
    add(413, 'body-too-large');
    add(415, 'media-type-not-supported');
  }
  if (takesBody || body !== undefined) add(422, 'validation-failed', 'body-too-deep');
  if (query !== undefined) add(422, 'validation-failed');
  for (const [, name = ''] of path.matchAll(/:(\w+)/g)) add(404, `${name.replace(/Id$/, '')}-not-found`);
  if (path.includes(':networkId')) add(503, 'network-restoring');
  if (path.includes(':networkId') && method !== 'get') add(409, 'network-erased');
  if (isIdempotent) {
    add(409, 'idempotency-in-progress');
    add(422, 'idempotency-key-reused', 'validation-failed');
  }
  for (const [status, codes] of Object.entries(mark?.refuses ?? {})) add(Number(status), ...codes);
  return refusals;
}
