import { IsInt, IsOptional, IsString, Max, Min } from 'class-validator';
import { Env } from '../../../config';

/** The model that is asked where patterns are in doubt. */
export class SafetyConfig {
  /** `provider/model`: one that follows instructions, or one of the Llama Guard kind (its name says `guard`). Unset: none is asked. */
  @Env('MESH_SAFETY_MODEL')
  @IsOptional()
  @IsString()
  judgeModel?: string;

  /** Milliseconds for its answer. */
  @Env('MESH_SAFETY_TIMEOUT_MS')
  @IsInt({ message: 'must be a whole number' })
  @Min(100)
  @Max(60_000)
  judgeTimeoutMs: number = 3_000;
}
