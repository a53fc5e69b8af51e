import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsInt,
  IsNumber,
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
import { IsTextOrObject } from './text-or-object';

/** Bounds of a schema of one's own: schemas of real answers are a tenth of it, and compiling one of this size takes some 50 ms. */
const SCHEMA_BOUNDS = { maxDepth: 24, maxKeys: 500, maxBytes: 16 * 1024 };
const MAX_EXAMPLES = 10;
const MAX_INSTRUCTIONS = 10_000;

/** A task and the answer that is wanted to it. */
export class AgentExampleDto {
  @Matches(/\S/, { message: 'task must say something' })
  @MaxLength(2_000)
  @FreeText()
  task!: string;

  /** Text, or an object by `output_schema`. */
  @IsTextOrObject()
  answer!: string | Record<string, unknown>;
}

/** How the agent works and asks its model. */
export class AgentParametersDto {
  /** 0–2. */
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(2)
  temperature?: number;

  /** Tokens of one completion. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(128_000)
  max_tokens?: number;

  /** Seconds one attempt at a step may take, where the step does not set less. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(3_600)
  timeout_seconds?: number;

  /** What it keeps to beside its type's own instructions. */
  @IsOptional()
  @IsString()
  @MaxLength(MAX_INSTRUCTIONS)
  @FreeText()
  instructions?: string;

  /** JSON Schema (draft 2020-12) of an object, which the answers of a custom agent follow. */
  @IsOptional()
  @IsBoundedObject(SCHEMA_BOUNDS)
  output_schema?: Record<string, unknown>;

  /** For custom agents. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MAX_EXAMPLES)
  @ValidateNested({ each: true })
  @Type(() => AgentExampleDto)
  examples?: AgentExampleDto[];
}

/** An agent to make; a type that is none of the built-in ones is a custom agent driven by its description. */
export class AgentConfigDto {
  @Matches(/\S/, { message: 'name must say something' })
  @Length(1, 200)
  @Plain()
  name!: string;

  @Matches(/^[A-Za-z][\w-]{0,63}$/, { message: 'type must be a word of letters, digits, _ and -, at most 64 long' })
  type!: string;

  @IsOptional()
  @IsString()
  @Length(1, 200)
  model?: string;

  @IsOptional()
  @IsString()
  @MaxLength(5_000)
  @FreeText()
  description?: string;

  @IsOptional()
  @ValidateNested()
  @Type(() => AgentParametersDto)
  parameters?: AgentParametersDto;

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @IsString({ each: true })
  @Length(1, 100, { each: true })
  @Plain({ each: true })
  capabilities?: string[];

  /** Steps it may work on at a time; without it any number. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(1_000)
  max_concurrency?: number;
}
