import { IsBoolean, IsOptional } from 'class-validator';

/** Body of `POST /security/retention-policy/sweeps`. */
export class SweepDto {
  /** Nothing is removed; the answer's counts say what would be. */
  @IsOptional()
  @IsBoolean()
  dry_run?: boolean;
}
