import { Type } from 'class-transformer';
import {
  Allow,
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
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
import { JSONSchema } from 'class-validator-jsonschema';
import { IsBoundedObject, IsId } from '../../security';
import { TASK_TYPES, type TaskType } from '../generate';
import { PROVIDER_NAMES, type ProviderName, type ReasoningEffort } from '../model-provider';
import { MAX_TEXT } from '../request/fields';
import { MAX_IMAGES } from '../request/read-image';
import { MAX_MESSAGES } from '../request/read-messages';
import { MAX_TOOLS } from '../request/read-tools';
import { ModelSelectionDto } from './model-selection.dto';
import { IMAGES_SHAPE, MESSAGES_SHAPE, TOOLS_SHAPE } from './openai-shapes';
import { IsFormality, type Formality } from './formality';

const EFFORTS = ['low', 'medium', 'high'] as const satisfies readonly ReasoningEffort[];
/** More than any model writes; each model's own bound comes on top. */
const MAX_TOKENS = 1_000_000;
const MAX_TIMEOUT_MS = 600_000;
const CACHE_MODES = [true, false, 'similar'] as const;

/**
 * `POST /generate`: one of `prompt` and `messages`. What nests (messages, tools, formats, images) is OpenAI-shaped and read
 * by the readers in `request/`, which the OpenAI-compatible face uses too.
 */
export class GenerateDto {
  @IsOptional()
  @IsString()
  @MaxLength(MAX_TEXT)
  @Matches(/\S/, { message: 'prompt must say something' })
  prompt?: string;

  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_MESSAGES)
  @JSONSchema(MESSAGES_SHAPE)
  messages?: unknown[];

  @IsOptional()
  @IsString()
  @MaxLength(MAX_TEXT)
  system?: string;

  /** `model` or `provider/model`. */
  @IsOptional()
  @IsString()
  @Length(1, 200)
  model?: string;

  @IsOptional()
  @IsIn(PROVIDER_NAMES, { message: `provider must be one of ${PROVIDER_NAMES.join(', ')}` })
  provider?: ProviderName;

  /** 0–2. */
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(2)
  temperature?: number;

  /** 0–1. */
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(1)
  top_p?: number;

  @IsOptional()
  @IsIn(TASK_TYPES, { message: `task_type must be one of ${TASK_TYPES.join(', ')}` })
  task_type?: TaskType;

  @IsOptional()
  @IsFormality()
  formality?: Formality;

  /** 0–1. */
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(1)
  earlier_confidence?: number;

  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MAX_TOKENS)
  max_tokens?: number;

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(4)
  @Length(1, 256, { each: true })
  stop?: string[];

  @IsOptional()
  @IsIn(EFFORTS, { message: `reasoning_effort must be one of ${EFFORTS.join(', ')}` })
  reasoning_effort?: ReasoningEffort;

  @IsOptional()
  @IsBoundedObject()
  response_format?: Record<string, unknown>;

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MAX_TOOLS)
  @JSONSchema(TOOLS_SHAPE)
  tools?: unknown[];

  @IsOptional()
  @Allow()
  tool_choice?: unknown;

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MAX_IMAGES)
  @JSONSchema(IMAGES_SHAPE)
  images?: unknown[];

  @IsOptional()
  @ValidateNested()
  @Type(() => ModelSelectionDto)
  model_selection?: ModelSelectionDto;

  @IsOptional()
  @IsBoolean()
  fallback?: boolean;

  @IsOptional()
  @IsIn(CACHE_MODES, { message: 'cache must be true, false or "similar"' })
  cache?: (typeof CACHE_MODES)[number];

  @IsOptional()
  @IsBoolean()
  continue_on_failure?: boolean;

  @IsOptional()
  @IsString()
  @Matches(/\S/, { message: 'user_id must name somebody' })
  @MaxLength(200)
  user_id?: string;

  @IsOptional()
  @IsId()
  network_id?: string;

  @IsOptional()
  @IsInt()
  @Min(100)
  @Max(MAX_TIMEOUT_MS)
  timeout_ms?: number;
}

/** `POST /generate/batch`. */
export class GenerateBatchDto {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => GenerateDto)
  requests!: GenerateDto[];
}
