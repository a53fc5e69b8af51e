import type { AuditEvent } from '../audit-event';
import type { SealedPerson } from '../people/subjects';
import type { SealedEvent } from '../sealed-record';
import type { Columned } from './columns';

/** An event that is ready to be chained: all of its record but its place in the log. */
export interface ReadyEvent {
  event: AuditEvent;
  /** The JSON of its `SealedEvent` behind `{"v":1,"seq":<n>,`. */
  rest: string;
  columns: Columned;
}

/** Makes an event ready. */
export function ready(event: AuditEvent, person: SealedPerson | undefined, addressHash: number | undefined): ReadyEvent {
  const { actor, resource } = event;
  // In this order, whatever the order of the event's fields: the record is hashed byte for byte.
  const sealed: Omit<SealedEvent, 'v' | 'seq'> = {
    id: event.id,
    at: event.atMs,
    actor: strict({ kind: actor.kind, key: actor.keyId, role: actor.role, name: actor.name }),
    ...strict({ subject: person?.subject }),
    action: event.action,
    resource: strict({ kind: resource.kind, id: resource.id, network: resource.networkId }),
    outcome: event.outcome,
    ...strict({
      reason: event.reason,
      session: event.sessionId,
      request: event.requestId,
      trace: event.traceId,
      before: event.before,
      after: event.after,
      ms: event.durationMs,
      personal: person?.personal,
      commit: person?.commit,
    }),
  };
  return {
    event,
    rest: JSON.stringify(sealed).slice(1),
    columns: {
      atMs: event.atMs,
      keyId: actor.keyId,
      subject: person?.subject,
      action: event.action,
      resourceKind: resource.kind,
      resourceId: resource.id,
      addressHash,
      sessionId: event.sessionId,
      outcome: event.outcome,
    },
  };
}

/** The record's bytes at its place. */
export function sealedAt(sequence: number, { rest }: ReadyEvent): string {
  return `{"v":1,"seq":${sequence},${rest}`;
}

type Strict<T> = { [Name in keyof T]: Exclude<T[Name], undefined> };

/** JSON leaves out what is undefined; this tells the compiler so. */
function strict<T extends object>(fields: T): Strict<T> {
  return fields as Strict<T>;
}
