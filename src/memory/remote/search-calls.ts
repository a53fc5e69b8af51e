import type { MemoryPlace } from '../index/memory-index.store';
import type { MemoryFilter } from '../memory';
import type { ListEnd } from '../search/memory-search';

/** What processes with the role `memory` do for the others: `RemoteMemorySearch` asks, `SearchHost` answers. */
export const SEARCH_CALLS = {
  search: { role: 'memory', name: 'search' },
  newest: { role: 'memory', name: 'newest' },
  matching: { role: 'memory', name: 'matching' },
} as const;

/** A search by words and meaning. */
export interface WireSearch {
  place: MemoryPlace;
  query: string;
  filter: MemoryFilter;
  limit: number;
}

/** A page of a list. */
export interface WireList {
  place: MemoryPlace;
  filter: MemoryFilter;
  limit: number;
  after?: ListEnd | undefined;
}
