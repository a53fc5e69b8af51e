import { IsInt, Matches, Max, Min } from 'class-validator';
import { Env } from '../../../config';

/** The most a tenant can weigh beside another. */
const WEIGHT = /^[^\s=]+=(?:[1-9]\d{0,2}|1000)$/;
const MOST = 10_000_000;

/** Settings of the schedule. */
export class ScheduleConfig {
  /** Parts of tenants beside 1 for each other, as `tenant=weight`; whole numbers from 1 to 1,000. */
  @Env('MESH_TENANT_WEIGHTS')
  @Matches(WEIGHT, { each: true, message: 'must be a list of tenant=weight with whole weights from 1 to 1000' })
  tenantWeights: string[] = [];

  /** Tasks that may wait, over all tenants; the next is refused with 429. */
  @Env('MESH_MAX_QUEUED')
  @IsInt({ message: 'must be a whole number' })
  @Min(1)
  @Max(MOST)
  maxQueued: number = 100_000;

  /** Tasks of one tenant that may wait. */
  @Env('MESH_MAX_QUEUED_PER_TENANT')
  @IsInt({ message: 'must be a whole number' })
  @Min(1)
  @Max(MOST)
  maxQueuedPerTenant: number = 20_000;
}
