import { Injectable } from '@nestjs/common';
import { PACKAGE_VERSION } from '../config';
import { FairSchedule, JobWorker } from '../coordinator';
import { Database } from '../database';
import { ModelsService } from '../models';
import { RedisClient } from '../redis';
import { Draining } from './draining';

/** Milliseconds Redis has to answer a probe. */
export const PROBE_DEADLINE_MS = 500;

/** What this process is and how it does, for people and other services. No paid call is ever made. */
@Injectable()
export class HealthSummary {
  constructor(
    private readonly redis: RedisClient,
    private readonly database: Database,
    private readonly worker: JobWorker,
    private readonly schedule: FairSchedule,
    private readonly models: ModelsService,
    private readonly draining: Draining,
  ) {}

  /** Within the deadline of a probe, whatever is away. */
  async look() {
    const redis = await this.redis.isReachable(PROBE_DEADLINE_MS);
    const openTasks = redis ? await this.openTasks().catch(() => null) : null;
    const isUp = redis && this.worker.isWorking && !this.draining.isDraining;
    return {
      status: isUp ? 'ok' : 'unavailable',
      version: PACKAGE_VERSION,
      uptime_seconds: Math.round(process.uptime()),
      redis: redis ? 'up' : 'down',
      // Nobody waits for it: it says ok, away, opening, or unused while nothing has needed it.
      database: this.database.state,
      worker: this.worker.isWorking ? 'up' : 'down',
      open_tasks: openTasks,
      model_chain: this.models.candidates().map(({ provider, model }) => `${provider}/${model}`),
    };
  }

  /** Tasks that have not ended, over all tenants. */
  private async openTasks(): Promise<number> {
    const { waiting, inFlight, parked } = await this.schedule.counts();
    return waiting + inFlight + parked;
  }
}
