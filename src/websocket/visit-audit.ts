import { Injectable } from '@nestjs/common';
import { AuditLog, newEventId } from '../audit';
import { MeshError, type ErrorKind } from '../errors';
import type { Visitor } from './visitor';

const DENIED: ReadonlySet<ErrorKind> = new Set(['unauthenticated', 'forbidden', 'rate-limited', 'budget-exceeded']);

/** Writes down what is asked on a connection; that it was made the audit of requests does. */
@Injectable()
export class VisitAudit {
  constructor(private readonly log: AuditLog) {}

  /** `error` is why it was not done; `id` names the thing where there is one. */
  asked({ principal, place, ip }: Visitor, kind: 'tasks' | 'memories', verb: string, id: string | undefined, error?: unknown): void {
    const { keyId, userId, role, requestId, tenantId } = principal;
    const isDenied = error instanceof MeshError && DENIED.has(error.kind);
    this.log.record({
      id: newEventId(),
      tenantId,
      atMs: Date.now(),
      actor: { kind: 'key', keyId, userId, role },
      action: `${kind}.${verb}`,
      resource: { kind, networkId: place.networkId, ...(id !== undefined && { id }) },
      outcome: error === undefined ? 'allowed' : isDenied ? 'denied' : 'failed',
      ip,
      ...(requestId !== undefined && { requestId }),
      ...(error !== undefined && { reason: error instanceof MeshError ? error.code : 'internal-error' }),
    });
  }
}
