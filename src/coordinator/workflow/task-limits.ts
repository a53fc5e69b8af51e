import { MeshError } from '../../errors';
import type { TaskRecord } from './task';

/** The code of a task that was not done in time. */
const DEADLINE_PASSED = 'task-deadline-passed';

/** When a task must be done: its own deadline or its time limit, whichever comes first. Milliseconds since the epoch. */
export function deadlineOf({ startedMs, document }: Pick<TaskRecord, 'startedMs' | 'document'>): number {
  const limit = startedMs === undefined ? Number.POSITIVE_INFINITY : startedMs + document.timeoutSeconds * 1000;
  return Math.min(limit, document.deadline === undefined ? Number.POSITIVE_INFINITY : Date.parse(document.deadline));
}

/** The failure of a task that was not done in time. */
export function deadlinePassed(): MeshError {
  return new MeshError('timeout', DEADLINE_PASSED, 'the task was not done in time', { retryable: false });
}

/** Whether `error` ends a task as expired rather than failed. */
export function isDeadlinePassed(error: MeshError): boolean {
  return error.code === DEADLINE_PASSED;
}

/** Why a task may not begin another step: its time is over or its money is spent; undefined when it may. */
export function limitReached(task: Pick<TaskRecord, 'startedMs' | 'document' | 'costMicroUsd'>, nowMs: number): MeshError | undefined {
  if (nowMs >= deadlineOf(task)) return deadlinePassed();
  const limit = task.document.maxCostMicroUsd;
  if (limit === undefined) return undefined;
  if (task.costMicroUsd === null) {
    return new MeshError('budget-exceeded', 'task-cost-unknown', 'max_cost_usd cannot be held: the price of a model used is not known');
  }
  return task.costMicroUsd >= limit ? new MeshError('budget-exceeded', 'task-cost-reached', 'the task has cost max_cost_usd') : undefined;
}
