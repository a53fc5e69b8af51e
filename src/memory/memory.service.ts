import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import type { Histogram } from 'prom-client';
import { invalidField, notFound } from '../errors';
import { NetworkCounts, NetworksService } from '../networks';
import { METRIC } from '../observability';
import { newIdIn, type Page } from '../redis';
import type { Memory, MemoryFilter, NewMemory } from './memory';
import { rank, type RankedMemory } from './search/rank';
import { WorkingMemoryStore } from './working-memory.store';

/** What a memory counts for when its writer does not say. */
const DEFAULT_CONFIDENCE = 0.8;
const DEFAULT_IMPORTANCE = 0.5;
/** Seconds a memory lives when its writer does not say: 90 days. */
const DEFAULT_LIFE_SECONDS = 90 * 86_400;
/** A search reads the newest of a network and no more, so that its time is bounded. */
const MAX_SEARCHED = 2_000;

/** A stored memory and whether it was there before. */
export interface AddedMemory {
  memory: Memory;
  deduplicated: boolean;
}

/** The shared memory of a network: written by clients and agents, found again by words. */
@Injectable()
export class MemoryService implements OnModuleInit {
  constructor(
    private readonly store: WorkingMemoryStore,
    private readonly networks: NetworksService,
    private readonly counts: NetworkCounts,
    @InjectMetric(METRIC.memoryRetrievalSeconds) private readonly seconds: Histogram<'query_type'>,
  ) {}

  onModuleInit(): void {
    this.counts.register('memory_count', (tenantId, networkId) => this.store.count(tenantId, networkId));
  }

  /** @throws MeshError 404 when the tenant has no such network. */
  async add(tenantId: string, networkId: string, memory: NewMemory): Promise<AddedMemory> {
    await this.networks.get(tenantId, networkId);
    await this.assertSuperseded(tenantId, networkId, memory, 'supersedes');
    return this.addUnchecked(tenantId, networkId, memory);
  }

  /** Adds up to 500 in order; one that is stored already does not stop the others. */
  async addAll(tenantId: string, networkId: string, memories: NewMemory[]): Promise<AddedMemory[]> {
    await this.networks.get(tenantId, networkId);
    // Before the first is written, so that a fault in one leaves none behind.
    const check = (memory: NewMemory, index: number) => this.assertSuperseded(tenantId, networkId, memory, `memories[${index}].supersedes`);
    await Promise.all(memories.map(check));
    return Promise.all(memories.map((memory) => this.addUnchecked(tenantId, networkId, memory)));
  }

  /** @throws MeshError 404 when there is none, it has expired or it belongs to another tenant. */
  async get(tenantId: string, networkId: string, memoryId: string): Promise<Memory> {
    const memory = await this.store.find(tenantId, networkId, memoryId);
    if (!memory) throw notFound('memory', memoryId);
    return memory;
  }

  async list(
    tenantId: string,
    networkId: string,
    filter: MemoryFilter,
    page: { limit: number; cursor?: string | undefined },
  ): Promise<Page<Memory>> {
    await this.networks.get(tenantId, networkId);
    const stop = this.seconds.startTimer({ query_type: 'list' });
    const found = await this.store.list(tenantId, networkId, page, (memory) => passes(memory, filter));
    stop();
    return found;
  }

  async update(
    tenantId: string,
    networkId: string,
    memoryId: string,
    change: Partial<Pick<Memory, 'content' | 'confidence' | 'importance' | 'metadata'>>,
  ): Promise<Memory> {
    const changed = await this.store.change(tenantId, networkId, memoryId, (memory) => ({ ...memory, ...change }));
    if (!changed) throw notFound('memory', memoryId);
    return changed;
  }

  async delete(tenantId: string, networkId: string, memoryId: string): Promise<void> {
    const memory = await this.get(tenantId, networkId, memoryId);
    await this.store.delete(tenantId, memory);
  }

  /** The best `limit` memories for `query`, best first. @throws MeshError 404 when the tenant has no such network. */
  async search(tenantId: string, networkId: string, query: string, filter: MemoryFilter, limit: number): Promise<RankedMemory[]> {
    await this.networks.get(tenantId, networkId);
    return this.recall(tenantId, networkId, query, filter, limit);
  }

  /** A search by the mesh itself, of a network that is known to exist. */
  async recall(tenantId: string, networkId: string, query: string, filter: MemoryFilter, limit: number): Promise<RankedMemory[]> {
    const stop = this.seconds.startTimer({ query_type: 'search' });
    const newest = await this.store.newest(tenantId, networkId, MAX_SEARCHED);
    const ranked = rank(
      query,
      newest.filter((memory) => passes(memory, filter)),
      Date.now(),
    ).slice(0, limit);
    stop();
    return ranked;
  }

  private async assertSuperseded(tenantId: string, networkId: string, { supersedes }: NewMemory, field: string): Promise<void> {
    if (supersedes === undefined || (await this.store.find(tenantId, networkId, supersedes))) return;
    throw invalidField(field, 'is no memory of this network');
  }

  private async addUnchecked(tenantId: string, networkId: string, given: NewMemory): Promise<AddedMemory> {
    const now = Date.now();
    const { ttlSeconds, ...rest } = given;
    const memory: Memory = {
      ...rest,
      memoryId: newIdIn('memory', networkId),
      networkId,
      confidence: given.confidence ?? DEFAULT_CONFIDENCE,
      importance: given.importance ?? DEFAULT_IMPORTANCE,
      metadata: given.metadata ?? {},
      createdAt: new Date(now).toISOString(),
      expiresAt: new Date(now + (ttlSeconds ?? DEFAULT_LIFE_SECONDS) * 1000).toISOString(),
    };
    const storedAs = await this.store.add(tenantId, memory);
    if (storedAs === memory.memoryId) return { memory, deduplicated: false };
    return { memory: (await this.store.find(tenantId, networkId, storedAs)) ?? { ...memory, memoryId: storedAs }, deduplicated: true };
  }
}

function passes(memory: Memory, filter: MemoryFilter): boolean {
  const created = Date.parse(memory.createdAt);
  return (
    (filter.type === undefined || memory.type === filter.type) &&
    (filter.sinceMs === undefined || created >= filter.sinceMs) &&
    (filter.untilMs === undefined || created <= filter.untilMs) &&
    (filter.sessionId === undefined || memory.sessionId === filter.sessionId) &&
    (filter.minConfidence === undefined || memory.confidence >= filter.minConfidence)
  );
}
