import { Injectable } from '@nestjs/common';
import { ErasedNetworks, NetworksService } from '../../networks';
import type { MemoryPlace } from '../index/memory-index.store';
import { WorkingMemoryStore, type ReadMemory, type SeenMemory } from '../working-memory.store';
import { LongTermRows } from './long-term.rows';
import { OwedStore } from './owed.store';

/** Memories in one transaction, and characters of content from which on no more are added to it. */
const MEMORIES_AT_ONCE = 100;
const CHARACTERS_AT_ONCE = 8 * 1024 * 1024;
/** Memories read from Redis at a time. */
const READ_AT_ONCE = 10;
const FORGETS_AT_ONCE = 500;
/** Transactions of one network before others have their turn. */
const ROUNDS = 20;

/** Writes what a network owes the database. It may be done twice, also at the same time. */
@Injectable()
export class LongTermWriter {
  constructor(
    private readonly owed: OwedStore,
    private readonly rows: LongTermRows,
    private readonly store: WorkingMemoryStore,
    private readonly networks: NetworksService,
    private readonly erased: ErasedNetworks,
  ) {}

  /** Stores what is to be stored, then deletes what is to be forgotten; resolves to how many memories were stored. */
  async settle(place: MemoryPlace, signal: AbortSignal): Promise<number> {
    if (await this.erased.isMarked(place)) {
      await this.rows.removeNetwork(place);
      await this.owed.owesNothing(place);
      return 0;
    }
    let stored = 0;
    for (let round = 0; round < ROUNDS && !signal.aborted; round += 1) {
      const ids = await this.owed.promotions(place, MEMORIES_AT_ONCE);
      // The first round is for the network itself, which may have changed.
      if (ids.length === 0 && round > 0) break;
      stored += await this.store100(place, ids);
      if (ids.length < MEMORIES_AT_ONCE) break;
    }
    for (let round = 0; round < ROUNDS && !signal.aborted; round += 1) {
      const ids = await this.owed.forgets(place, FORGETS_AT_ONCE);
      if (ids.length === 0) break;
      // Whoever forgets by policy notes it first: what it left in Redis when it died would never be stored again, nor forgotten.
      await this.store.delete(place, ids);
      await this.rows.remove(place, ids);
      await this.owed.forgotten(place, ids);
      if (ids.length < FORGETS_AT_ONCE) break;
    }
    return stored;
  }

  private async store100(place: MemoryPlace, ids: readonly string[]): Promise<number> {
    const { kept, asked, seen, memories } = await this.rows.write(place, () => this.read(place, ids));
    // Without its network nothing was written: it was deleted, and so are its memories soon.
    await this.owed.promoted(place, asked, seen);
    return kept === undefined ? 0 : memories.length;
  }

  private async read(place: MemoryPlace, ids: readonly string[]) {
    const [known, isErased] = await Promise.all([this.networks.known(place.tenantId, place.networkId), this.erased.isMarked(place)]);
    const kept = isErased ? undefined : known;
    const memories: ReadMemory[] = [];
    const seen = new Map<string, SeenMemory>();
    const asked: string[] = [];
    let characters = 0;
    for (let from = 0; from < ids.length && characters < CHARACTERS_AT_ONCE; from += READ_AT_ONCE) {
      const batch = ids.slice(from, from + READ_AT_ONCE);
      asked.push(...batch);
      for (const [at, found] of (await this.store.versions(place, 'id', batch)).entries()) {
        if (found === undefined) continue;
        const { memory } = found;
        seen.set(batch[at] as string, found);
        // What cannot be read cannot be stored either: it is struck off, or it would come again for ever.
        if (memory === undefined) continue;
        memories.push({ ...found, memory });
        characters += memory.content.length;
      }
    }
    return { kept, asked, seen, memories };
  }
}
