import { Injectable } from '@nestjs/common';
import { PAGE_SIZE } from '../index/column-record';
import { IndexInspectionStore } from '../index/index-inspection.store';
import { IndexRepairStore } from '../index/index-repair.store';
import type { MemoryPlace } from '../index/memory-index.store';
import { loadLua, networkKey, RedisClient } from '../../redis';

const SWEEP = loadLua(__dirname, 'sweep-memories.lua');

/** Memories removed by one script: some 3 ms during which Redis serves nobody else. */
const MAX_PER_SCRIPT = 25;
/** Pages that are forgotten in one call. */
const PAGES_PER_CALL = 64;

/** Keys of a network's memory that are not of one page; `meta` goes last, since it says which pages there are. */
const OF_ALL = [
  'versions',
  'ids',
  'digests',
  'near',
  'sessions',
  'actors',
  'uses',
  'successors',
  'predecessors',
  'promotions',
  'forgets',
  'unembedded',
  'untils',
  'meta',
];

/** How many memories were removed, by why. */
export interface Swept {
  expired: number;
  /** What belonged to sessions that have ended. */
  leftOver: number;
}

/** Removes what nobody wants any more. */
@Injectable()
export class SweepStore {
  constructor(
    private readonly redis: RedisClient,
    private readonly inspection: IndexInspectionStore,
    private readonly repair: IndexRepairStore,
  ) {}

  /** Removes those of some memories that have come to their end at the time of Redis. */
  async sweep(place: MemoryPlace, numbers: readonly number[]): Promise<Swept> {
    const swept: Swept = { expired: 0, leftOver: 0 };
    for (let from = 0; from < numbers.length;) {
      const result = await this.redis.evaluate(SWEEP, [keyOf(place, '')], numbers.slice(from, from + MAX_PER_SCRIPT));
      const [expired, leftOver, seen] = result as [number, number, number];
      from += seen;
      swept.expired += expired;
      swept.leftOver += leftOver;
    }
    return swept;
  }

  /**
   * Removes some of what is left of a network that is gone: bounded, so to be called until it says that nothing is left. Resolves to how many
   * keys went.
   */
  async forget(place: MemoryPlace): Promise<{ removed: number; isDone: boolean }> {
    const [{ next }, versions] = await Promise.all([this.inspection.meta(place), this.inspection.versions(place)]);
    const last = [...versions.keys()].reduce((a, b) => Math.max(a, b), Math.floor(next / PAGE_SIZE));
    const pages = await this.inspection.pages(place, last);
    const some = pages.slice(0, PAGES_PER_CALL);
    await this.repair.dropPages(place, some);
    if (pages.length > some.length) return { removed: some.length, isDone: false };
    const removed = await this.redis.run((redis) => redis.unlink(...OF_ALL.map((name) => keyOf(place, name))));
    return { removed: removed + some.length, isDone: true };
  }
}

function keyOf({ tenantId, networkId }: MemoryPlace, name: string): string {
  return networkKey(tenantId, networkId, 'mem', name);
}
