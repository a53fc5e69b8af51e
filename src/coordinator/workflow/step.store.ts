import { Injectable } from '@nestjs/common';
import { loadLua, RedisClient } from '../../redis';
import { changeOf, type Change } from './change';
import {
  claimOf,
  limitArgs,
  ownArgs,
  requestArgs,
  type Claimed,
  type ClaimReply,
  type ClaimRequest,
  type OwnRequest,
  type Refused,
  type TaskLimits,
} from './claim';
import type { Decision, Failure, StepResult, TaskRef } from './task';
import { prefixOf, taskKey } from './task-keys';

const CLAIM = loadLua(__dirname, 'claim-step.lua');
const RENEW = loadLua(__dirname, 'renew-step.lua');
const COMPLETE = loadLua(__dirname, 'complete-step.lua');
const FAIL = loadLua(__dirname, 'fail-step.lua');
const HOLD = loadLua(__dirname, 'hold-step.lua');

/** The only code that changes steps in Redis; each change is one script, so it happens whole or not at all. */
@Injectable()
export class StepStore {
  constructor(private readonly redis: RedisClient) {}

  async claim(ref: TaskRef, limits: TaskLimits, request: ClaimRequest): Promise<Claimed | Refused> {
    const reply = await this.redis.evaluate(CLAIM, [prefixOf(ref)], [ref.taskId, ...limitArgs(limits), ...requestArgs(request)]);
    return claimOf(reply as ClaimReply, request);
  }

  /** Keeps the step for another lease, or hands it back with one of 0 ms; false when nobody waits for this attempt any more. */
  async renew(ref: TaskRef, stepId: string, attempt: number, agentId: string, leaseMs: number): Promise<boolean> {
    return (await this.redis.evaluate(RENEW, [prefixOf(ref)], [ref.taskId, stepId, attempt, leaseMs, agentId])) === 1;
  }

  /** Has the step wait for approval in place of this attempt. */
  async hold(ref: TaskRef, stepId: string, attempt: number, agentId: string): Promise<Change> {
    return changeOf(await this.redis.evaluate(HOLD, [prefixOf(ref)], [ref.taskId, stepId, attempt, agentId]));
  }

  /** Whether somebody has approved the step. */
  async isApproved(ref: TaskRef, stepId: string): Promise<boolean> {
    const decision = await this.redis.run((redis) => redis.hget(taskKey(ref), `s:${stepId}:decision`));
    return decision !== null && (JSON.parse(decision) as Decision).decision === 'approve';
  }

  /**
   * Stores a result and claims what its worker goes on with. A worker whose attempt is not the latest changes nothing and is told `stopped`.
   */
  async complete(
    ref: TaskRef,
    step: {
      stepId: string;
      attempt: number;
      agentId: string;
      result: StepResult;
      details: object;
      durationMs: number;
      costMicroUsd: number | null;
      revise?: { stepId: string; feedback: string; maxIterations: number };
      successors: readonly string[];
      /** As its claim said. */
      keepsRecord: boolean;
    },
    limits: TaskLimits,
    goesOnWith: readonly OwnRequest[],
  ): Promise<Change> {
    const { stepId, attempt, result, details, agentId, durationMs, costMicroUsd, revise, successors, keepsRecord } = step;
    const outcome = [JSON.stringify(result), JSON.stringify(details), agentId, durationMs, costMicroUsd ?? ''];
    const revision = [revise?.stepId ?? '', revise?.feedback ?? '', revise?.maxIterations ?? 0];
    const own = [keepsRecord ? 1 : 0, ...limitArgs(limits), successors.length, ...successors, ...ownArgs(goesOnWith)];
    const args = [ref.taskId, stepId, attempt, ...outcome, ...revision, ...own];
    return changeOf(await this.redis.evaluate(COMPLETE, [prefixOf(ref)], args), goesOnWith);
  }

  /** Records a failed attempt. With `retryInMs` it will be tried again: then the number of that attempt comes back, and when it may begin. */
  async fail(
    ref: TaskRef,
    step: {
      stepId: string;
      attempt: number;
      agentId: string;
      failure: Failure;
      /** Absent when the step has failed for good. */
      retryInMs?: number;
      /** Whether the next attempt asks models anew instead of replaying what was answered. */
      asksAnew: boolean;
      /** Whether the failure counts against its agent. */
      isAgentsFault: boolean;
      /** What follows a failure for good, see `afterFailure`. */
      policy: string;
    },
  ): Promise<Change | { nextAttempt: number; notBeforeMs: number }> {
    const { stepId, attempt, agentId, failure, retryInMs, asksAnew, isAgentsFault, policy } = step;
    const outcome = [JSON.stringify(failure), retryInMs ?? '', asksAnew ? 1 : 0, isAgentsFault ? agentId : '', agentId, policy];
    const reply = await this.redis.evaluate(FAIL, [prefixOf(ref)], [ref.taskId, stepId, attempt, ...outcome]);
    const [code, nextAttempt, notBeforeMs] = reply as [number, number?, string?];
    return code === -4 ? { nextAttempt: Number(nextAttempt), notBeforeMs: Number(notBeforeMs) } : changeOf(reply);
  }
}
