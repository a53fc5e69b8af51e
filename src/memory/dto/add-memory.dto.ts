import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsNumber,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateNested,
} from 'class-validator';
import { FreeText, IsBoundedObject, IsId } from '../../security';
import { MEMORY_TYPES, type MemoryType } from '../memory';
import { MAX_BODY_BYTES } from '../route-options';

const TEN_YEARS_SECONDS = 315_360_000;

/** `POST …/memories`. */
export class AddMemoryDto {
  /** At most 10 MiB as UTF-8. */
  @IsString()
  @MinLength(1)
  @MaxLength(MAX_BODY_BYTES)
  @FreeText()
  content!: string;

  @IsIn(MEMORY_TYPES, { message: `type must be one of ${MEMORY_TYPES.join(', ')}` })
  type!: MemoryType;

  /** 0–1. */
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(1)
  confidence?: number;

  /** 0–1. */
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(1)
  importance?: number;

  @IsOptional()
  @IsBoundedObject({ maxBytes: 64 * 1024 })
  metadata?: Record<string, unknown>;

  @IsOptional()
  @IsId()
  session_id?: string;

  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(TEN_YEARS_SECONDS)
  ttl_seconds?: number;

  @IsOptional()
  @Matches(/^memory_[\w-]{1,128}$/, { message: 'supersedes must be the id of a memory' })
  supersedes?: string;
}

/** `POST …/memories/batch`. */
export class AddMemoriesDto {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  @Type(() => AddMemoryDto)
  memories!: AddMemoryDto[];
}
