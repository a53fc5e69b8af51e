import { IsInt, Max, Min } from 'class-validator';
import { Env } from '../../config';

/** Settings of the workers. */
export class WorkerConfig {
  /** Seconds for which a step is its worker's; one that dies is noticed that late, and at most 5 s later. */
  @Env('MESH_LEASE_SECONDS')
  @IsInt({ message: 'must be a whole number' })
  @Min(2)
  @Max(60)
  leaseSeconds: number = 10;

  /** Tasks that one process takes at a time: their steps mostly wait for models. */
  @Env('MESH_WORKER_CONCURRENCY')
  @IsInt({ message: 'must be a whole number' })
  @Min(1)
  @Max(512)
  concurrency: number = 64;

  get leaseMs(): number {
    return this.leaseSeconds * 1000;
  }
}
