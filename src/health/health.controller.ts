import { Controller, Get, HttpCode, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { HealthCheckService, HealthIndicatorService, type HealthIndicatorResult } from '@nestjs/terminus';
import { JobWorker } from '../coordinator';
import { MeshError } from '../errors';
import { PublicRoute } from '../observability';
import { RedisClient } from '../redis';
import { Draining } from './draining';
import { HealthSummary, PROBE_DEADLINE_MS } from './health-summary';
import { Operation } from '../openapi';
import { ALIVE, HEALTH, READY } from './health.schema';

interface ProbeReply {
  code(status: number): ProbeReply;
  header(name: string, value: string): ProbeReply;
}

/** Probes: `live` asks only this process, `ready` whether it can serve, the summary tells people. No paid call is ever made. */
@ApiTags('health')
@Controller(['health', 'api/mesh/health'])
@PublicRoute()
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly indicator: HealthIndicatorService,
    private readonly redis: RedisClient,
    private readonly worker: JobWorker,
    private readonly draining: Draining,
    private readonly overall: HealthSummary,
  ) {}

  @Operation('isLive', 'Says that this process lives', {
    answers: ALIVE,
  })
  @Get('live')
  live() {
    return { status: 'ok' as const };
  }

  @Operation('isReady', 'Says whether this process can serve', {
    answers: READY,
    refuses: { 503: ['not-ready'] },
  })
  @Get('ready')
  async ready() {
    try {
      const { status, details } = await this.health.check([() => this.redisUp(), () => this.workerUp(), () => this.notDraining()]);
      return { status, checks: details };
    } catch (error) {
      throw new MeshError('unavailable', 'not-ready', 'this process cannot serve now', { cause: error, retryAfterSeconds: 1 });
    }
  }

  @Operation('getHealth', 'Tells how the mesh stands', {
    says: '503 where it cannot serve, with the same body.',
    answers: HEALTH,
    also: { 503: HEALTH },
  })
  @Get()
  @HttpCode(200)
  async summary(@Res({ passthrough: true }) reply: ProbeReply) {
    const summary = await this.overall.read();
    if (summary.status !== 'ok') reply.code(503).header('Retry-After', '1');
    return summary;
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
