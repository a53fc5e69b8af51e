import { IsIn, IsOptional } from 'class-validator';
import { PageQuery } from '../../security';
import { TASK_STATUSES, type TaskStatus } from '../workflow/task';

/** `?status=` and the page. */
export class ListTasksQuery extends PageQuery {
  @IsOptional()
  @IsIn(TASK_STATUSES, { message: `status must be one of ${TASK_STATUSES.join(', ')}` })
  status?: TaskStatus;
}
