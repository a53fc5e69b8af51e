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
import { FreeText, HasDecimalPlaces, IsBoundedObject, IsId, IsTimestamp } from '../../security';
import { MAX_STEPS, STEP_BOUNDS } from '../plan/check-plan';
import { FAILURE_POLICIES, type FailurePolicy } from '../plan/plan';
import { IsDependencies, STEP_ID, type Dependency } from './dependencies';

/** One step of a caller's own workflow. */
export class WorkflowStepDto {
  @Matches(STEP_ID, { message: 'id must be 1 to 64 letters, digits, _ or -' })
  id!: string;

  @IsString()
  @Length(1, 20_000)
  @Matches(/\S/, { message: 'task must say what to do' })
  @FreeText()
  task!: string;

  @IsOptional()
  @IsString()
  @Length(1, 64)
  agent_type?: string;

  @IsOptional()
  @IsString()
  @Length(1, 100)
  capability?: string;

  /** What the step leaves behind when it is done well. */
  @IsOptional()
  @IsString()
  @Length(1, 2_000)
  @FreeText()
  expected_output?: string;

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MAX_STEPS)
  @IsDependencies()
  depends_on?: Dependency[];

  @IsOptional()
  @IsBoolean()
  requires_approval?: boolean;

  /** Seconds a decision may take. */
  @IsOptional()
  @IsInt()
  @Min(STEP_BOUNDS.approvalTimeoutSeconds.min)
  @Max(STEP_BOUNDS.approvalTimeoutSeconds.max)
  approval_timeout_seconds?: number;

  /** What a failure of this step does to the steps that depend on it and do not say otherwise. */
  @IsOptional()
  @IsIn(FAILURE_POLICIES, { message: `on_failure must be one of ${FAILURE_POLICIES.join(', ')}` })
  on_failure?: FailurePolicy;

  @IsOptional()
  @IsInt()
  @Min(STEP_BOUNDS.timeoutSeconds.min)
  @Max(STEP_BOUNDS.timeoutSeconds.max)
  timeout_seconds?: number;

  @IsOptional()
  @IsInt()
  @Min(STEP_BOUNDS.maxAttempts.min)
  @Max(STEP_BOUNDS.maxAttempts.max)
  max_attempts?: number;

  /** The step that this one judges; it is done again while this one does not approve. */
  @IsOptional()
  @Matches(STEP_ID, { message: 'reviews must be the id of a step' })
  reviews?: string;

  /** Rounds of work and review; default: the network's. */
  @IsOptional()
  @IsInt()
  @Min(STEP_BOUNDS.maxIterations.min)
  @Max(STEP_BOUNDS.maxIterations.max)
  max_iterations?: number;
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
  @FreeText()
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
  @IsNumber()
  @HasDecimalPlaces(6)
  @IsPositive()
  @Max(100_000)
  max_cost_usd?: number;

  @IsOptional()
  @ValidateNested()
  @Type(() => WorkflowDto)
  workflow?: WorkflowDto;
}
