import { Injectable } from '@nestjs/common';
import { AuditProcess } from '../audit';
import { PACKAGE_VERSION, ServerConfig } from '../config';
import { FairSchedule, JobWorker } from '../coordinator';
import { Database } from '../database';
import { ModelsService } from '../models';
import { RedisClient } from '../redis';
import { Draining } from './draining';

/** Milliseconds Redis has to answer a probe. */
export const PROBE_DEADLINE_MS = 500;

/** How this process is, for people and for other services. */
@Injectable()
export class HealthSummary {
  constructor(
    private readonly redis: RedisClient,
    private readonly database: Database,
    private readonly worker: JobWorker,
    private readonly schedule: FairSchedule,
    private readonly models: ModelsService,
    private readonly draining: Draining,
    private readonly process: AuditProcess,
    private readonly server: ServerConfig,
  ) {}

  /** As it is answered. `status` is `ok` or `unavailable`. */
  async read() {
    const redis = await this.redis.isReachable(PROBE_DEADLINE_MS);
    const openTasks = redis ? await this.openTasks().catch(() => null) : null;
    const up = redis && this.worker.isWorking && !this.draining.isDraining;
    return {
      status: up ? ('ok' as const) : ('unavailable' as const),
      version: PACKAGE_VERSION,
      /** Which of the replicas says so. */
      replica: this.process.id,
      /** What it does of all that a mesh does; `all`, or some of api, worker, models and memory. */
      roles: this.server.roles,
      uptime_seconds: Math.round(process.uptime()),
      redis: redis ? ('up' as const) : ('down' as const),
      // Nobody waits for it: it says ok, away, opening, or unused while nothing has needed it.
      database: this.database.state,
      worker: this.worker.isWorking ? ('up' as const) : ('down' as const),
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
