import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, IsArray } from 'class-validator';
import { SubmitTaskDto } from '../dto/submit-task.dto';
import { MAX_BATCH } from './batch';

/** `POST /networks/{network_id}/tasks/batch`. Each task is held against `SubmitTaskDto` for itself, so that a bad one does not refuse the others. */
export class SubmitBatchDto {
  @ApiProperty({ type: [SubmitTaskDto], minItems: 1, maxItems: MAX_BATCH })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_BATCH)
  tasks!: unknown[];
}
