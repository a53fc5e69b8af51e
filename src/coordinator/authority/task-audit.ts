import { Injectable } from '@nestjs/common';
import { AuditLog, newEventId, type AuditActor, type AuditOutcome } from '../../audit';
import type { MeshError } from '../../errors';
import type { AgentConfig } from '../../networks';
import type { Failure, FinalStatus, TaskDocument, TaskRef } from '../workflow/task';

/** How the end of a task is called in the log. */
const OUTCOME: Record<FinalStatus, AuditOutcome> = { completed: 'allowed', failed: 'failed', cancelled: 'denied', expired: 'failed' };

/** Writes down what agents and the mesh itself do for a task. */
@Injectable()
export class TaskAudit {
  constructor(private readonly log: AuditLog) {}

  /** An agent has worked on a step; `error` is why it failed. */
  step(ref: TaskRef, document: TaskDocument, stepId: string, agent: AgentConfig, durationMs: number, error?: MeshError): void {
    this.log.record({
      id: newEventId(),
      tenantId: ref.tenantId,
      atMs: Date.now() - Math.round(durationMs),
      actor: { kind: 'agent', name: agent.type, ...onBehalf(document) },
      action: 'steps.run',
      resource: { kind: 'steps', id: `${ref.taskId}/${stepId}`, networkId: ref.networkId },
      outcome: error === undefined ? 'allowed' : error.kind === 'forbidden' || error.kind === 'budget-exceeded' ? 'denied' : 'failed',
      durationMs: Math.round(durationMs),
      ...(error !== undefined && { reason: error.code }),
      ...(document.sessionId !== undefined && { sessionId: document.sessionId }),
    });
  }

  /** A task has ended; `document` where this process knows it. */
  ended(ref: TaskRef, status: FinalStatus, durationMs: number, document?: TaskDocument, error?: Failure): void {
    this.log.record({
      id: newEventId(),
      tenantId: ref.tenantId,
      atMs: Date.now(),
      actor: { kind: 'system', name: 'coordinator', ...(document === undefined ? {} : onBehalf(document)) },
      action: 'tasks.end',
      resource: { kind: 'tasks', id: ref.taskId, networkId: ref.networkId },
      outcome: OUTCOME[status],
      durationMs: Math.round(durationMs),
      ...(error === undefined ? (status === 'completed' ? {} : { reason: `task-${status}` }) : { reason: error.code }),
      ...(document?.sessionId !== undefined && { sessionId: document.sessionId }),
    });
  }
}

function onBehalf({ createdBy, keyId }: TaskDocument): Pick<AuditActor, 'userId' | 'keyId'> {
  return { userId: createdBy, ...(keyId !== undefined && { keyId }) };
}
