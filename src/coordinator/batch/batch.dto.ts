import { ArrayMaxSize, ArrayMinSize, IsArray } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { MAX_BATCH } from './batch';

/** `POST /networks/{network_id}/tasks/batch`. Each task is held against `SubmitTaskDto` for itself, so that a bad one does not refuse the others. */
export class SubmitBatchDto {
  @JSONSchema({ items: { $ref: '#/components/schemas/SubmitTaskDto' } })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_BATCH)
  tasks!: unknown[];
}
