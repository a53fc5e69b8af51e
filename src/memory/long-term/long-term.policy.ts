import { Injectable } from '@nestjs/common';
import { Database } from '../../database';
import { RetentionPeriods, type Days } from '../../tenants';
import type { MemoryPlace } from '../index/memory-index.store';
import { MemoryConfig } from '../memory.config';
import { WorkingMemoryStore } from '../working-memory.store';
import { LongTerm } from './long-term';
import { LongTermConfig } from './long-term.config';
import { LongTermRows } from './long-term.rows';
import { OwedStore } from './owed.store';

const DAY_MS = 86_400_000;
/** Days for which what was superseded is still kept. */
const SUPERSEDED_DAYS = 30;
const MEMORIES_AT_ONCE = 100;
/** Memories that one call forgets at most; the next sweep goes on. */
const MAX_AT_ONCE = 5_000;

/**
 * Forgets long-term memories by policy, in Redis and in the database: those older than the tenant keeps them, superseded ones 30 days after
 * they ceased to hold, and of more than `MESH_LONG_TERM_MAX` in one network the least important, of those the oldest first.
 */
@Injectable()
export class LongTermPolicy {
  constructor(
    private readonly database: Database,
    private readonly rows: LongTermRows,
    private readonly owed: OwedStore,
    private readonly store: WorkingMemoryStore,
    private readonly longTerm: LongTerm,
    private readonly memory: MemoryConfig,
    private readonly config: LongTermConfig,
    private readonly periods: RetentionPeriods,
  ) {}

  /** Days that memories of tenants are kept that have chosen nothing. */
  get defaultDays(): Days {
    return this.config.days === 0 ? Infinity : this.config.days;
  }

  /**
   * Resolves to how many were forgotten; 0 also where this process has no database. Only once nothing is left to be forgotten it is not due
   * again for a day. @throws MeshError 503 when one of both is away.
   */
  async enforce(place: MemoryPlace, signal: AbortSignal): Promise<number> {
    if (!(await this.isThere())) return 0;
    const { saidBefore, heldBefore } = await this.limits(place.tenantId);
    const outdated = await this.forgetAll(place, signal, MAX_AT_ONCE, (limit) => this.rows.outdated(place, saidBefore, heldBefore, limit));
    const excess = (await this.rows.count(place)) - this.config.maxPerNetwork;
    const surplus = await this.forgetAll(place, signal, Math.min(excess, MAX_AT_ONCE), (limit) => this.rows.leastImportant(place, limit));
    if (!signal.aborted && outdated < MAX_AT_ONCE && excess <= MAX_AT_ONCE) await this.owed.notePolicyHeld(place);
    return outdated + surplus;
  }

  /** How many long-term memories of a network are too old, as `enforce` would find them. @throws MeshError 503 when the database is away. */
  async outdated(place: MemoryPlace): Promise<number> {
    if (!(await this.isThere())) return 0;
    const { saidBefore, heldBefore } = await this.limits(place.tenantId);
    return this.rows.countOutdated(place, saidBefore, heldBefore);
  }

  private async isThere(): Promise<boolean> {
    return this.memory.longTerm !== 'off' && this.database.mayHoldData && (await this.database.open());
  }

  private async limits(tenantId: string): Promise<{ saidBefore: Date | undefined; heldBefore: Date }> {
    const nowMs = Date.now();
    const days = await this.periods.days(tenantId, 'long_term_memory', this.defaultDays);
    const saidBefore = days === Infinity ? undefined : new Date(nowMs - days * DAY_MS);
    return { saidBefore, heldBefore: new Date(nowMs - SUPERSEDED_DAYS * DAY_MS) };
  }

  private async forgetAll(
    place: MemoryPlace,
    signal: AbortSignal,
    most: number,
    choose: (limit: number) => Promise<string[]>,
  ): Promise<number> {
    let forgotten = 0;
    while (forgotten < most && !signal.aborted) {
      const ids = await choose(Math.min(MEMORIES_AT_ONCE, most - forgotten));
      if (ids.length === 0) break;
      // Noted first: neither a crash nor a restoration under way brings one back in one of both places.
      await this.owed.owe(place, ids);
      await this.store.delete(place, ids);
      await this.rows.remove(place, ids);
      await this.owed.forgotten(place, ids);
      this.longTerm.note(place);
      forgotten += ids.length;
    }
    return forgotten;
  }
}
