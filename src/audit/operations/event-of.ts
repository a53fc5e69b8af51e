import { randomUUID } from 'node:crypto';
import type { Authenticated } from '../../security';
import type { AuditActor, AuditOutcome } from '../audit-event';

/** The longest text that a record holds in one field. */
const MAX_TEXT = 256;
/** Statuses with which somebody was refused: no key, no money, no right, no turn. */
const DENIED: ReadonlySet<number> = new Set([401, 402, 403, 429]);

/** Where the id of the event that an operation will be told by waits for its end. */
export interface Noted {
  auditEventId?: string;
}

/** An id that no event had before. */
export function newEventId(): string {
  return `event_${randomUUID().replaceAll('-', '')}`;
}

/** Who asked: the key, or the key that was named in vain, or nobody. */
export function actorOf({ principal, refused }: Authenticated): AuditActor {
  if (principal !== undefined) {
    const { keyId, userId, role } = principal;
    return { kind: 'key', keyId, userId, role };
  }
  return { kind: 'anonymous', ...(refused?.keyId !== undefined && { keyId: refused.keyId }) };
}

/** Whose log an operation belongs to; what belongs to nobody stands in the log of whoever runs the mesh. */
export function tenantOf({ principal, refused }: Authenticated, platformTenant: string): string {
  return principal?.tenantId ?? refused?.tenantId ?? platformTenant;
}

/** How an answer with this status is called in the log. */
export function outcomeOf(status: number): AuditOutcome {
  if (status < 400) return 'allowed';
  return DENIED.has(status) ? 'denied' : 'failed';
}

/** Text from outside, no longer than a record may hold. */
export function shortened(text: string): string {
  return text.length <= MAX_TEXT ? text : `${text.slice(0, MAX_TEXT - 1)}…`;
}

/** The trace id of a W3C `traceparent`. */
export function traceIdOf(traceparent: unknown): string | undefined {
  return typeof traceparent === 'string' ? /^[\da-f]{2}-([\da-f]{32})-[\da-f]{16}-[\da-f]{2}/.exec(traceparent)?.[1] : undefined;
}
