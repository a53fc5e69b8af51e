import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { tenantsWithLog } from '../../audit';
import { ServerConfig } from '../../config';
import { LedLoop, RedisClient } from '../../redis';
import { RetentionConfig } from '../retention.config';
import { RetentionMetrics } from './retention-metrics';
import { newSweepRecord, type SweepRecord } from './sweep-record';
import { RetentionSweepStore, type Round } from './sweep.store';
import { TenantSweep } from './tenant-sweep';

/** Milliseconds between looks for requests, and for the time of the next round. */
const LOOK_EVERY_MS = 2_000;
const MS_PER_SECOND = 1_000;

/**
 * Removes what tenants keep no longer: one process of those with the role `worker` does it for all, tenant by tenant, now and then or when it is
 * asked. What is under way when it dies, its successor goes on with.
 */
@Injectable()
export class RetentionSweeper implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(RetentionSweeper.name);
  private readonly loop: LedLoop;

  constructor(
    private readonly redis: RedisClient,
    private readonly server: ServerConfig,
    private readonly config: RetentionConfig,
    private readonly store: RetentionSweepStore,
    private readonly tenant: TenantSweep,
    private readonly metrics: RetentionMetrics,
  ) {
    this.loop = new LedLoop(redis, 'retention', LOOK_EVERY_MS, (signal) => this.turn(signal));
  }

  onApplicationBootstrap(): void {
    if (this.server.hosts('worker')) this.loop.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.loop.stop();
  }

  /** Asks for a sweep of one tenant; one that is asked for already, or under way, is answered instead. */
  async request(tenantId: string, isDryRun: boolean): Promise<SweepRecord> {
    const last = await this.store.find(tenantId, isDryRun);
    const record = last !== undefined && last.status !== 'completed' ? last : newSweepRecord(tenantId, isDryRun);
    await this.store.request(record);
    this.loop.hurry();
    return record;
  }

  private async turn(signal: AbortSignal): Promise<void> {
    await this.fulfilRequests(signal);
    const round = await this.dueRound();
    if (round !== undefined) await this.goRound(round, signal);
  }

  private async fulfilRequests(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const record = await this.store.nextRequest();
      if (record === undefined) return;
      if (record.status !== 'completed') await this.tenant.carryOut(record, signal);
      await this.store.fulfil(record);
    }
  }

  /** The round that is to be gone on with, or begun; undefined while it is not time. */
  private async dueRound(): Promise<Round | undefined> {
    const last = await this.store.round();
    if (last !== undefined && !last.isOver) return last;
    const isDue = last === undefined || Date.now() - last.startedAtMs >= this.config.everySeconds * MS_PER_SECOND;
    return isDue ? { startedAtMs: Date.now(), done: 0, failed: 0, isOver: false } : undefined;
  }

  private async goRound(round: Round, signal: AbortSignal): Promise<void> {
    await this.store.keepRound(round);
    for await (const tenantId of tenantsWithLog(this.redis, round.done)) {
      await this.fulfilRequests(signal);
      const last = await this.store.find(tenantId, false);
      const record = last?.status === 'running' ? last : newSweepRecord(tenantId, false);
      await this.tenant.carryOut(record, signal);
      if (Object.keys(record.failures).length > 0) round.failed += 1;
      round.done += 1;
      await this.store.keepRound(round);
    }
    const durationMs = Date.now() - round.startedAtMs;
    await this.store.keepRound({ ...round, isOver: true });
    this.metrics.ended(durationMs, round.failed === 0);
    this.logger.log({ tenants: round.done, failed: round.failed, durationMs }, 'what tenants keep no longer was removed');
  }
}
