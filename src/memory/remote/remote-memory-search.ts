import { Injectable } from '@nestjs/common';
import { bytesOfWire, RemoteCalls, type PublicOf, type RemoteCall } from '../../remote';
import type { MemoryPlace } from '../index/memory-index.store';
import type { Memory, MemoryFilter } from '../memory';
import type { ListEnd, MemorySearch, RankedMemory } from '../search/memory-search';
import { SEARCH_CALLS, type WireList, type WireSearch } from './search-calls';

/** Milliseconds that a search may take, with an index that has to be read first. */
const TIMEOUT_MS = 30_000;

/** The search, where another process holds the index. */
@Injectable()
export class RemoteMemorySearch implements PublicOf<MemorySearch> {
  constructor(private readonly calls: RemoteCalls) {}

  search(place: MemoryPlace, query: string, filter: MemoryFilter, limit: number): Promise<RankedMemory[]> {
    return this.ask(SEARCH_CALLS.search, { place: bare(place), query, filter, limit } satisfies WireSearch);
  }

  newest(place: MemoryPlace, filter: MemoryFilter, limit: number, after?: ListEnd): Promise<{ memories: Memory[]; end?: ListEnd }> {
    return this.ask(SEARCH_CALLS.newest, { place: bare(place), filter, limit, after } satisfies WireList);
  }

  async matching(place: MemoryPlace, filter: MemoryFilter): Promise<Uint32Array> {
    return new Uint32Array(bytesOfWire(await this.ask<string>(SEARCH_CALLS.matching, { place: bare(place), filter })));
  }

  private ask<T>(call: RemoteCall, given: object): Promise<T> {
    return this.calls.ask(call, given, { timeoutMs: TIMEOUT_MS });
  }
}

/** Only what says where: a place may be a whole network. */
function bare({ tenantId, networkId }: MemoryPlace): MemoryPlace {
  return { tenantId, networkId };
}
