import { grantsOf } from '../access/principal-of';
import type { KeyRecord } from './key-record';

const HOUR_MS = 3_600_000;

/** A key as it is shown: nothing of its secret. `pepperIds` are those known here, the current one first. */
export function keyView(record: KeyRecord, pepperIds: readonly string[], nowMs: number) {
  const { expiresAtMs, revokedAtMs, previous = [], lastUsedHour } = record;
  const graces = previous.filter(({ untilMs }) => untilMs > nowMs).map(({ untilMs }) => untilMs);
  return {
    key_id: record.keyId,
    name: record.name,
    tenant_id: record.tenantId,
    user_id: record.userId,
    role: record.role,
    scopes: grantsOf(record).list(),
    status: statusOf(record, nowMs),
    created_at: timeOf(record.createdAtMs),
    created_by: record.createdBy ?? null,
    expires_at: timeOf(expiresAtMs),
    revoked_at: timeOf(revokedAtMs),
    /** Coarse: the hour. */
    last_used_at: timeOf(lastUsedHour === undefined ? undefined : lastUsedHour * HOUR_MS),
    allowed_cidrs: record.cidrs ?? null,
    parent_key_id: record.ancestors?.at(-1) ?? null,
    rate_limit: {
      requests_per_minute: record.requestsPerMinute ?? null,
      tasks_per_minute: record.tasksPerMinute ?? null,
      tokens_per_minute: record.tokensPerMinute ?? null,
    },
    require_signature: record.signs ?? false,
    generation: record.generation,
    previous_valid_until: timeOf(graces.length === 0 ? undefined : Math.max(...graces)),
    /** `previous`: it moves to the current pepper when it is next used; `unknown`: it can never be used again. */
    pepper: pepperOf(record, pepperIds),
  };
}

function pepperOf({ pepperId }: KeyRecord, pepperIds: readonly string[]): 'current' | 'previous' | 'unknown' {
  if (pepperId === pepperIds[0]) return 'current';
  return pepperIds.includes(pepperId) ? 'previous' : 'unknown';
}

function statusOf({ revokedAtMs, expiresAtMs }: KeyRecord, nowMs: number): 'active' | 'revoked' | 'expired' {
  if (revokedAtMs !== undefined) return 'revoked';
  return expiresAtMs !== undefined && expiresAtMs <= nowMs ? 'expired' : 'active';
}

function timeOf(ms: number | undefined): string | null {
  return ms === undefined ? null : new Date(ms).toISOString();
}
