import type { AuditActor, AuditEvent, AuditOutcome } from '../audit-event';
import type { PersonalData, SealedEvent } from '../sealed-record';
import type { SealedPerson } from '../people/sealed-people';

/** What stands in a record after its sequence, which is known last: the JSON of `SealedEvent` is `beginningOf(sequence)` and this. */
export function restOf(event: AuditEvent, person: SealedPerson | undefined): string {
  const { actor, resource } = event;
  // JSON leaves out what is undefined.
  const rest: Omit<SealedEvent, 'v' | 'seq'> = {
    id: event.id,
    at: event.atMs,
    actor: { kind: actor.kind, key: actor.keyId, role: actor.role, name: actor.name },
    subject: person?.subject,
    action: event.action,
    resource: { kind: resource.kind, id: resource.id, network: resource.networkId },
    outcome: event.outcome,
    reason: event.reason,
    session: event.sessionId,
    request: event.requestId,
    trace: event.traceId,
    before: event.before,
    after: event.after,
    ms: event.durationMs,
    personal: person?.personal,
    commit: person?.commit,
  };
  return `,${JSON.stringify(rest).slice(1)}`;
}

/** The JSON of a record up to its sequence. */
export function beginningOf(sequence: number): string {
  return `{"v":1,"seq":${sequence}`;
}

/** The event of a record, with what names a person where its key is still there. */
export function eventOf(tenantId: string, record: SealedEvent, person: PersonalData | 'shredded' | undefined): AuditEvent {
  const known = typeof person === 'object' ? person : undefined;
  const { actor, resource } = record;
  return given({
    id: record.id,
    tenantId,
    atMs: record.at,
    actor: given({ kind: actor.kind as AuditActor['kind'], keyId: actor.key, userId: known?.user_id, role: actor.role, name: actor.name }),
    action: record.action,
    resource: given({ kind: resource.kind, id: resource.id, networkId: resource.network }),
    outcome: record.outcome as AuditOutcome,
    reason: record.reason,
    ip: known?.ip,
    userAgent: known?.user_agent,
    sessionId: record.session,
    requestId: record.request,
    traceId: record.trace,
    before: record.before,
    after: record.after,
    durationMs: record.ms,
  });
}

type Given<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** The fields that have a value. */
function given<T extends object>(fields: T): Given<T> {
  const kept = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(kept) as Given<T>;
}
