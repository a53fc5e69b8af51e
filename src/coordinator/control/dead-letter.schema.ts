import { choice, count, either, id, list, named, object, orNull, page, PROBLEM, raw, text } from '../../openapi';
import { TASK_SUMMARY } from '../task.schema';
import { TASK_STATUSES } from '../workflow/task';

/** A page of tasks that failed for good, with the step that they failed at. */
export const DEAD_LETTER_PAGE = page(
  named('DeadLetter', object({ ...TASK_SUMMARY.properties, step_id: orNull(text()), attempts: orNull(count()) })),
);

const STATUS = raw<number>({ type: 'integer', examples: [202] }, 'What a retry of it alone would have been answered with');

/** What became of each task that was to be replayed. */
export const REPLAYED = named(
  'Replayed',
  object({
    results: list(
      either(
        object({ task_id: id('task'), status: STATUS, task_status: choice(TASK_STATUSES) }),
        object({ task_id: id('task'), status: STATUS, error: PROBLEM }),
      ),
    ),
  }),
);
