import { id, named, object, orNull, page, text, time } from '../../openapi';

/** A page of what waits for a decision. */
export const APPROVAL_PAGE = page(
  named(
    'WaitingApproval',
    object({
      task_id: id('task'),
      step_id: text(undefined, 'publish'),
      task: text(),
      step_task: text(),
      requested_at: time(),
      expires_at: orNull(time()),
    }),
  ),
);
