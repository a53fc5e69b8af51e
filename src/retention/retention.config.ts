import { IsInt, Max, Min } from 'class-validator';
import { Env } from '../config';

/** How the sweeper that removes what is over goes about it. */
export class RetentionConfig {
  /** Seconds from the beginning of one sweep over all tenants to that of the next. */
  @Env('MESH_RETENTION_EVERY_SECONDS')
  @IsInt({ message: 'must be a whole number' })
  @Min(10)
  @Max(86_400)
  everySeconds: number = 3_600;

  /** Items looked at or removed a second: what is left of Redis and the database belongs to others. */
  @Env('MESH_RETENTION_ITEMS_PER_SECOND')
  @IsInt({ message: 'must be a whole number' })
  @Min(1)
  @Max(1_000_000)
  itemsPerSecond: number = 1_000;
}
