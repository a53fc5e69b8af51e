import { taskSummary, time } from '../task.view';
import type { Batch } from './batch';
import type { BatchOutcome } from './batch-submission';
import type { BatchedTask } from './batches';

/** What became of one task of the request; `status` is what the task alone would have been answered with. */
export function outcomeView(outcome: BatchOutcome) {
  const { index } = outcome;
  return 'taskId' in outcome
    ? { index, status: 202, task_id: outcome.taskId }
    : { index, status: outcome.problem.status, error: outcome.problem };
}

/** A batch without its tasks. `progress` is the share of them that have ended or were refused, 0–1. */
export function batchView(batch: Batch) {
  const { ref, total, open, completed, failed, cancelled, expired, rejected } = batch;
  const ended = completed + failed + cancelled + expired + rejected;
  return {
    batch_id: ref.batchId,
    network_id: ref.networkId,
    status: batch.finishedMs === undefined ? ('running' as const) : ('completed' as const),
    progress: Math.round((ended / total) * 100) / 100,
    total,
    open,
    completed,
    failed,
    cancelled,
    expired,
    rejected,
    created_by: batch.createdBy,
    created_at: time(batch.createdMs),
    finished_at: time(batch.finishedMs),
  };
}

/** A task of a batch, with its place in the request. */
export function batchedTaskView(task: BatchedTask) {
  return { index: task.index, ...taskSummary(task) };
}
