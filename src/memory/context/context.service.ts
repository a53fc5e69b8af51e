import { Injectable } from '@nestjs/common';
import { newFenceMark, TokenCounters } from '../../models';
import type { Memory, MemoryFilter } from '../memory';
import { isForModels } from '../memory-screen';
import { MemoryService } from '../memory.service';
import { packMemories, type ContextPack } from './context-pack';
import { passesFilter } from './filtered';
import { latestOf, MAX_SUCCESSORS, type ScoredMemory } from './latest';

/** Candidates of a pack: one for so many tokens of it, since hardly a memory takes fewer; within these bounds. */
const TOKENS_PER_CANDIDATE = 20;
const LEAST_CANDIDATES = 50;
const MOST_CANDIDATES = 500;

/** What a pack is asked for. */
export interface ContextRequest {
  query: string;
  filter: MemoryFilter;
  maxTokens: number;
  /** Whose tokenizer counts: `model` or `provider/model`; without one an estimate for o200k_base. */
  model?: string | undefined;
}

/** A pack with its text as it stands, ready for a prompt. */
export interface PackedContext {
  pack: ContextPack;
  text: string;
  /** Never more than was asked for. */
  tokens: number;
}

/** What a network remembers of something, as text for a prompt. */
@Injectable()
export class ContextService {
  constructor(
    private readonly memory: MemoryService,
    private readonly counters: TokenCounters,
  ) {}

  /** @throws MeshError 404 when the tenant has no such network, or there is no such model. */
  async pack(tenantId: string, networkId: string, { query, filter, maxTokens, model }: ContextRequest): Promise<PackedContext> {
    const limit = Math.min(MOST_CANDIDATES, Math.max(LEAST_CANDIDATES, Math.ceil(maxTokens / TOKENS_PER_CANDIDATE)));
    // First: loading a tokenizer takes a moment of this process, in which no answer of Redis should wait to be read.
    const count = await this.counters.counterFor(model);
    const found = await this.memory.search(tenantId, networkId, query, filter, limit);
    const ranked = found.filter(({ memory }) => isForModels(memory));
    const known = await this.withSuccessors(tenantId, networkId, ranked, filter);
    const { latest, superseded } = latestOf(ranked, known);
    const mark = newFenceMark();
    const pack = packMemories(latest, superseded, { maxTokens, count, mark });
    const text = pack.textWith(mark);
    return { pack, text, tokens: count(text) };
  }

  /** What was found and what superseded it, by id: one more read for each link of the longest chain that leads out of what was found. */
  private async withSuccessors(
    tenantId: string,
    networkId: string,
    ranked: readonly ScoredMemory[],
    filter: MemoryFilter,
  ): Promise<ReadonlyMap<string, Memory>> {
    const known = new Map(ranked.map(({ memory }) => [memory.memoryId, memory]));
    let newest: readonly Memory[] = [...known.values()];
    for (let link = 0; link < MAX_SUCCESSORS && newest.length > 0; link += 1) {
      const missing = newest.flatMap(({ supersededBy }) => (supersededBy === undefined || known.has(supersededBy) ? [] : [supersededBy]));
      if (missing.length === 0) break;
      const found = await this.memory.find(tenantId, networkId, [...new Set(missing)]);
      newest = found.filter((memory) => passesFilter(memory, filter) && isForModels(memory));
      for (const memory of newest) known.set(memory.memoryId, memory);
    }
    return known;
  }
}
