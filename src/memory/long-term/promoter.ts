import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import type { Counter, Gauge } from 'prom-client';
import { ServerConfig } from '../../config';
import { Database } from '../../database';
import { METRIC } from '../../observability';
import { LedLoop, NetworkPauses, RedisClient } from '../../redis';
import type { MemoryPlace } from '../index/memory-index.store';
import { MemoryConfig } from '../memory.config';
import { LongTermWriter } from './long-term-writer';
import { OwedStore } from './owed.store';

/** Milliseconds between looks at whether there is something to do, and whether this process can. */
const LOOK_EVERY_MS = 2_000;
/** Milliseconds between turns of the process that leads. */
const TURN_EVERY_MS = 1_000;
/** Milliseconds until a network comes again that is owed more than one turn can bring; others come in between. */
const AGAIN_AFTER_MS = 250;
const NETWORKS_AT_ONCE = 20;
/** Milliseconds until a network whose turn failed is due again: twice as many each time. */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 600_000;

/**
 * Brings the database what it is owed, network by network: one process of all replicas does, and only one that has the database. A network
 * whose turn fails comes again later; it leaves the agenda when nothing is owed for it any more.
 */
@Injectable()
export class Promoter implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(Promoter.name);
  private readonly loop: LedLoop;
  private readonly pauses = new NetworkPauses(FIRST_PAUSE_MS, LONGEST_PAUSE_MS);
  private timer?: NodeJS.Timeout;
  private looking?: Promise<void> | undefined;

  constructor(
    redis: RedisClient,
    private readonly server: ServerConfig,
    private readonly database: Database,
    private readonly owed: OwedStore,
    private readonly writer: LongTermWriter,
    private readonly config: MemoryConfig,
    @InjectMetric(METRIC.longTermPromotions) private readonly promotions: Counter<'outcome'>,
    @InjectMetric(METRIC.longTermPending) private readonly pending: Gauge,
  ) {
    this.loop = new LedLoop(redis, 'promotions', TURN_EVERY_MS, (signal) => this.turn(signal));
  }

  onApplicationBootstrap(): void {
    if (this.config.longTerm === 'off' || !this.server.hosts('memory')) return;
    this.timer = setInterval(() => this.hurry(), LOOK_EVERY_MS).unref();
    this.hurry();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    this.timer = undefined;
    await this.loop.stop();
  }

  /** Looks soon: something is owed. */
  hurry(): void {
    this.looking ??= this.look()
      .catch((error: unknown) => this.logger.debug({ err: error }, 'what the database is owed could not be looked at'))
      .finally(() => (this.looking = undefined));
  }

  /** The database is opened for the first thing that it is owed; who does not have it leaves the lead to others. */
  private async look(): Promise<void> {
    if (this.timer === undefined) return;
    const networks = await this.owed.agenda.count();
    this.pending.set(networks);
    if (networks > 0) await this.database.open();
    if (this.timer === undefined) return; // stopped meanwhile
    if (!this.database.isOpen) return this.loop.stop();
    this.loop.start();
    if (networks > 0) this.loop.hurry();
  }

  private async turn(signal: AbortSignal): Promise<void> {
    for (;;) {
      const due = await this.owed.agenda.due(Date.now(), NETWORKS_AT_ONCE);
      if (due.length === 0) return;
      for (const place of due) {
        if (signal.aborted || !this.database.isOpen) return;
        await this.settle(place, signal);
      }
    }
  }

  private async settle(place: MemoryPlace, signal: AbortSignal): Promise<void> {
    const { agenda } = this.owed;
    const untilMs = this.pauses.untilMs(place);
    if (untilMs > Date.now()) return agenda.postpone(place, untilMs);
    try {
      this.promotions.inc({ outcome: 'stored' }, await this.writer.settle(place, signal));
      if (signal.aborted) return;
      await agenda.remove(place);
      // What was noted between the last look and the removal would wait for a sweep else.
      if (await this.owed.isOwing(place)) await agenda.note(place, Date.now() + AGAIN_AFTER_MS);
      this.pauses.end(place);
    } catch (error) {
      this.promotions.inc({ outcome: 'failed' });
      // Everything waits for a database that is away; the look that finds it back goes on where this ends.
      if (!this.database.isOpen) return;
      const { waitMs: pauseMs, untilMs: againAtMs } = this.pauses.fail(place);
      this.logger.warn({ networkId: place.networkId, pauseMs, err: error }, 'long-term memories were not stored; they are tried again');
      await agenda.postpone(place, againAtMs);
    }
  }
}
