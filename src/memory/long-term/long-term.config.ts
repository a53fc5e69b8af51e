import { IsInt, Max, Min } from 'class-validator';
import { Env } from '../../config';

/** How much of the long-term memory is kept, and for how long. */
export class LongTermConfig {
  /** Days after which a long-term memory is forgotten; 0: never. */
  @Env('MESH_LONG_TERM_DAYS')
  @IsInt({ message: 'must be a whole number' })
  @Min(0)
  @Max(36_500)
  days: number = 365;

  /** Long-term memories of one network; of more than these the least important and oldest are forgotten. */
  @Env('MESH_LONG_TERM_MAX')
  @IsInt({ message: 'must be a whole number' })
  @Min(1)
  @Max(10_000_000)
  maxPerNetwork: number = 100_000;
}
