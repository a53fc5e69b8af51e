import { IsBoolean, IsIn, IsOptional, IsString, Length } from 'class-validator';
import { TIERS, type Tier } from '../model-traits';

/** How a model is chosen where none is pinned. */
export class ModelSelectionDto {
  @IsOptional()
  @IsIn(TIERS, { message: `task_complexity must be one of ${TIERS.join(', ')}` })
  task_complexity?: Tier;

  @IsOptional()
  @IsBoolean()
  requires_vision?: boolean;

  @IsOptional()
  @IsBoolean()
  requires_function_calling?: boolean;

  @IsOptional()
  @IsBoolean()
  cost_sensitive?: boolean;

  /** `model` or `provider/model`: pins the model. */
  @IsOptional()
  @IsString()
  @Length(1, 200)
  model?: string;
}
