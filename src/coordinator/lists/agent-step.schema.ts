import { count, id, named, object, orNull, page, text, time } from '../../openapi';
import { FAILURE } from '../task.schema';

/** A page of the steps that an agent was given. */
export const AGENT_STEP_PAGE = page(
  named(
    'AgentStep',
    object({
      task_id: id('task'),
      step_id: text(undefined, 'write'),
      status: text(undefined, 'completed'),
      attempts: count(),
      started_at: orNull(time()),
      finished_at: orNull(time()),
      error: orNull(FAILURE),
    }),
  ),
);
