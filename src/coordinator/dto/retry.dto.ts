import { ArrayMaxSize, ArrayMinSize, IsArray, IsOptional, Matches } from 'class-validator';
import { ID } from '../../security';
import { STEP_ID } from './dependencies';

/** Tasks that one request replays. */
export const MAX_REPLAYED = 100;

/** `POST …/tasks/{task_id}/retry`. */
export class RetryTaskDto {
  /** Done anew with all that rests on it, beside what did not complete. A completed task needs it. */
  @IsOptional()
  @Matches(STEP_ID, { message: 'from_step must be the id of a step' })
  from_step?: string;
}

/** `POST …/dead-letters/replay`. */
export class ReplayDto {
  /** Default: the oldest hundred that may still be done. */
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_REPLAYED)
  @Matches(ID, { each: true, message: 'task_ids must be ids' })
  task_ids?: string[];
}
