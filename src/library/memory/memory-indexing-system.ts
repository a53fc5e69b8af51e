import { invalidField } from '../../errors';
import {
  MEMORY_TYPES,
  MemoryService,
  type AddedMemory,
  type Memory,
  type MemoryFilter,
  type MemoryType,
  type RankedMemory,
} from '../../memory';
import { networkIdOf, textOf, wholeNumberOf, type MeshParts } from '../mesh';

/** Characters of one memory, as in the API. */
const MAX_CONTENT = 100_000;
const MAX_QUERY = 10_000;
const DEFAULT_LIMIT = 10;
const MAX_LIMIT = 100;

/** A memory to be indexed. */
export interface MemoryToIndex {
  networkId: string;
  content: string;
  /** Default `fact`. */
  type?: MemoryType;
  /** 0–1; by default 0.8 and 0.5. */
  confidence?: number;
  importance?: number;
  metadata?: Record<string, unknown>;
  /** A live session, with which the memory goes. */
  sessionId?: string;
  /** Default `untrusted`: its text is fenced as data in every prompt. */
  trust?: Memory['trust'];
}

/** Memories of a network, found again by their words and by what they mean. */
export class MemoryIndexingSystem {
  private readonly memory: MemoryService;

  constructor(private readonly parts: MeshParts) {
    this.memory = parts.get(MemoryService);
  }

  /** Stores a memory; one that is there already is answered as it is. @throws MeshError `network-not-found`, or naming the field */
  async indexMemory({ networkId, type = 'fact', trust = 'untrusted', content, ...rest }: MemoryToIndex): Promise<AddedMemory> {
    if (!MEMORY_TYPES.includes(type)) throw invalidField('type', `must be one of ${MEMORY_TYPES.join(', ')}`);
    if (trust !== 'trusted' && trust !== 'untrusted') throw invalidField('trust', 'must be trusted or untrusted');
    const { confidence, importance, metadata, sessionId } = rest;
    for (const [field, value] of Object.entries({ confidence, importance })) assertPart(value, field);
    return this.memory.add(this.parts.tenantId, networkIdOf(networkId), {
      ...{ type, trust, content: textOf(content, 'content', MAX_CONTENT), provenance: { source: 'api' } },
      ...(confidence === undefined ? {} : { confidence }),
      ...(importance === undefined ? {} : { importance }),
      ...(metadata === undefined ? {} : { metadata }),
      ...(sessionId === undefined ? {} : { sessionId: textOf(sessionId, 'sessionId', 128) }),
    });
  }

  /** The best memories for a question, the best first; 10 by default, 100 at most. @throws MeshError `network-not-found`, or naming the field */
  async search(asked: { networkId: string; query: string; limit?: number; filter?: MemoryFilter }): Promise<RankedMemory[]> {
    const limit = wholeNumberOf(asked.limit ?? DEFAULT_LIMIT, 'limit', 1, MAX_LIMIT);
    const query = textOf(asked.query, 'query', MAX_QUERY);
    return this.memory.search(this.parts.tenantId, networkIdOf(asked.networkId), query, asked.filter ?? {}, limit);
  }

  /** @throws MeshError `memory-not-found` */
  async getMemory({ networkId, memoryId }: { networkId: string; memoryId: string }): Promise<Memory> {
    return this.memory.get(this.parts.tenantId, networkIdOf(networkId), textOf(memoryId, 'memoryId', 128));
  }

  /** Deletes a memory with every trace of it. @throws MeshError `memory-not-found` */
  async deleteMemory({ networkId, memoryId }: { networkId: string; memoryId: string }): Promise<void> {
    return this.memory.delete(this.parts.tenantId, networkIdOf(networkId), textOf(memoryId, 'memoryId', 128));
  }
}

function assertPart(value: unknown, field: string): void {
  if (value === undefined || (typeof value === 'number' && value >= 0 && value <= 1)) return;
  throw invalidField(field, 'must lie in 0 to 1');
}
