import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNumber,
  IsOptional,
  IsPositive,
  IsString,
  Length,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { ModelSelectionDto } from '../../models';
import { IsBoundedObject, IsId, IsTimestamp } from '../../security';
import { MAX_STEPS } from '../plan/check-plan';
import { FAILURE_POLICIES, type FailurePolicy } from '../plan/plan';

const STEP_ID = /^[\w-]{1,64}$/;

/** One step of a caller's own workflow. */
export class WorkflowStepDto {
  @Matches(STEP_ID, { message: 'id must be 1 to 64 letters, digits, _ or -' })
  id!: string;

  @IsString()
  @Length(1, 20_000)
  task!: string;

  @IsOptional()
  @IsString()
  @Length(1, 64)
  agent_type?: string;

  @IsOptional()
  @IsString()
  @Length(1, 100)
  capability?: string;

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MAX_STEPS)
  @Matches(STEP_ID, { each: true, message: 'depends_on must hold ids of steps' })
  depends_on?: string[];

  @IsOptional()
  @IsBoolean()
  requires_approval?: boolean;

  @IsOptional()
  @IsIn(FAILURE_POLICIES, { message: `on_failure must be one of ${FAILURE_POLICIES.join(', ')}` })
  on_failure?: FailurePolicy;

  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(3_600)
  timeout_seconds?: number;
}

/** A caller's own workflow. */
export class WorkflowDto {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_STEPS)
  @ValidateNested({ each: true })
  @Type(() => WorkflowStepDto)
  steps!: WorkflowStepDto[];
}

/** `POST /networks/{network_id}/tasks`. */
export class SubmitTaskDto {
  @IsString()
  @Length(1, 20_000)
  @Matches(/\S/, { message: 'task must say what to do' })
  task!: string;

  @IsOptional()
  @IsBoundedObject()
  context?: Record<string, unknown>;

  /** 1–10, 10 most urgent. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(10)
  priority?: number;

  @IsOptional()
  @IsTimestamp()
  deadline?: string;

  @IsOptional()
  @IsId()
  session_id?: string;

  @IsOptional()
  @IsBoolean()
  auto_start?: boolean;

  @IsOptional()
  @ValidateNested()
  @Type(() => ModelSelectionDto)
  model_selection?: ModelSelectionDto;

  @IsOptional()
  @IsNumber({ maxDecimalPlaces: 6 })
  @IsPositive()
  @Max(100_000)
  max_cost_usd?: number;

  @IsOptional()
  @ValidateNested()
  @Type(() => WorkflowDto)
  workflow?: WorkflowDto;
}
