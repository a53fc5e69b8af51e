import { Injectable } from '@nestjs/common';
import { PLATFORM_TENANT, type Authenticated } from '../../security';
import { AuditLog } from '../log/audit-log';
import { actionOfMessage } from './action';
import { actorOf, newEventId, outcomeOf, tenantOf, traceIdOf, type Noted } from './event-of';

/** What the context of a Redis message carries for its event. */
export interface AuditedMessage extends Authenticated, Noted {
  about?: { startedAtMs: number; id?: string; networkId?: string; sessionId?: string; traceparent?: unknown };
}

/** Asked by machines all day, of nobody and about nobody. */
const NOT_NOTED: ReadonlySet<string> = new Set(['mesh.health']);

/** Writes an event for every Redis message that was answered, allowed or denied. The server of messages calls it. */
@Injectable()
export class MessageAudit {
  constructor(private readonly log: AuditLog) {}

  /** `problem` is what it was answered with where it was not done. */
  answered(pattern: string, message: AuditedMessage, problem: { status?: unknown; code?: unknown } | undefined): void {
    if (NOT_NOTED.has(pattern)) return;
    const { name, kind } = actionOfMessage(pattern);
    const { startedAtMs = Date.now(), id, networkId, sessionId, traceparent } = message.about ?? {};
    const status = problem === undefined ? 200 : typeof problem.status === 'number' ? problem.status : 500;
    const traceId = traceIdOf(traceparent);
    this.log.record({
      id: message.auditEventId ?? newEventId(),
      tenantId: tenantOf(message, PLATFORM_TENANT),
      atMs: startedAtMs,
      actor: actorOf(message),
      action: name,
      resource: { kind, ...(id !== undefined && { id }), ...(networkId !== undefined && { networkId }) },
      outcome: outcomeOf(status),
      durationMs: Date.now() - startedAtMs,
      ...(problem !== undefined && { reason: typeof problem.code === 'string' ? problem.code : 'internal-error' }),
      ...(message.principal?.requestId !== undefined && { requestId: message.principal.requestId }),
      ...(sessionId !== undefined && { sessionId }),
      ...(traceId !== undefined && { traceId }),
    });
  }
}
