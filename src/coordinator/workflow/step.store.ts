import { Injectable } from '@nestjs/common';
import { loadLua, RedisClient } from '../../redis';
import { changeOf, type Change } from './change';
import type { Failure, StepResult, TaskRef } from './task';
import { prefixOf } from './task-keys';

const CLAIM = loadLua(__dirname, 'claim-step.lua');
const RENEW = loadLua(__dirname, 'renew-step.lua');
const COMPLETE = loadLua(__dirname, 'complete-step.lua');
const FAIL = loadLua(__dirname, 'fail-step.lua');

/** An agent that may do a step; `limit` is how many steps it may work on at a time, 0 for any number. */
export interface StepCandidate {
  agentId: string;
  type: string;
  limit: number;
}

/** What whoever wants to work on a step asks for. */
export interface ClaimRequest {
  stepId: string;
  task: string;
  dependsOn: readonly string[];
  /** The preferred first; of the first two the better one is taken. */
  candidates: readonly StepCandidate[];
  leaseMs: number;
  /** Milliseconds that the task may take from its start, without the time it waits for approvals. */
  taskLimitMs: number;
  /** Of the task, in milliseconds since the epoch. */
  deadlineMs?: number;
  maxCostMicroUsd?: number;
}

/** The right to work on a step. */
export interface Claimed {
  /** 1, 2, …; the fencing token. */
  attempt: number;
  candidate: StepCandidate;
  /** When the task must be done, in milliseconds since the epoch. */
  deadlineMs: number;
  /** Of the model answers that are kept for this step. */
  generation: number;
  /** Rounds of review so far, and what the last one asked for. */
  iteration: number;
  feedback?: string;
  /** Whether an earlier attempt may have left answers. */
  mayHoldAnswers: boolean;
  /** Attempts that failed. */
  failures: number;
  /** The step's own earlier result, where it is to be revised. */
  earlier?: StepResult;
  /** Results of the steps it depends on, where they have one. */
  inputs: ReadonlyMap<string, StepResult>;
}

/** Why a step may not be worked on, now or at all. */
export type Refused =
  | { why: 'gone' | 'not-running' | 'settled' | 'paused' | 'cost-reached' | 'cost-unknown' | 'deadline-passed' }
  /** Not before `atMs`: held by another, too early, or no agent is free. */
  | { why: 'later'; atMs: number };

/** The only code that changes steps in Redis; each change is one script, so it happens whole or not at all. */
@Injectable()
export class StepStore {
  constructor(private readonly redis: RedisClient) {}

  async claim(ref: TaskRef, request: ClaimRequest): Promise<Claimed | Refused> {
    const { stepId, task, dependsOn, candidates, leaseMs, taskLimitMs, deadlineMs, maxCostMicroUsd } = request;
    const args = [ref.taskId, stepId, JSON.stringify(task), leaseMs, taskLimitMs, deadlineMs ?? '', maxCostMicroUsd ?? ''];
    const agents = candidates.flatMap(({ agentId, type, limit }) => [agentId, type, limit]);
    const reply = await this.redis.evaluate(CLAIM, [prefixOf(ref)], [...args, dependsOn.length, ...dependsOn, ...agents]);
    return claimOf(reply as [number, ...(string | number)[]], request);
  }

  /** Keeps the step for another lease; false when nobody waits for this attempt any more. */
  async renew(ref: TaskRef, stepId: string, attempt: number, agentId: string, leaseMs: number): Promise<boolean> {
    return (await this.redis.evaluate(RENEW, [prefixOf(ref)], [ref.taskId, stepId, attempt, leaseMs, agentId])) === 1;
  }

  /** A worker whose attempt is not the latest changes nothing and is told `stopped`. */
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
    },
  ): Promise<Change> {
    const { stepId, attempt, result, details, agentId, durationMs, costMicroUsd, revise, successors } = step;
    const outcome = [JSON.stringify(result), JSON.stringify(details), agentId, durationMs, costMicroUsd ?? ''];
    const revision = [revise?.stepId ?? '', revise?.feedback ?? '', revise?.maxIterations ?? 0];
    return changeOf(
      await this.redis.evaluate(COMPLETE, [prefixOf(ref)], [ref.taskId, stepId, attempt, ...outcome, ...revision, ...successors]),
    );
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

const REFUSALS: Record<number, Refused['why']> = {
  [-1]: 'gone',
  [-2]: 'not-running',
  [-3]: 'settled',
  [-5]: 'paused',
  [-8]: 'cost-reached',
  [-9]: 'cost-unknown',
  [-10]: 'deadline-passed',
};

function claimOf(reply: [number, ...(string | number)[]], { dependsOn, candidates }: ClaimRequest): Claimed | Refused {
  const [code, ...rest] = reply;
  if (code < 0) {
    const why = REFUSALS[code] ?? 'later';
    return why === 'later' ? { why, atMs: Number(rest[0]) } : { why };
  }
  const [attempt, chosen, deadlineMs, generation, iteration, feedback, mayHoldAnswers, earlier, failures, ...results] = rest;
  const candidate = candidates[Number(chosen)];
  if (candidate === undefined) throw new Error('the script chose an agent that was not offered');
  const inputs = new Map<string, StepResult>();
  for (const [at, dependency] of dependsOn.entries()) {
    const text = results[at] as string;
    if (text !== '') inputs.set(dependency, JSON.parse(text) as StepResult);
  }
  return {
    attempt: Number(attempt),
    candidate,
    deadlineMs: Number(deadlineMs),
    generation: Number(generation),
    iteration: Number(iteration),
    feedback: feedback === '' ? undefined : (feedback as string),
    mayHoldAnswers: mayHoldAnswers === 1,
    earlier: earlier === '' ? undefined : (JSON.parse(earlier as string) as StepResult),
    failures: Number(failures),
    inputs,
  };
}
