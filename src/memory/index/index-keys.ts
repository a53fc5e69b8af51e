import { networkKey, type NetworkPlace } from '../../redis';

const OF_A_PAGE = ['items', 'forward', 'columns', 'terms', 'vectors'] as const;

/** What all keys of a network's memory begin with, for scripts; see memory-index.lua. */
export function prefixOf({ tenantId, networkId }: NetworkPlace): string {
  return networkKey(tenantId, networkId, 'mem', '');
}

/** The keys of one page of memories. */
export function keysOfPage(place: NetworkPlace, page: number): string[] {
  return OF_A_PAGE.map((name) => `${prefixOf(place)}${name}:${page}`);
}
