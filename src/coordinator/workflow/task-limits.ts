import { MeshError } from '../../errors';
import type { TaskRecord } from './task';

/** The code of a task that was not done in time. */
const DEADLINE_PASSED = 'task-deadline-passed';

/**
 * When a task must be done: its own deadline or its time limit, whichever comes first. Milliseconds since the epoch. The time in which it waits
 * for approvals and nothing else, or its network is paused, does not count against the limit.
 */
export function deadlineOf({
  startedMs,
  waitedMs,
  parkedMs,
  heldMs,
  document,
}: Pick<TaskRecord, 'startedMs' | 'waitedMs' | 'parkedMs' | 'heldMs' | 'document'>): number {
  const hasLimit = startedMs !== undefined && parkedMs === undefined && heldMs === undefined;
  const limit = hasLimit ? startedMs + waitedMs + document.timeoutSeconds * 1000 : Number.POSITIVE_INFINITY;
  return Math.min(limit, document.deadline === undefined ? Number.POSITIVE_INFINITY : Date.parse(document.deadline));
}

/** The failure of a task that was not done in time. */
export function deadlinePassed(): MeshError {
  return new MeshError('timeout', DEADLINE_PASSED, 'the task was not done in time', { retryable: false });
}

/** The failure of a task that has cost what it may, or whose cost cannot be told. */
export function costReached(why: 'cost-reached' | 'cost-unknown'): MeshError {
  return why === 'cost-reached'
    ? new MeshError('budget-exceeded', 'task-cost-reached', 'the task has cost max_cost_usd, or may have with calls that were broken off')
    : new MeshError('budget-exceeded', 'task-cost-unknown', 'max_cost_usd cannot be held: the price of a model used is not known');
}

/** Whether `error` ends a task as expired rather than failed. */
export function isDeadlinePassed(error: MeshError): boolean {
  return error.code === DEADLINE_PASSED;
}
