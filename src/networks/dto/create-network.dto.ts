import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsInt,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { FreeText, IsBoundedObject, Plain } from '../../security';
import { AgentConfigDto } from './agent-config.dto';

/** `POST /networks`. Without `agents` the network gets the five default ones. */
export class CreateNetworkDto {
  @Matches(/\S/, { message: 'name must say something' })
  @Length(1, 200)
  @Plain()
  name!: string;

  @IsOptional()
  @IsString()
  @MaxLength(5_000)
  @FreeText()
  description?: string;

  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => AgentConfigDto)
  agents?: AgentConfigDto[];

  @IsOptional()
  @IsBoundedObject()
  shared_context?: Record<string, unknown>;

  /** Rounds of review and revision of one task. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(50)
  max_iterations?: number;

  /** Seconds one task may take. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(3_600)
  timeout_seconds?: number;

  /** Tasks that may be in flight together; without it as many as the network's part of the workers. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(10_000)
  max_concurrent_tasks?: number;
}
