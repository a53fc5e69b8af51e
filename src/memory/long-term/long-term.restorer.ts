import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { Database, within } from '../../database';
import { MeshError } from '../../errors';
import { ErasedNetworks, NetworkRestoration, NetworksService, type NetworkRestorer } from '../../networks';
import { RedisClient } from '../../redis';
import { SweepAgenda } from '../cleanup/sweep-agenda';
import type { MemoryPlace } from '../index/memory-index.store';
import { MemoryConfig } from '../memory.config';
import { WorkingMemoryStore } from '../working-memory.store';
import { LongTerm } from './long-term';
import { LongTermRows, type PageEnd } from './long-term.rows';
import { RecentMisses } from './recent-misses';
import { RESTORE_HOLD_MS, RestoreRight } from './restore-right';
import type { KeptNetwork } from './write-rows';

/** Milliseconds the database has to say whether it has a network. */
const QUESTION_DEADLINE_MS = 5_000;
/** Milliseconds a request waits for a network to be restored; it goes on without it. */
const PATIENCE_MS = 10_000;
/** Milliseconds between looks at what another process restores, and how many there are at most: as long as its right may hold, and more. */
const LOOK_EVERY_MS = 200;
const MAX_LOOKS = 1_000;
/** Memories read and put back at a time: as many as one script writes. */
const MEMORIES_AT_ONCE = 25;
/** Networks of a tenant that are restored when it lists them; older ones are when they are asked for. */
const MAX_NETWORKS = 1_000;
const MAX_MISSES = 10_000;
const MISS_MS = 30_000;

/**
 * Brings back networks that Redis has lost, each whole: its document, its agents and its long-term memories, as they were. The network
 * itself comes last, so whoever finds it finds all of it. While the database is away what Redis has lost is not found.
 */
@Injectable()
export class LongTermRestorer implements NetworkRestorer, OnModuleInit {
  private readonly logger = new Logger(LongTermRestorer.name);
  private readonly misses = new RecentMisses(MAX_MISSES, MISS_MS);
  private readonly running = new Map<string, Promise<boolean>>();

  constructor(
    private readonly redis: RedisClient,
    private readonly database: Database,
    private readonly rows: LongTermRows,
    private readonly store: WorkingMemoryStore,
    private readonly networks: NetworksService,
    private readonly restoration: NetworkRestoration,
    private readonly longTerm: LongTerm,
    private readonly sweeps: SweepAgenda,
    private readonly config: MemoryConfig,
    private readonly erased: ErasedNetworks,
  ) {}

  onModuleInit(): void {
    if (this.config.longTerm === 'on') this.restoration.register(this);
  }

  async restore(tenantId: string, networkId: string): Promise<boolean> {
    const name = `${tenantId} ${networkId}`;
    if (!this.database.mayHoldData || this.misses.has(name)) return false;
    return within(
      PATIENCE_MS,
      this.once(name, () => this.restoreNow({ tenantId, networkId })),
      restoring,
    );
  }

  async restoreAll(tenantId: string): Promise<boolean> {
    if (!this.database.mayHoldData) return true;
    const all = this.once(tenantId, () => this.restoreTenant(tenantId));
    // A list shows what is there already; the next one more of it.
    return within(PATIENCE_MS, all, restoring).catch(() => false);
  }

  async isMissing(tenantId: string, networkId: string): Promise<boolean> {
    const place = { tenantId, networkId };
    if (!this.database.mayHoldData || (await this.erased.isMarked(place))) return true;
    try {
      return (await this.rows.network(place, QUESTION_DEADLINE_MS)) === undefined;
    } catch (error) {
      this.logger.debug({ networkId, err: error }, 'the database was not asked whether a network is gone');
      return false;
    }
  }

  /** Only a network that was stored once is stored anew. */
  changed(tenantId: string, networkId: string): void {
    if (this.database.mayHoldData) this.longTerm.note({ tenantId, networkId });
  }

  /** Those who ask for the same at the same time share the work. */
  private once(name: string, work: () => Promise<boolean>): Promise<boolean> {
    const running = this.running.get(name) ?? work().finally(() => this.running.delete(name));
    this.running.set(name, running);
    running.catch(() => undefined); // by then all who waited may have gone
    return running;
  }

  private async restoreTenant(tenantId: string): Promise<boolean> {
    const ids = await this.rows.networksOf(tenantId, MAX_NETWORKS, QUESTION_DEADLINE_MS);
    let isWhole = true;
    for (const networkId of ids) {
      if (await this.networks.has(tenantId, networkId)) continue;
      const name = `${tenantId} ${networkId}`;
      const isThere = await this.once(name, () => this.restoreNow({ tenantId, networkId })).catch(() => false);
      isWhole &&= isThere;
    }
    return isWhole;
  }

  private async restoreNow(place: MemoryPlace): Promise<boolean> {
    const kept = await this.question(place);
    if (kept === undefined) return false;
    const right = new RestoreRight(this.redis, place);
    for (let looks = 0; looks < MAX_LOOKS; looks += 1) {
      const answer = await right.take();
      if (answer === 'erased') return false;
      if (answer === 'taken') {
        return await this.putBack(place, right, kept).finally(() => right.leave().catch(() => undefined));
      }
      await delay(LOOK_EVERY_MS, undefined, { ref: false });
      if (await this.isThere(place)) return true;
    }
    throw restoring();
  }

  /** A database that is away has no answer: then nothing is found. One that is only being opened is waited for. */
  private async question(place: MemoryPlace): Promise<KeptNetwork | undefined> {
    try {
      const kept = await this.rows.network(place, QUESTION_DEADLINE_MS);
      if (kept === undefined) this.misses.add(`${place.tenantId} ${place.networkId}`);
      return kept;
    } catch (error) {
      if (this.database.state === 'opening') throw restoring();
      this.logger.debug({ networkId: place.networkId, err: error }, 'the database was not asked for a network');
      return undefined;
    }
  }

  private async putBack(place: MemoryPlace, right: RestoreRight, { network, agents }: KeptNetwork): Promise<boolean> {
    if (await this.isThere(place)) return true;
    let after: PageEnd | undefined;
    let count = 0;
    do {
      const { memories, end }: Awaited<ReturnType<LongTermRows['memories']>> = await this.rows.memories(place, MEMORIES_AT_ONCE, after);
      if (!(await this.store.restore(place, right.restorer, RESTORE_HOLD_MS, memories))) throw restoring();
      count += memories.length;
      after = end;
    } while (after !== undefined);
    await this.networks.reinstate(place.tenantId, network, agents);
    // Redis has lost the agenda as well, and nobody may ever write to this network again. Not before: what is not there is swept away.
    await this.sweeps.networks.note(place, Date.now());
    this.logger.log({ networkId: place.networkId, memories: count }, 'network restored from the database');
    return true;
  }

  private async isThere({ tenantId, networkId }: MemoryPlace): Promise<boolean> {
    return this.networks.has(tenantId, networkId);
  }
}

/** 503: it will be there in a moment. */
function restoring(): MeshError {
  return new MeshError('unavailable', 'network-restoring', 'this network is being restored; try again shortly', { retryAfterSeconds: 2 });
}
