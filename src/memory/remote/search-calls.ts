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

/** The numbers of memories as they go to another process: 32-bit, in the order of the machine, as base64. */
export function wireNumbersOf(numbers: Uint32Array): string {
  return Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength).toString('base64');
}

/** The numbers that came from another process. */
export function numbersOfWire(text: string): Uint32Array {
  return new Uint32Array(Uint8Array.from(Buffer.from(text, 'base64')).buffer);
}
