import { Injectable } from '@nestjs/common';
import { loadLua, networkKey, RedisClient, type NetworkPlace } from '../../redis';
import { prefixOf } from '../workflow/task-keys';
import { TaskLives } from '../workflow/task-lives';

const PAUSE = loadLua(__dirname, 'pause-network.lua');

/** Which networks are paused: the word of this key is what workers, who claim steps in its slot, and clients go by. */
@Injectable()
export class PausedNetworksStore {
  constructor(
    private readonly redis: RedisClient,
    private readonly lives: TaskLives,
  ) {}

  /** Pauses a network until it is told to go on; `by` stands in the event. Whether that changed anything. */
  async pause(place: NetworkPlace, by: string): Promise<boolean> {
    return this.set(place, JSON.stringify({ by, at: new Date().toISOString() }), 'network.paused', by);
  }

  async resume(place: NetworkPlace, by: string): Promise<boolean> {
    return this.set(place, '', 'network.resumed', by);
  }

  async isPaused({ tenantId, networkId }: NetworkPlace): Promise<boolean> {
    return (await this.redis.run((redis) => redis.exists(networkKey(tenantId, networkId, 'paused')))) === 1;
  }

  /** Takes the id of whoever paused it out of a paused network, where it is that of `userId`; resolves to whether it was. */
  async forgetPerson(place: NetworkPlace, userId: string): Promise<boolean> {
    const key = networkKey(place.tenantId, place.networkId, 'paused');
    const text = await this.redis.run((redis) => redis.get(key));
    if (text === null || (JSON.parse(text) as { by: string }).by !== userId) return false;
    await this.redis.run((redis) => redis.set(key, JSON.stringify({ ...(JSON.parse(text) as object), by: '(erased)' }), 'XX'));
    return true;
  }

  private async set(place: NetworkPlace, value: string, event: string, by: string): Promise<boolean> {
    const { task } = await this.lives.of(place.tenantId);
    return (await this.redis.evaluate(PAUSE, [prefixOf(place)], [value, event, by, task])) === 1;
  }
}
