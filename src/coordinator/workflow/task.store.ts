import { Injectable } from '@nestjs/common';
import { sessionKey } from '../../memory';
import { loadLua, networkKey, newestFirst, RedisClient, type Page } from '../../redis';
import type { Plan } from '../plan/plan';
import { successorsOf } from '../plan/plan';
import { recordOf } from './task-record';
import type { Spent } from './spent';
import type { Failure, FinalStatus, StepResult, TaskDocument, TaskRecord, TaskRef, TaskStatus } from './task';

const SUBMIT = loadLua(__dirname, 'submit-task.lua');
const MOVE = loadLua(__dirname, 'move-task.lua');
const START = loadLua(__dirname, 'start-task.lua');
const CLAIM = loadLua(__dirname, 'claim-step.lua');
const COMPLETE = loadLua(__dirname, 'complete-step.lua');
const FAIL = loadLua(__dirname, 'fail-step.lua');
const RETRY = loadLua(__dirname, 'note-retry.lua');
const ADD_COST = loadLua(__dirname, 'add-cost.lua');
const DECIDE = loadLua(__dirname, 'decide-approval.lua');
const END = loadLua(__dirname, 'end-task.lua');
const DELETE = loadLua(__dirname, 'delete-task.lua');

/** Seconds a task and its events are kept: 30 days. */
const LIFE_SECONDS = 30 * 86_400;
/** What fail-step.lua returns when the failure ended the task. */
const ENDED_BY_THIS = -3;

/**
 * What may run now and how many steps are not final yet; or that the task does not run any more, and whether this very
 * change ended it.
 */
export type Advance = { stopped: true; endedIt: boolean } | { stopped: false; left: number; ready: string[] };

/** What became of a task that was submitted. */
export type Submitted = 'new' | 'known' | 'session-over';

/** The right to work on a step, or why there is none. */
export type Claim = { claimed: true; attempt: number } | { claimed: false };

/** The only code that touches tasks in Redis; each change of state is one script, so it happens whole or not at all. */
@Injectable()
export class TaskStore {
  constructor(private readonly redis: RedisClient) {}

  /** Stores a task; one that is there already stays as it is, and one whose session does not live is not stored. */
  async submit(ref: TaskRef, document: TaskDocument, status: 'pending' | 'queued', createdMs: number): Promise<Submitted> {
    const keys = [taskKey(ref), indexKey(ref.tenantId, ref.networkId)];
    if (document.sessionId !== undefined) keys.push(sessionKey(ref, document.sessionId));
    const code = await this.redis.evaluate(SUBMIT, keys, [ref.taskId, status, JSON.stringify(document), createdMs, LIFE_SECONDS]);
    if (code === -1) return 'session-over';
    return code === 1 ? 'new' : 'known';
  }

  /** Removes a task with every trace of it here; one that runs should be ended first, so that it is called off. */
  async delete(ref: TaskRef): Promise<void> {
    await this.redis.evaluate(DELETE, [...keysOf(ref), indexKey(ref.tenantId, ref.networkId)], [ref.taskId]);
  }

  /** Moves a task that is in one of `from`. Returns its status afterwards, undefined when there is no such task. */
  async move(ref: TaskRef, to: TaskStatus, ...from: TaskStatus[]): Promise<TaskStatus | undefined> {
    const [code, status] = (await this.redis.evaluate(MOVE, [taskKey(ref)], [to, ...from])) as [number, TaskStatus?];
    return code === -1 ? undefined : status;
  }

  /** Stores the plan and what it cost to make, once, and tells what may run. */
  async start(ref: TaskRef, plan: Plan, spent: Spent): Promise<Advance> {
    const successors = successorsOf(plan);
    const planned = plan.steps.map((step) => ({
      step_id: step.stepId,
      agent_type: step.agentType ?? null,
      capability: step.capability ?? null,
      task: step.task,
      depends_on: step.dependsOn,
    }));
    const rows = plan.steps.flatMap((step) => [
      step.stepId,
      step.dependsOn.length,
      (successors.get(step.stepId) ?? []).join(','),
      step.requiresApproval ? 1 : 0,
    ]);
    const details = JSON.stringify({ steps: planned, source: plan.source });
    const args = [JSON.stringify(plan), details, LIFE_SECONDS, ...spentArgs(spent), ...rows];
    const [code, left, ...ready] = (await this.redis.evaluate(START, keysOf(ref), args)) as [number, number, ...string[]];
    return code < 0 ? { stopped: true, endedIt: false } : { stopped: false, left, ready };
  }

  async claim(ref: TaskRef, step: { stepId: string; task: string }, agent: { agentId: string; type: string }): Promise<Claim> {
    const details = JSON.stringify({ agent_id: agent.agentId, agent_type: agent.type, task: step.task });
    const args = [step.stepId, details, LIFE_SECONDS, agent.agentId, agent.type];
    const attempt = Number(await this.redis.evaluate(CLAIM, keysOf(ref), args));
    return attempt < 0 ? { claimed: false } : { claimed: true, attempt };
  }

  /** A worker whose attempt is not the latest changes nothing and is told `stopped`. */
  async complete(
    ref: TaskRef,
    step: { stepId: string; attempt: number; result: StepResult; details: object },
    spent: Spent,
  ): Promise<Advance> {
    const outcome = [JSON.stringify(step.result), JSON.stringify(step.details), LIFE_SECONDS];
    const args = [step.stepId, step.attempt, ...outcome, ...spentArgs(spent)];
    return advanceOf(await this.redis.evaluate(COMPLETE, keysOf(ref), args));
  }

  async fail(ref: TaskRef, step: { stepId: string; attempt: number; onFailure: string; failure: Failure }): Promise<Advance> {
    const error = JSON.stringify(step.failure);
    const details = JSON.stringify({ error: step.failure });
    const args = [step.stepId, step.attempt, error, step.onFailure, details, details, LIFE_SECONDS];
    return advanceOf(await this.redis.evaluate(FAIL, keysOf(ref), args));
  }

  async noteRetry(ref: TaskRef, stepId: string, attempt: number, failure: Failure): Promise<void> {
    await this.redis.evaluate(RETRY, keysOf(ref), [stepId, attempt, JSON.stringify({ attempt, error: failure }), LIFE_SECONDS]);
  }

  /** Counts what was paid for work that came to nothing. */
  async addCost(ref: TaskRef, spent: Spent): Promise<void> {
    await this.redis.evaluate(ADD_COST, [taskKey(ref)], spentArgs(spent));
  }

  /** Returns the steps that may run now, or why the decision could not be taken. */
  async decide(
    ref: TaskRef,
    stepId: string,
    decision: { decision: 'approve' | 'reject'; note?: string | undefined; by: string; at: string },
    rejection: Failure,
  ): Promise<{ ready: string[] } | 'no-such-step' | 'not-waiting'> {
    const error = JSON.stringify(rejection);
    const args = [stepId, decision.decision, JSON.stringify(decision), error, JSON.stringify({ error: rejection }), LIFE_SECONDS];
    const [code, ...ready] = (await this.redis.evaluate(DECIDE, keysOf(ref), args)) as [number, ...string[]];
    if (code === -1) return 'no-such-step';
    return code === -2 ? 'not-waiting' : { ready };
  }

  /** Whether this call ended the task; false when it had ended before. */
  async end(
    ref: TaskRef,
    status: FinalStatus,
    outcome: { result: object } | { error: Failure },
    event: string,
    details: object,
  ): Promise<boolean> {
    const [field, value] = 'result' in outcome ? ['result', outcome.result] : ['error', outcome.error];
    const args = [status, field, JSON.stringify(value), event, JSON.stringify(details), LIFE_SECONDS];
    const [code] = (await this.redis.evaluate(END, keysOf(ref), args)) as [number];
    return code === 1;
  }

  async find(ref: TaskRef): Promise<TaskRecord | undefined> {
    const fields = await this.redis.run((redis) => redis.hgetall(taskKey(ref)));
    return fields.document === undefined ? undefined : recordOf(ref, fields);
  }

  /** Only the status: for those who ask often. Undefined when there is no such task. */
  async status(ref: TaskRef): Promise<TaskStatus | undefined> {
    return ((await this.redis.run((redis) => redis.hget(taskKey(ref), 'status'))) ?? undefined) as TaskStatus | undefined;
  }

  /** How a task ended, for the record; undefined while it has not. */
  async ended(ref: TaskRef): Promise<{ status: TaskStatus; planSource: Plan['source'] | 'none'; durationMs: number } | undefined> {
    const fields = await this.redis.run((redis) => redis.hmget(taskKey(ref), 'status', 'created', 'finished', 'plan'));
    const [status, created, finished, plan] = fields;
    if (!finished) return undefined;
    const planSource = plan ? (JSON.parse(plan) as Plan).source : 'none';
    return { status: status as TaskStatus, planSource, durationMs: Number(finished) - Number(created) };
  }

  /** Tasks of a network, newest first. */
  async list(
    tenantId: string,
    networkId: string,
    page: { limit: number; cursor?: string | undefined },
    matches: (task: TaskRecord) => boolean,
  ): Promise<Page<TaskRecord>> {
    return newestFirst(this.redis, indexKey(tenantId, networkId), page, (ids) =>
      Promise.all(
        ids.map(async (taskId) => {
          const task = await this.find({ tenantId, networkId, taskId });
          return task !== undefined && matches(task) ? task : undefined;
        }),
      ),
    );
  }

  async count(tenantId: string, networkId: string): Promise<number> {
    return this.redis.run((redis) => redis.zcard(indexKey(tenantId, networkId)));
  }
}

/** The hash of a task. */
export function taskKey({ tenantId, networkId, taskId }: TaskRef): string {
  return networkKey(tenantId, networkId, 'task', taskId);
}

/** The stream of a task's events. */
export function eventsKey({ tenantId, networkId, taskId }: TaskRef): string {
  return networkKey(tenantId, networkId, 'task', taskId, 'events');
}

/** The hash of answers that models were paid for while they worked on a task; `TaskJournal` fills it. */
export function journalKey({ tenantId, networkId, taskId }: TaskRef): string {
  return networkKey(tenantId, networkId, 'task', taskId, 'journal');
}

const indexKey = (tenantId: string, networkId: string) => networkKey(tenantId, networkId, 'tasks');
const keysOf = (ref: TaskRef) => [taskKey(ref), eventsKey(ref)];

/** What count-cost.lua takes: micro-dollars, empty when unknown, then input, output, cached and reasoning tokens. */
export function spentArgs({ costMicroUsd, usage }: Spent): (string | number)[] {
  return [costMicroUsd ?? '', usage.inputTokens, usage.outputTokens, usage.cachedTokens, usage.reasoningTokens];
}

function advanceOf(reply: unknown): Advance {
  const [left, ...ready] = reply as [number, ...string[]];
  return left < 0 ? { stopped: true, endedIt: left === ENDED_BY_THIS } : { stopped: false, left, ready };
}
