import {
  AuditLog,
  AuditQuery,
  AuditVerifier,
  newEventId,
  type AuditFilters,
  type AuditOutcome,
  type AuditPage,
  type Proof,
} from '../../audit';
import { invalidField } from '../../errors';
import { textOf, wholeNumberOf, type MeshParts } from '../mesh';

/** Characters of each text of an event. */
const MAX_TEXT = 256;
const OUTCOMES: readonly AuditOutcome[] = ['allowed', 'denied', 'failed', 'unknown'];

/** Something that was done or refused. */
export interface EventToAppend {
  /** The module and the verb: `orders.create`. */
  action: string;
  resource: { kind: string; id?: string };
  /** Default `allowed`. */
  outcome?: AuditOutcome;
  /** The person who did it; without one the application did. */
  userId?: string;
  /** A stable code, where it was refused or failed. */
  reason?: string;
}

/** The audit log of the tenant: a chain that only grows, in which nothing can be changed unnoticed. */
export class AuditManager {
  private readonly log: AuditLog;
  private readonly query: AuditQuery;
  private readonly verifier: AuditVerifier;

  constructor(private readonly parts: MeshParts) {
    this.log = parts.get(AuditLog);
    this.query = parts.get(AuditQuery);
    this.verifier = parts.get(AuditVerifier);
  }

  /** Resolves when the event is stored, to its place in the log. @throws MeshError naming the field, `audit-unavailable` */
  async append({ action, resource, outcome = 'allowed', userId, reason }: EventToAppend): Promise<{ sequence: number }> {
    if (!OUTCOMES.includes(outcome)) throw invalidField('outcome', `must be one of ${OUTCOMES.join(', ')}`);
    return this.log.append({
      ...{ id: newEventId(), tenantId: this.parts.tenantId, atMs: Date.now(), outcome },
      actor: userId === undefined ? { kind: 'system', name: 'application' } : { kind: 'key', userId: textOf(userId, 'userId', 128) },
      action: textOf(action, 'action', MAX_TEXT),
      resource: {
        kind: textOf(resource?.kind, 'resource.kind', MAX_TEXT),
        ...(resource.id === undefined ? {} : { id: textOf(resource.id, 'resource.id', MAX_TEXT) }),
      },
      ...(reason === undefined ? {} : { reason: textOf(reason, 'reason', MAX_TEXT) }),
    });
  }

  /** A page of events, the newest first; 50 by default, 200 at most. @throws MeshError naming `limit` or `cursor` */
  async find(filters: AuditFilters = {}, { limit = 50, cursor }: { limit?: number; cursor?: string } = {}): Promise<AuditPage> {
    const page = { limit: wholeNumberOf(limit, 'limit', 1, 200), ...(cursor === undefined ? {} : { cursor }) };
    return this.query.find(this.parts.tenantId, filters, page);
  }

  /** Whether the log is what was written, and if not, from which record on. */
  async verify(signal?: AbortSignal): Promise<Proof> {
    return this.verifier.verify(this.parts.tenantId, signal === undefined ? {} : { signal });
  }
}
