import { Injectable, Logger } from '@nestjs/common';
import type { NetworkPlace } from '../../redis';
import { Mirrors } from '../index/mirrors';
import type { NetworkMirror } from '../index/network-mirror';
import { rowsOf } from '../index/page-slots';
import { EmbeddingAgenda } from './embedding-agenda';
import { VectorStore } from './vector.store';

/** Sees to it that memories get vectors which have none of the model that embeds now: from before it did, or of another. */
@Injectable()
export class Backfill {
  private readonly logger = new Logger(Backfill.name);

  constructor(
    private readonly mirrors: Mirrors,
    private readonly vectors: VectorStore,
    private readonly agenda: EmbeddingAgenda,
  ) {}

  /** Notes all memories of a network that lack one; resolves to how many. 0 where embeddings are off. */
  async backfill(place: NetworkPlace): Promise<number> {
    const mirror = await this.mirrors.of(place);
    await mirror.vectors?.load();
    return this.noteLacking(place, mirror);
  }

  /** The same for a mirror whose vectors were read, for nobody to wait for. Never rejects. */
  async note(place: NetworkPlace, mirror: NetworkMirror): Promise<void> {
    try {
      await this.noteLacking(place, mirror);
    } catch (error) {
      this.logger.warn({ networkId: place.networkId, err: error }, 'memories without vectors were not noted; a later search does');
    }
  }

  private async noteLacking(place: NetworkPlace, { columns, slots, vectors }: NetworkMirror): Promise<number> {
    if (vectors === undefined) return 0;
    const nowMs = Date.now();
    const live = [...rowsOf(slots.inOrder(), columns.size)].filter((row) => columns.isLive(row, nowMs));
    const lacking = vectors.lacking(live).map((row) => slots.numberOf(row));
    if (lacking.length === 0) return 0;
    await this.vectors.note(place, lacking);
    this.agenda.note(place);
    return lacking.length;
  }
}
