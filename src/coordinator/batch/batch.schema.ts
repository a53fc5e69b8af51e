import { choice, count, either, id, list, named, object, orNull, page, PROBLEM, raw, share, text, time } from '../../openapi';
import { TASK_SUMMARY } from '../task.schema';

const STATUS = raw<number>({ type: 'integer', examples: [202] }, 'What it would have been answered with alone');

/** What became of each task of a batch when it was submitted. */
export const BATCH_RECEIPT = named(
  'BatchReceipt',
  object({
    batch_id: id('batch'),
    network_id: id('network'),
    results: list(
      either(
        object({ index: count('Its place in the request'), status: STATUS, task_id: id('task') }),
        object({ index: count('Its place in the request'), status: STATUS, error: PROBLEM }),
      ),
    ),
  }),
);

/** A batch without its tasks. */
export const BATCH = named(
  'Batch',
  object({
    batch_id: id('batch'),
    network_id: id('network'),
    status: choice(['running', 'completed']),
    progress: share('Of the tasks, those that have ended or were refused'),
    total: count(),
    open: count(),
    completed: count(),
    failed: count(),
    cancelled: count(),
    expired: count(),
    rejected: count(),
    created_by: text(),
    created_at: time(),
    finished_at: orNull(time()),
  }),
);

const BATCHED_TASK = named('BatchedTask', object({ index: count('Its place in the request'), ...TASK_SUMMARY.properties }));

/** A batch with a page of its tasks. */
export const BATCH_PAGE = object({ ...BATCH.properties, ...page(BATCHED_TASK).properties });
