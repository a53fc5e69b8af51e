import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { ServerConfig } from '../../config';
import { LedLoop, RedisClient } from '../../redis';
import type { MemoryPlace } from '../index/memory-index.store';
import { CleanupMetrics } from './cleanup-metrics';
import { IndexWatch } from './index-watch';
import { NetworkSweep, type SweepBudget } from './network-sweep';
import { LOOK_EVERY_MS, SweepAgenda } from './sweep-agenda';

/** Milliseconds from the end of a turn to the next. */
const TURN_EVERY_MS = 1_000;
/** What one turn does at most, so that Redis has nine tenths of its time for others: some 60 ms of deletes, 60 ms of checks. */
const NETWORKS_PER_TURN = 20;
const MEMORIES_PER_TURN = 500;
const CHECK_STEPS_PER_TURN = 20;
/** Milliseconds until a network that could not be swept, or is out of reach, is tried again. */
const RETRY_AFTER_MS = 60_000;
/** Milliseconds between looks at a network that nobody has written to between two looks. */
const LOOK_AT_IDLE_MS = 3_600_000;
/** Idle networks that are remembered; one that is forgotten is looked at more often. */
const MAX_IDLE = 100_000;

/**
 * Removes from memory what has come to its end, and keeps the indexes right. One process of those with the role `worker` does it for all; a turn
 * that is done twice, or broken off, does no harm.
 */
@Injectable()
export class Sweeper implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(Sweeper.name);
  private readonly loop: LedLoop;
  private led?: AbortSignal;
  private readonly idle = new Set<string>();

  constructor(
    redis: RedisClient,
    private readonly config: ServerConfig,
    private readonly agenda: SweepAgenda,
    private readonly network: NetworkSweep,
    private readonly watch: IndexWatch,
    private readonly metrics: CleanupMetrics,
  ) {
    this.loop = new LedLoop(redis, 'sweeper', TURN_EVERY_MS, (signal) => this.turn(signal));
  }

  onApplicationBootstrap(): void {
    if (this.config.hosts('worker')) this.loop.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.loop.stop();
    this.rest();
  }

  /** Takes a turn soon, if this process leads: for hints that something has come to its end. */
  hurry(): void {
    this.loop.hurry();
  }

  /** One turn of work; what goes wrong in one network does not stop the others. */
  async turn(signal: AbortSignal): Promise<void> {
    if (signal !== this.led) signal.addEventListener('abort', () => this.rest(), { once: true });
    this.led = signal;
    const stop = this.metrics.turn();
    const { networks } = this.agenda;
    const nowMs = Date.now();
    const [due, earliestMs, count] = await Promise.all([networks.due(nowMs, NETWORKS_PER_TURN), networks.earliestMs(), networks.count()]);
    this.metrics.stands(Math.max(0, nowMs - (earliestMs ?? nowMs)), count);
    const budget: SweepBudget = { memories: MEMORIES_PER_TURN };
    for (const place of due) {
      if (signal.aborted || budget.memories <= 0) break;
      await this.sweep(place, budget, signal);
    }
    await this.watch.advance(CHECK_STEPS_PER_TURN, signal);
    const removed = MEMORIES_PER_TURN - budget.memories;
    if (removed > 0) this.logger.log({ networks: due.length, memories: removed }, 'memories that came to their end were removed');
    stop();
  }

  /** Another process leads from now on. */
  private rest(): void {
    this.watch.rest();
    this.metrics.rests();
  }

  private async sweep(place: MemoryPlace, budget: SweepBudget, signal: AbortSignal): Promise<void> {
    const { networks } = this.agenda;
    const name = `${place.tenantId} ${place.networkId}`;
    try {
      // First: what is noted while we look holds, and who dies meanwhile has not taken the network off the agenda.
      await networks.postpone(place, Date.now() + (this.idle.has(name) ? LOOK_AT_IDLE_MS : LOOK_EVERY_MS));
      const outcome = await this.network.sweep(place, budget, signal);
      if (outcome.state === 'done' && outcome.isIdle && this.idle.size < MAX_IDLE) this.idle.add(name);
      else this.idle.delete(name);
      switch (outcome.state) {
        case 'gone':
          await networks.remove(place);
          this.logger.log({ ...place }, 'what was left of a deleted network was removed');
          return;
        case 'out-of-reach':
          return await networks.note(place, Date.now() + RETRY_AFTER_MS);
        case 'more':
          return await networks.note(place, Date.now());
        case 'done':
          await this.watch.consider(place);
          return await networks.note(
            place,
            Math.min(outcome.firstExpiryMs, Date.now() + (outcome.isIdle ? LOOK_AT_IDLE_MS : LOOK_EVERY_MS)),
          );
      }
    } catch (error) {
      this.metrics.failed();
      this.logger.warn({ ...place, err: error }, 'a network could not be swept; it is tried again');
      await networks.note(place, Date.now() + RETRY_AFTER_MS);
    }
  }
}
