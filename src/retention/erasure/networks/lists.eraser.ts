import { Injectable } from '@nestjs/common';
import { SessionNetworks } from '../../../memory';
import { NetworkAgenda, RedisClient, type NetworkPlace } from '../../../redis';
import type { NetworkEraser } from '../network-eraser';

/** Its place on the lists of networks for which something is to be done, and of those that have sessions. */
@Injectable()
export class ListsEraser implements NetworkEraser {
  readonly type = 'list_entries';
  private readonly agendas: readonly NetworkAgenda[];

  constructor(
    redis: RedisClient,
    private readonly sessions: SessionNetworks,
  ) {
    this.agendas = ['promotions', 'sweeps', 'embeddings', 'sessions'].map((name) => new NetworkAgenda(redis, name));
  }

  async erase(place: NetworkPlace): Promise<number> {
    const count = await this.remaining(place);
    for (const agenda of this.agendas) await agenda.remove(place);
    await this.sessions.forget(place);
    return count;
  }

  async remaining(place: NetworkPlace): Promise<number> {
    const on = await Promise.all([...this.agendas.map((agenda) => agenda.has(place)), this.sessions.has(place)]);
    return on.filter(Boolean).length;
  }
}
