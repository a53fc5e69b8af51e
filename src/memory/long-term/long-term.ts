import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { Database, within } from '../../database';
import { ErasedNetworks } from '../../networks';
import type { MemoryPlace } from '../index/memory-index.store';
import { MemoryConfig } from '../memory.config';
import { LongTermRows } from './long-term.rows';
import { OwedStore } from './owed.store';
import { Promoter } from './promoter';

/** Milliseconds in which writes of one network are noted together. */
const NOTE_AFTER_MS = 50;
/** Milliseconds a deletion waits for the database; what takes longer is done afterwards. */
const FORGET_DEADLINE_MS = 1_000;

/**
 * What the rest of the memory tells the long-term memory. Long-term memories stay in Redis, in the index and without an end, so that they are
 * recalled together with working memory; the database is where they come back from when Redis has lost them.
 */
@Injectable()
export class LongTerm implements BeforeApplicationShutdown {
  private readonly logger = new Logger(LongTerm.name);
  private readonly notes = new Map<string, { place: MemoryPlace; timer: NodeJS.Timeout }>();

  constructor(
    private readonly database: Database,
    private readonly owed: OwedStore,
    private readonly rows: LongTermRows,
    private readonly promoter: Promoter,
    private readonly config: MemoryConfig,
    private readonly erased: ErasedNetworks,
  ) {}

  /** Something of a network is to be stored or forgotten: soon, together with what else is noted within 50 ms. Never fails: a sweep notes it too. */
  note(place: MemoryPlace): void {
    const name = `${place.tenantId} ${place.networkId}`;
    if (this.config.longTerm === 'off' || this.notes.has(name)) return;
    this.notes.set(name, { place, timer: setTimeout(() => void this.noteNow(name, place), NOTE_AFTER_MS).unref() });
  }

  /** As `note`, where the database is owed something: for a sweep over all networks. */
  async noteIfOwing(place: MemoryPlace): Promise<void> {
    if (this.config.longTerm === 'on' && (await this.owed.isOwing(place))) await this.owed.agenda.note(place, Date.now());
  }

  /** Memories were deleted from Redis: their rows go at once where they can, else as soon as the database is there. */
  async forget(place: MemoryPlace, memoryIds: readonly string[]): Promise<void> {
    if (this.config.longTerm === 'off' || memoryIds.length === 0) return;
    const owed = await this.owed.forgetsAmong(place, memoryIds);
    if (owed.length > 0 && !(this.database.isOpen && (await this.forgetNow(place, owed)))) return this.note(place);
    // What they superseded holds again.
    await this.noteIfOwing(place);
  }

  /**
   * Deletes all rows of a network that is being erased, and keeps it from being stored or restored again while its keys go: to be called
   * before they do. @throws MeshError 503 when the database is away: they go as soon as it is there, unless Redis loses that as well.
   */
  async eraseNetwork(place: MemoryPlace): Promise<void> {
    await this.erased.mark(place);
    if (!this.database.mayHoldData) return;
    await this.owed.agenda.note(place, Date.now());
    await this.rows.removeNetwork(place);
    await this.owed.owesNothing(place);
  }

  /** How many rows there are of a network. @throws MeshError 503 when the database is away. */
  async countRows(place: MemoryPlace): Promise<number> {
    return this.database.mayHoldData ? this.rows.countAll(place) : 0;
  }

  /** What was to be noted in a moment is noted before Redis is left. */
  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(
      [...this.notes].map(([name, { place, timer }]) => {
        clearTimeout(timer);
        return this.noteNow(name, place);
      }),
    );
  }

  private async noteNow(name: string, place: MemoryPlace): Promise<void> {
    this.notes.delete(name);
    try {
      await this.owed.agenda.note(place, Date.now());
      this.promoter.hurry();
    } catch (error) {
      this.logger.debug({ networkId: place.networkId, err: error }, 'a network was not noted for the long-term memory; a sweep will');
    }
  }

  private async forgetNow(place: MemoryPlace, memoryIds: readonly string[]): Promise<boolean> {
    const removed = this.rows.remove(place, memoryIds).then(() => this.owed.forgotten(place, memoryIds));
    try {
      await within(FORGET_DEADLINE_MS, removed, () => new Error('no answer in time'));
      return true;
    } catch (error) {
      this.logger.debug({ networkId: place.networkId, err: error }, 'rows of deleted memories are deleted later');
      return false;
    }
  }
}
