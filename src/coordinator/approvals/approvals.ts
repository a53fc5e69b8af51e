import { Injectable } from '@nestjs/common';
import { MeshError, notFound } from '../../errors';
import { loadLua, RedisClient } from '../../redis';
import { changeOf, type Change } from '../workflow/change';
import type { Decision, Failure, TaskRecord } from '../workflow/task';
import { afterFailure, graphOf } from '../workflow/task-graph';
import { prefixOf } from '../workflow/task-keys';
import { Workflow } from '../workflow/workflow';

const DECIDE = loadLua(__dirname, 'decide-approval.lua');

/** Decisions on steps that wait for one. */
@Injectable()
export class Approvals {
  constructor(
    private readonly redis: RedisClient,
    private readonly workflow: Workflow,
  ) {}

  /**
   * Records a decision; the same again changes nothing. Resolves to what the task can do now, undefined where nothing changed.
   * @throws MeshError 404 for an unknown step, 409 for one that waits for no decision or was decided otherwise.
   */
  async decide(task: TaskRecord, stepId: string, decision: Decision): Promise<Change | undefined> {
    const change = await this.settle(task, stepId, decision);
    if (change === 'no-such-step') throw notFound('step', stepId);
    if (change === 'not-waiting') throw new MeshError('conflict', 'step-not-waiting', `step ${stepId} waits for no such decision`);
    return change === 'decided-so' ? undefined : change;
  }

  /** Refuses what was not approved in time; whether there was anything. */
  async expire(task: TaskRecord, nowMs: number): Promise<boolean> {
    let hasExpired = false;
    for (const [stepId, { status, approval }] of task.steps) {
      if (status !== 'awaiting_approval' || approval?.expiresMs === undefined || approval.expiresMs > nowMs) continue;
      const change = await this.settle(task, stepId, { decision: 'expire', by: 'mesh', at: new Date(nowMs).toISOString() });
      if (typeof change === 'string') continue;
      hasExpired = true;
      if (change.stopped) await this.workflow.followEnd(task.ref, change);
    }
    return hasExpired;
  }

  private async settle(
    task: TaskRecord,
    stepId: string,
    decision: Decision,
  ): Promise<Change | 'no-such-step' | 'not-waiting' | 'decided-so'> {
    const refusal = JSON.stringify(refusalOf(stepId, decision));
    const policy = task.plan && task.steps.has(stepId) ? afterFailure(graphOf(task.plan), stepId) : '{}';
    const by = decision.by === 'mesh' ? '' : decision.by;
    const args = [task.ref.taskId, stepId, decision.decision, JSON.stringify(decision), refusal, policy, by];
    const reply = (await this.redis.evaluate(DECIDE, [prefixOf(task.ref)], args)) as [number];
    if (reply[0] === -1) return 'no-such-step';
    if (reply[0] === -2) return 'not-waiting';
    return reply[0] === -4 ? 'decided-so' : changeOf(reply);
  }
}

/** By whom stands in the history alone: what is copied into results and errors could not be taken out again. */
function refusalOf(stepId: string, { decision }: Decision): Failure {
  return decision === 'expire'
    ? { code: 'approval-expired', detail: 'nobody approved the step in time', retryable: false, step_id: stepId }
    : { code: 'step-rejected', detail: 'rejected when it was asked for approval', retryable: false, step_id: stepId };
}
