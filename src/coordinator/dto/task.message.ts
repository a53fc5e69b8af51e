import { IsString, Length } from 'class-validator';
import { SubmitTaskDto } from './submit-task.dto';

/** `mesh.tasks.submit`: the REST body and the network. */
export class SubmitTaskMessage extends SubmitTaskDto {
  @IsString()
  @Length(1, 128)
  network_id!: string;
}

/** A message about one task. */
export class TaskMessage {
  @IsString()
  @Length(1, 128)
  network_id!: string;

  @IsString()
  @Length(1, 128)
  task_id!: string;
}
