import { Injectable, Logger } from '@nestjs/common';
import { Embeddings } from '../../models';
import { NetworkAgenda, RedisClient, type NetworkPlace } from '../../redis';

/** Milliseconds in which several writes to a network are noted once. */
const TOGETHER_MS = 100;

/** Which networks have memories whose vectors are still to be made. With embeddings off it stays empty. */
@Injectable()
export class EmbeddingAgenda {
  private readonly logger = new Logger(EmbeddingAgenda.name);
  private readonly agenda: NetworkAgenda;
  private readonly noting = new Set<string>();
  private listener: () => void = () => undefined;

  constructor(
    redis: RedisClient,
    private readonly embeddings: Embeddings,
  ) {
    this.agenda = new NetworkAgenda(redis, 'embeddings');
  }

  /** Whether vectors are made at all. */
  get isOn(): boolean {
    return this.embeddings.model !== undefined;
  }

  /** `hurry` is called whenever a network was noted by this process. */
  listen(hurry: () => void): void {
    this.listener = hurry;
  }

  /** Notes a network in a moment; nobody waits for it. What is lost with this process is noted by the next search. */
  note(place: NetworkPlace): void {
    const name = `${place.tenantId}\n${place.networkId}`;
    if (!this.isOn || this.noting.has(name)) return;
    this.noting.add(name);
    setTimeout(() => {
      this.noting.delete(name);
      void this.agenda.note(place, Date.now()).then(this.listener, (error: unknown) => {
        this.logger.warn({ networkId: place.networkId, err: error }, 'a network without vectors was not noted; its next search does');
      });
    }, TOGETHER_MS).unref();
  }

  /** Networks that are due, those due first first; at most `limit`. */
  due(limit: number): Promise<NetworkPlace[]> {
    return this.agenda.due(Date.now(), limit);
  }

  postpone(place: NetworkPlace, dueAtMs: number): Promise<void> {
    return this.agenda.postpone(place, dueAtMs);
  }

  /** Takes a network off; what `isLeft` finds afterwards puts it on again, since it may have come in between. */
  async remove(place: NetworkPlace, isLeft: () => Promise<boolean>): Promise<void> {
    await this.agenda.remove(place);
    if (await isLeft()) await this.agenda.note(place, Date.now());
  }
}
