import type { AuditEvent, AuditOutcome } from '../audit-event';
import type { PersonalData, SealedEvent } from '../sealed-record';

/** What events are asked for by; all of it must hold. */
export interface AuditFilter {
  /** A key's or a user's id. */
  actor?: string;
  action?: string;
  resource?: string;
  outcome?: AuditOutcome;
  ip?: string;
  sessionId?: string;
  /** Unix milliseconds: from `fromMs` on, and before `toMs`. */
  fromMs?: number;
  toMs?: number;
}

/** An event with its place in the log. */
export type LoggedEvent = AuditEvent & { sequence: number };

/** Answers which events a tenant's log has. */
export abstract class AuditEvents {
  /** The newest first, at most `limit` of them. */
  abstract find(
    tenantId: string,
    filter: AuditFilter,
    page: { limit: number; cursor?: string },
  ): Promise<{ records: LoggedEvent[]; nextCursor?: string | null }>;
}

/** Opens what names a person in sealed events. */
export abstract class PersonalDataOpener {
  /** One answer for each event, in order; undefined where it names nobody, `shredded` where the key of the subject is gone. */
  abstract open(tenantId: string, events: readonly SealedEvent[]): Promise<(PersonalData | 'shredded' | undefined)[]>;
}
