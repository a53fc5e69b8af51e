import type { AuditEvent } from '../audit-event';
import type { PersonalData, SealedEvent } from '../sealed-record';
import type { AuditRecord } from '../query/audit-query';

/** An event as it goes out: in lists, in exports. What is unknown is null. */
export function eventView(event: AuditRecord) {
  const { actor, resource } = event;
  return {
    event_id: event.id,
    sequence: event.sequence,
    time: new Date(event.atMs).toISOString(),
    actor: {
      kind: actor.kind,
      key_id: actor.keyId ?? null,
      user_id: actor.userId ?? null,
      role: actor.role ?? null,
      name: actor.name ?? null,
    },
    action: event.action,
    resource: { kind: resource.kind, id: resource.id ?? null, network_id: resource.networkId ?? null },
    outcome: event.outcome,
    reason: event.reason ?? null,
    ip: event.ip ?? null,
    user_agent: event.userAgent ?? null,
    session_id: event.sessionId ?? null,
    request_id: event.requestId ?? null,
    trace_id: event.traceId ?? null,
    before: event.before ?? null,
    after: event.after ?? null,
    duration_ms: event.durationMs ?? null,
  };
}

/** What `eventView` makes of an event. */
export type EventView = ReturnType<typeof eventView>;

/** The view of a sealed event; without `personal`, nobody is named in it. */
export function viewOfSealed(sealed: SealedEvent, personal: Partial<PersonalData> = {}): EventView {
  const { actor, resource } = sealed;
  return eventView({
    id: sealed.id,
    tenantId: '',
    sequence: sealed.seq,
    atMs: sealed.at,
    actor: {
      kind: actor.kind as AuditEvent['actor']['kind'],
      keyId: actor.key,
      userId: personal.user_id,
      role: actor.role,
      name: actor.name,
    },
    action: sealed.action,
    resource: { kind: resource.kind, id: resource.id, networkId: resource.network },
    outcome: sealed.outcome as AuditEvent['outcome'],
    reason: sealed.reason,
    ip: personal.ip,
    userAgent: personal.user_agent,
    sessionId: sealed.session,
    requestId: sealed.request,
    traceId: sealed.trace,
    before: sealed.before,
    after: sealed.after,
    durationMs: sealed.ms,
  });
}
