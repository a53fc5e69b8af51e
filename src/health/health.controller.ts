import { Controller, Get, HttpCode, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { HealthCheckService, HealthIndicatorService, type HealthIndicatorResult } from '@nestjs/terminus';
import { PACKAGE_VERSION } from '../config';
import { FairSchedule, JobWorker } from '../coordinator';
import { Database } from '../database';
import { MeshError } from '../errors';
import { ModelsService } from '../models';
import { PublicRoute } from '../observability';
import { RedisClient } from '../redis';
import { Draining } from './draining';

interface ProbeReply {
  code(status: number): ProbeReply;
  header(name: string, value: string): ProbeReply;
}

/** Milliseconds Redis has to answer a probe. */
const PROBE_DEADLINE_MS = 500;

/** Probes: `live` asks only this process, `ready` whether it can serve, the summary tells people. No paid call is ever made. */
@ApiTags('health')
@Controller(['health', 'api/mesh/health'])
@PublicRoute()
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly indicator: HealthIndicatorService,
    private readonly redis: RedisClient,
    private readonly database: Database,
    private readonly worker: JobWorker,
    private readonly schedule: FairSchedule,
    private readonly models: ModelsService,
    private readonly draining: Draining,
  ) {}

  @Get('live')
  live() {
    return { status: 'ok' };
  }

  @Get('ready')
  async ready() {
    try {
      const { status, details } = await this.health.check([() => this.redisUp(), () => this.workerUp(), () => this.notDraining()]);
      return { status, checks: details };
    } catch (error) {
      throw new MeshError('unavailable', 'not-ready', 'this process cannot serve now', { cause: error, retryAfterSeconds: 1 });
    }
  }

  @Get()
  @HttpCode(200)
  async summary(@Res({ passthrough: true }) reply: ProbeReply) {
    const redis = await this.redis.isReachable(PROBE_DEADLINE_MS);
    const openTasks = redis ? await this.openTasks().catch(() => null) : null;
    const up = redis && this.worker.isWorking && !this.draining.isDraining;
    if (!up) reply.code(503).header('Retry-After', '1');
    return {
      status: up ? 'ok' : 'unavailable',
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

  private async redisUp(): Promise<HealthIndicatorResult> {
    const check = this.indicator.check('redis');
    return (await this.redis.isReachable(PROBE_DEADLINE_MS)) ? check.up() : check.down();
  }

  private workerUp(): HealthIndicatorResult {
    const check = this.indicator.check('worker');
    return this.worker.isWorking ? check.up() : check.down();
  }

  private notDraining(): HealthIndicatorResult {
    const check = this.indicator.check('accepting');
    return this.draining.isDraining ? check.down() : check.up();
  }
}
