import { Injectable } from '@nestjs/common';
import type { MessageContext } from '../../redis';
import { PLATFORM_TENANT, type Authenticated } from '../../security';
import { AuditLog } from '../log/audit-log';
import { actionOfMessage } from './action';
import { actorOf, newEventId, outcomeOf, tenantOf, traceIdOf, type Noted } from './event-of';

/** What the context of a Redis message carries for its event. */
export interface AuditedMessage extends Authenticated, Noted {
  about?: { id?: string; networkId?: string; sessionId?: string };
}

/** Writes an event for every Redis message that was answered, allowed or denied. The server of messages calls it. */
@Injectable()
export class MessageAudit {
  constructor(private readonly log: AuditLog) {}

  /** `problem` is what it was answered with where it was not done. */
  answered(message: AuditedMessage & MessageContext, problem: { status?: unknown; code?: unknown } | undefined): void {
    // What was refused before anybody looked who sends it is counted with the messages, and no operation.
    if (message.about === undefined) return;
    const { name, kind } = actionOfMessage(message.pattern);
    const { startedAtMs, requestId } = message;
    const { id, networkId, sessionId } = message.about;
    const status = problem === undefined ? 200 : typeof problem.status === 'number' ? problem.status : 500;
    const traceId = traceIdOf(message.envelope.traceparent);
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
      requestId,
      ...(sessionId !== undefined && { sessionId }),
      ...(traceId !== undefined && { traceId }),
    });
  }
}
