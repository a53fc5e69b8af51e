import { IsId } from '../../security';
import { SubmitTaskDto } from './submit-task.dto';

/** `mesh.tasks.submit`: the REST body and the network. */
export class SubmitTaskMessage extends SubmitTaskDto {
  @IsId()
  network_id!: string;
}

/** A message about one task. */
export class TaskMessage {
  @IsId()
  network_id!: string;

  @IsId()
  task_id!: string;
}
