import type { KeyRecord } from '../keys/key-record';
import { Grants } from './grants';
import type { Principal } from './principal';

/** A record is kept for as long as it does not change, and what its key may do with it. */
const known = new WeakMap<KeyRecord, Grants>();

/** Who makes a request with this key. */
export function principalOf(record: KeyRecord, requestId: string | undefined): Principal {
  const { keyId, tenantId, userId, role, tasksPerMinute, tokensPerMinute, expiresAtMs } = record;
  // Not by spreading: that costs more than the rest, and every request comes by here.
  const principal: Principal = { keyId, tenantId, userId, role, grants: grantsOf(record) };
  if (requestId !== undefined) principal.requestId = requestId;
  if (tasksPerMinute !== undefined) principal.tasksPerMinute = tasksPerMinute;
  if (tokensPerMinute !== undefined) principal.tokensPerMinute = tokensPerMinute;
  if (expiresAtMs !== undefined) principal.expiresAtMs = expiresAtMs;
  return principal;
}

/** What a key may do. */
export function grantsOf(record: KeyRecord): Grants {
  const grants = known.get(record) ?? Grants.of(record.role, record.scopes);
  known.set(record, grants);
  return grants;
}
