import { Injectable } from '@nestjs/common';
import { sessionKey } from '../../memory';
import { loadLua, RedisClient } from '../../redis';
import { summaryFields } from '../lists/task-summary';
import type { Plan } from '../plan/plan';
import { changeOf, type Change } from './change';
import { limitArgs, ownArgs, type OwnRequest, type TaskLimits } from './claim';
import { isFinal, type Failure, type FinalStatus, type TaskDocument, type TaskRecord, type TaskRef, type TaskStatus } from './task';
import { eventsKey, prefixOf, taskIndexKey, taskKey } from './task-keys';
import { TaskLives } from './task-lives';
import { recordOf } from './task-record';

const SUBMIT = loadLua(__dirname, 'submit-task.lua');
const MOVE = loadLua(__dirname, 'move-task.lua');
const START = loadLua(__dirname, 'start-task.lua');
const END = loadLua(__dirname, 'end-task.lua');
const RETRY = loadLua(__dirname, 'retry-task.lua');
const STOP_CLOCK = loadLua(__dirname, 'stop-clock.lua');
const DELETE = loadLua(__dirname, 'delete-task.lua');

/** What delete-task.lua returns while there is more. */
const MORE_TO_DELETE = 2;

/** What became of a task that was submitted. */
export type Submitted = 'new' | 'known' | 'session-over';

/** A task as workers need it to work on any of its steps; it does not change while the task runs. */
export interface StoredTask {
  ref: TaskRef;
  document: TaskDocument;
  status: TaskStatus;
  plan?: Plan;
  /** How often it was retried as a whole. */
  run: number;
}

/** The only code that changes tasks in Redis; each change of state is one script, so it happens whole or not at all. */
@Injectable()
export class TaskStore {
  constructor(
    private readonly redis: RedisClient,
    private readonly lives: TaskLives,
  ) {}

  /** Stores a task; one that is there already stays as it is, and one whose session does not live is not stored. */
  async submit(ref: TaskRef, document: TaskDocument, status: 'pending' | 'queued', createdMs: number): Promise<Submitted> {
    const session = document.sessionId === undefined ? '' : sessionKey(ref, document.sessionId);
    const lives = await this.lives.of(ref.tenantId);
    const args = [ref.taskId, status, JSON.stringify(document), createdMs, lives.task, lives.events, session, document.batchId ?? ''];
    const code = await this.redis.evaluate(SUBMIT, [prefixOf(ref)], [...args, document.batchIndex ?? '', ...summaryFields(document)]);
    if (code === -1) return 'session-over';
    return code === 1 ? 'new' : 'known';
  }

  /** Removes a task with every trace of it here; one that runs should be ended first, so that it is called off. */
  async delete(ref: TaskRef): Promise<void> {
    while ((await this.redis.evaluate(DELETE, [prefixOf(ref)], [ref.taskId])) === MORE_TO_DELETE);
  }

  /** Moves a task that is in one of `from`. Returns its status afterwards, undefined when there is no such task. */
  async move(ref: TaskRef, to: TaskStatus, ...from: TaskStatus[]): Promise<TaskStatus | undefined> {
    const [code, status] = (await this.redis.evaluate(MOVE, [prefixOf(ref)], [ref.taskId, to, ...from])) as [number, TaskStatus?];
    return code === -1 ? undefined : status;
  }

  /** Stores the plan, once, tells what may run and claims what its worker goes on with; `not-queued` for a task that was started before, has ended, or whose network is paused. */
  async start(ref: TaskRef, plan: Plan, limits: TaskLimits, goesOnWith: readonly OwnRequest[]): Promise<Change | 'not-queued'> {
    const planned = plan.steps.map((step) => ({
      step_id: step.stepId,
      agent_type: step.agentType ?? null,
      capability: step.capability ?? null,
      task: step.task,
      depends_on: step.dependsOn,
    }));
    const rows = plan.steps.flatMap(({ stepId, dependsOn, requiresApproval, approvalTimeoutSeconds = 0 }) => [
      stepId,
      dependsOn.length,
      requiresApproval ? approvalTimeoutSeconds * 1000 : '',
    ]);
    const stored = plan.source === 'caller' ? '' : JSON.stringify(plan);
    const details = JSON.stringify({ steps: planned, source: plan.source });
    const own = [...limitArgs(limits), plan.steps.length, ...rows, ...ownArgs(goesOnWith)];
    const reply = await this.redis.evaluate(START, [prefixOf(ref)], [ref.taskId, stored, details, ...own]);
    return (reply as [number])[0] < 0 ? 'not-queued' : changeOf(reply, goesOnWith);
  }

  /**
   * Takes up a final task again; `steps` are done anew, each with the number of dependencies that it waits for, none for a task without a plan.
   * Undefined when the task changed since `run` was read.
   */
  async retry(
    ref: TaskRef,
    run: number,
    by: string,
    details: object,
    steps: ReadonlyMap<string, number>,
  ): Promise<Change | 'queued' | undefined> {
    const rows = [...steps].flat();
    const args = [ref.taskId, run, by, JSON.stringify(details), ...rows];
    const reply = (await this.redis.evaluate(RETRY, [prefixOf(ref)], args)) as [number, ...unknown[]];
    if (reply[0] < 0) return undefined;
    return reply.length === 1 ? 'queued' : changeOf(reply);
  }

  /** Stops the clock of a task whose network is paused, or lets it run again; once more for the same changes nothing. */
  async stopClock(ref: TaskRef, isHeld: boolean): Promise<void> {
    await this.redis.evaluate(STOP_CLOCK, [prefixOf(ref)], [ref.taskId, isHeld ? 1 : 0]);
  }

  /** How long the task took, in milliseconds, where this call ended it; undefined when it had ended before. `by` is who ended it, where it was a person. */
  async end(
    ref: TaskRef,
    status: FinalStatus,
    outcome: { result: object } | { error: Failure },
    event: string,
    details: object,
    by = '',
  ): Promise<number | undefined> {
    const [field, value] = 'result' in outcome ? ['result', outcome.result] : ['error', outcome.error];
    const args = [ref.taskId, status, field, JSON.stringify(value), event, JSON.stringify(details), by];
    const [code, created] = (await this.redis.evaluate(END, [prefixOf(ref)], args)) as [number, string?];
    return code === 1 ? Date.now() - Number(created) : undefined;
  }

  async find(ref: TaskRef): Promise<TaskRecord | undefined> {
    const fields = await this.redis.run((redis) => redis.hgetall(taskKey(ref)));
    return fields.document === undefined ? undefined : recordOf(ref, fields);
  }

  /** What workers need of a task; without what its steps have come to. */
  async stored(ref: TaskRef): Promise<StoredTask | undefined> {
    const [document, status, plan, run] = await this.redis.run((redis) => redis.hmget(taskKey(ref), 'document', 'status', 'plan', 'run'));
    if (!document) return undefined;
    return {
      ref,
      document: JSON.parse(document) as TaskDocument,
      status: status as TaskStatus,
      plan: plan ? (JSON.parse(plan) as Plan) : undefined,
      run: Number(run ?? 0),
    };
  }

  /** Only the status: for those who ask often. Undefined when there is no such task. */
  async status(ref: TaskRef): Promise<TaskStatus | undefined> {
    return ((await this.redis.run((redis) => redis.hget(taskKey(ref), 'status'))) ?? undefined) as TaskStatus | undefined;
  }

  /** Whether anything that happened in it is still known. */
  async hasEvents(ref: TaskRef): Promise<boolean> {
    return (await this.redis.run((redis) => redis.exists(eventsKey(ref)))) === 1;
  }

  /** How a task ended, for the record; undefined while it has not. */
  async ended(ref: TaskRef): Promise<{ status: FinalStatus; durationMs: number } | undefined> {
    const [status, created, finished] = await this.redis.run((redis) => redis.hmget(taskKey(ref), 'status', 'created', 'finished'));
    if (!finished || !isFinal(status as TaskStatus)) return undefined;
    return { status: status as FinalStatus, durationMs: Number(finished) - Number(created) };
  }

  async count(tenantId: string, networkId: string): Promise<number> {
    return this.redis.run((redis) => redis.zcard(taskIndexKey({ tenantId, networkId })));
  }
}
