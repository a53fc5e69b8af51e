import { PartialType, PickType } from '@nestjs/swagger';
import { AddMemoryDto } from './add-memory.dto';

/** `PATCH …/memories/{memory_id}`. */
export class UpdateMemoryDto extends PartialType(PickType(AddMemoryDto, ['content', 'confidence', 'importance', 'metadata'] as const)) {}
