import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import type { Histogram } from 'prom-client';
import { invalidField, notFound } from '../errors';
import { NetworkCounts, NetworksService } from '../networks';
import { METRIC } from '../observability';
import { decodeCursor, encodeCursor, newIdIn, type Page } from '../redis';
import { DATA_TYPES, RetentionPeriods, type Days } from '../tenants';
import { SweepAgenda } from './cleanup/sweep-agenda';
import { MemoryIndexStore, type MemoryPlace, type RefusedMemory } from './index/memory-index.store';
import { LongTerm } from './long-term/long-term';
import type { Memory, MemoryChange, MemoryFilter, NewMemory } from './memory';
import { isOfPerson } from './memory-of-person';
import { MemoryScreen } from './memory-screen';
import { MemoryUpdates, type MemoryUpdate } from './memory-updates';
import { MemoryConfig } from './memory.config';
import { LONG_TERM_IMPORTANCE, retentionOf } from './retention';
import { MemorySearch, type RankedMemory } from './search/memory-search';
import { WorkingMemoryStore, type AddedMemory } from './working-memory.store';

/** What a memory counts for when its writer does not say. */
const DEFAULT_CONFIDENCE = 0.8;
const DEFAULT_IMPORTANCE = 0.5;
const DAY_MS = 86_400_000;
/** Ids in a page of memories that were said long ago. */
const IDS_AT_ONCE = 100;

/** The shared memory of a network: written by clients and agents, found again by words. */
@Injectable()
export class MemoryService implements OnModuleInit {
  constructor(
    private readonly store: WorkingMemoryStore,
    private readonly index: MemoryIndexStore,
    private readonly finder: MemorySearch,
    private readonly networks: NetworksService,
    private readonly counts: NetworkCounts,
    private readonly config: MemoryConfig,
    private readonly longTerm: LongTerm,
    private readonly sweeps: SweepAgenda,
    private readonly periods: RetentionPeriods,
    private readonly screen: MemoryScreen,
    private readonly updates: MemoryUpdates,
    @InjectMetric(METRIC.memoryRetrievalSeconds) private readonly seconds: Histogram<'query_type'>,
  ) {}

  onModuleInit(): void {
    this.counts.register('memory_count', (tenantId, networkId) => this.index.count({ tenantId, networkId }));
  }

  /** @throws MeshError 404 when the tenant has no such network, 422 when it supersedes what is no memory there or the safety policy refuses it. */
  async add(tenantId: string, networkId: string, memory: NewMemory): Promise<AddedMemory> {
    const [added] = await this.write(tenantId, networkId, [memory], (field) => field);
    return added as AddedMemory;
  }

  /** Adds up to 500 in order. One that is stored already does not stop the others; one that supersedes what is not there stops all. */
  async addAll(tenantId: string, networkId: string, memories: NewMemory[]): Promise<AddedMemory[]> {
    return this.write(tenantId, networkId, memories, (field, index) => `memories[${index}].${field}`);
  }

  /** Adds memories in order, each for itself: in the place of one that cannot be stored stands the field that is at fault. */
  async addEach(tenantId: string, networkId: string, given: NewMemory[]): Promise<(AddedMemory | RefusedMemory['refused'])[]> {
    await this.networks.get(tenantId, networkId);
    const place = { tenantId, networkId };
    const looked = await this.screen.flagged(tenantId, given, false);
    const superseded = given.flatMap(({ supersedes = [] }) => supersedes);
    const there = new Set((await this.store.find(place, 'id', superseded)).map((memory) => memory?.memoryId));
    const outcomes = given.map((): AddedMemory | RefusedMemory['refused'] => 'supersedes');
    const chosen = await this.chosenDays(tenantId);
    const open = looked.flatMap((memory, at) =>
      memory.supersedes === undefined || there.has(memory.supersedes)
        ? { at, memory: this.stored(networkId, memory, Date.now(), chosen) }
        : [],
    );
    while (open.length > 0) {
      const added = await this.keep(
        place,
        open.map(({ memory }) => memory),
      );
      // What was there a moment ago may have gone: then once more without it.
      const done = 'refused' in added ? open.splice(added.at, 1) : open.splice(0);
      for (const [index, { at }] of done.entries()) outcomes[at] = 'refused' in added ? added.refused : (added[index] as AddedMemory);
    }
    this.written(place, given, outcomes);
    return outcomes;
  }

  /** Every memory that `filter` accepts, in the order in which they were stored; of those written meanwhile none. @throws MeshError 404 when the tenant has no such network. */
  async export(tenantId: string, networkId: string, filter: MemoryFilter): Promise<AsyncIterable<Memory>> {
    await this.networks.get(tenantId, networkId);
    const place = { tenantId, networkId };
    return this.store.each(place, await this.finder.matching(place, filter));
  }

  /** Ids of the memories said before `beforeMs` that are not kept for long, in pages. What is written meanwhile is not among them. */
  async *saidBefore(place: MemoryPlace, beforeMs: number): AsyncGenerator<string[]> {
    let page: string[] = [];
    const numbers = await this.finder.matching(place, { untilMs: beforeMs });
    for await (const { memoryId, retention } of this.store.each(place, numbers)) {
      if (retention !== 'long-term') page.push(memoryId);
      if (page.length < IDS_AT_ONCE) continue;
      yield page;
      page = [];
    }
    if (page.length > 0) yield page;
  }

  /** The memories that are a person's, see `isOfPerson`, and those that go with its sessions, whoever wrote them. */
  async *ofPerson(place: MemoryPlace, userId: string, sessionIds: ReadonlySet<string>): AsyncGenerator<Memory> {
    for await (const memory of this.store.each(place, await this.finder.matching(place, {}))) {
      const isOfSession = memory.retention === 'session' && sessionIds.has(memory.sessionId ?? '');
      if (isOfSession || isOfPerson(memory, userId)) yield memory;
    }
  }

  /** @throws MeshError 404 when there is none, it has expired or it belongs to another tenant. */
  async get(tenantId: string, networkId: string, memoryId: string): Promise<Memory> {
    const memory = await this.networks.orRestored(tenantId, networkId, () => this.store.get({ tenantId, networkId }, memoryId));
    if (!memory) throw notFound('memory', memoryId);
    return memory;
  }

  /** Those of `memoryIds` that are there, in the same order. */
  async find(tenantId: string, networkId: string, memoryIds: readonly string[]): Promise<Memory[]> {
    const found = await this.store.find({ tenantId, networkId }, 'id', memoryIds);
    return found.filter((memory) => memory !== undefined);
  }

  /** A page of memories, newest first. @throws MeshError 404 when the tenant has no such network. */
  async list(
    tenantId: string,
    networkId: string,
    filter: MemoryFilter,
    { limit, cursor }: { limit: number; cursor?: string | undefined },
  ): Promise<Page<Memory>> {
    const position = cursor === undefined ? undefined : decodeCursor(cursor);
    const after = position && { createdAtMs: position.score, number: Number(position.member) };
    await this.networks.get(tenantId, networkId);
    const stop = this.seconds.startTimer({ query_type: 'list' });
    const { memories, end } = await this.finder.newest({ tenantId, networkId }, filter, limit, after);
    stop();
    return { data: memories, next_cursor: end === undefined ? null : encodeCursor({ score: end.createdAtMs, member: String(end.number) }) };
  }

  /** @throws MeshError 404 when there is none. */
  async update(tenantId: string, networkId: string, memoryId: string, change: MemoryChange): Promise<Memory> {
    const flagged = change.content === undefined ? undefined : await this.screen.flagsOf(tenantId, change.content, true);
    const changed = await this.networks.orRestored(tenantId, networkId, () =>
      this.store.change({ tenantId, networkId }, memoryId, (memory) => this.changed(memory, flagged ? { ...change, flagged } : change)),
    );
    if (!changed) throw notFound('memory', memoryId);
    if (changed.retention === 'long-term') this.longTerm.note({ tenantId, networkId });
    this.updates.tell({ tenantId, networkId }, [{ action: 'changed', memoryId, type: changed.type }]);
    return changed;
  }

  /** @throws MeshError 404 when there is none. */
  async delete(tenantId: string, networkId: string, memoryId: string): Promise<void> {
    if ((await this.deleteAll(tenantId, networkId, [memoryId])) === 0) throw notFound('memory', memoryId);
  }

  /** Deletes those of `memoryIds` that are there, with every trace of them; resolves to how many were. */
  async deleteAll(tenantId: string, networkId: string, memoryIds: readonly string[]): Promise<number> {
    const place = { tenantId, networkId };
    const remove = async () => (await this.store.delete(place, memoryIds)) || undefined;
    const deleted = (await this.networks.orRestored(tenantId, networkId, remove)) ?? 0;
    if (deleted === 0) return 0;
    await this.longTerm.forget(place, memoryIds);
    this.updates.tell(
      place,
      memoryIds.map((memoryId) => ({ action: 'deleted', memoryId, type: null })),
    );
    return deleted;
  }

  /** The best `limit` memories for `query`, best first. @throws MeshError 404 when the tenant has no such network. */
  async search(tenantId: string, networkId: string, query: string, filter: MemoryFilter, limit: number): Promise<RankedMemory[]> {
    // Both go to Redis together: nearly always the network is there, and was not lost a moment ago.
    const [isThere, ranked] = await Promise.all([
      this.networks.has(tenantId, networkId),
      this.recall(tenantId, networkId, query, filter, limit),
    ]);
    if (isThere) return ranked;
    await this.networks.get(tenantId, networkId);
    return this.recall(tenantId, networkId, query, filter, limit);
  }

  private async recall(tenantId: string, networkId: string, query: string, filter: MemoryFilter, limit: number): Promise<RankedMemory[]> {
    const stop = this.seconds.startTimer({ query_type: 'search' });
    const ranked = await this.finder.search({ tenantId, networkId }, query, filter, limit);
    stop();
    return ranked;
  }

  private async write(
    tenantId: string,
    networkId: string,
    given: NewMemory[],
    fieldOf: (field: string, index: number) => string,
  ): Promise<AddedMemory[]> {
    await this.networks.get(tenantId, networkId);
    const nowMs = Date.now();
    const chosen = await this.chosenDays(tenantId);
    const looked = await this.screen.flagged(tenantId, given, true);
    const memories = looked.map((memory) => this.stored(networkId, memory, nowMs, chosen));
    const added = await this.keep({ tenantId, networkId }, memories);
    if ('refused' in added) throw invalidField(fieldOf(added.refused, added.at), REFUSED[added.refused]);
    this.written({ tenantId, networkId }, given, added);
    return added;
  }

  /** What was superseded may be a long-term memory too. */
  private written(place: MemoryPlace, given: NewMemory[], added: (AddedMemory | RefusedMemory['refused'])[]): void {
    this.updates.tell(
      place,
      added.flatMap((one, at) => updatesOf(one, given[at]?.supersedes)),
    );
    const isLongTerm = added.some((one) => typeof one !== 'string' && one.retention === 'long-term');
    if (isLongTerm || given.some(({ supersedes }) => supersedes !== undefined)) this.longTerm.note(place);
  }

  /** The note goes along with the write: a network that is not on the agenda would never be swept. */
  private async keep(place: MemoryPlace, memories: Memory[]): Promise<AddedMemory[] | RefusedMemory> {
    const noted = this.sweeps.note(place, firstExpiryMs(memories));
    const [added] = await Promise.all([this.store.add(place, memories), noted]);
    return added;
  }

  private async chosenDays(tenantId: string): Promise<Days | undefined> {
    return (await this.periods.chosen(tenantId)).working_memory;
  }

  private stored(networkId: string, given: NewMemory, nowMs: number, chosenDays: Days | undefined): Memory {
    const { createdAtMs = nowMs, ...rest } = given;
    for (const name of ['ttlSeconds', 'expiresAtMs', 'confirmed'] as const) delete rest[name];
    const importance = given.importance ?? DEFAULT_IMPORTANCE;
    const retention = retentionOf({ ...given, importance }, this.config.longTerm);
    const memory: Memory = {
      ...rest,
      memoryId: newIdIn('memory', networkId),
      networkId,
      confidence: given.confidence ?? DEFAULT_CONFIDENCE,
      importance,
      retention,
      metadata: given.metadata ?? {},
      createdAt: new Date(createdAtMs).toISOString(),
    };
    const endMs = endOf(given, nowMs, chosenDays);
    if (retention !== 'long-term' && endMs !== Infinity) memory.expiresAt = new Date(endMs).toISOString();
    return memory;
  }

  /** What has become important enough is kept for long from now on. */
  private changed(memory: Memory, change: MemoryChange & Pick<Memory, 'flagged'>): Memory {
    const changed = { ...memory, ...change };
    if (changed.flagged?.length === 0) delete changed.flagged;
    if (this.config.longTerm === 'off' || memory.retention !== 'working' || changed.importance < LONG_TERM_IMPORTANCE) return changed;
    delete changed.expiresAt;
    return { ...changed, retention: 'long-term' };
  }
}

/** What is to be told of one that was added; nothing of one that was there before, or could not be stored. */
function updatesOf(added: AddedMemory | RefusedMemory['refused'], superseded: string | undefined): MemoryUpdate[] {
  if (typeof added === 'string' || added.deduplicated) return [];
  const update: MemoryUpdate = { action: 'added', memoryId: added.memoryId, type: added.type };
  return superseded === undefined ? [update] : [update, { action: 'changed', memoryId: superseded, type: null }];
}

/** When a memory ends (epoch ms, or Infinity): as its writer says, but no later than its tenant has chosen. */
function endOf({ ttlSeconds, expiresAtMs }: NewMemory, nowMs: number, chosenDays: Days | undefined): number {
  const usualMs = nowMs + (chosenDays ?? DATA_TYPES.working_memory.defaultDays) * DAY_MS;
  const givenMs = expiresAtMs ?? (ttlSeconds === undefined ? usualMs : nowMs + ttlSeconds * 1_000);
  return chosenDays === undefined ? givenMs : Math.min(givenMs, usualMs);
}

/** When the first of some memories ends, in epoch milliseconds; Infinity for never. */
function firstExpiryMs(memories: readonly Memory[]): number {
  return memories.reduce((first, { expiresAt }) => (expiresAt === undefined ? first : Math.min(first, Date.parse(expiresAt))), Infinity);
}

const REFUSED = { supersedes: 'is no memory of this network', session_id: 'is no session of this network, or has ended' } as const;
