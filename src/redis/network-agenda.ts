import { meshKey } from './keys';
import type { RedisClient } from './redis.client';

/** A network of a tenant. */
export interface NetworkPlace {
  tenantId: string;
  networkId: string;
}

/**
 * The networks that something is to be done for, each with the time at which it is next due; over all tenants. It has no TTL: an entry
 * goes when there is nothing left to do for its network.
 */
export class NetworkAgenda {
  private readonly key: string;

  constructor(
    private readonly redis: RedisClient,
    name: string,
  ) {
    this.key = meshKey(`agenda:${name}`);
  }

  /** Sees to it that a network is due at `dueAtMs` at the latest. */
  async note(place: NetworkPlace, dueAtMs: number): Promise<void> {
    await this.redis.run((redis) => redis.zadd(this.key, 'LT', dueAtMs, memberOf(place)));
  }

  /** Networks that are due by `nowMs`, those due first first; at most `limit`. */
  async due(nowMs: number, limit: number): Promise<NetworkPlace[]> {
    const members = await this.redis.run((redis) => redis.zrangebyscore(this.key, '-inf', nowMs, 'LIMIT', 0, limit));
    return members.map((member) => {
      const [tenantId, networkId] = member.split(' ') as [string, string];
      return { tenantId, networkId };
    });
  }

  /** Says when a network that is on it is next due, whatever was noted before. */
  async postpone(place: NetworkPlace, dueAtMs: number): Promise<void> {
    await this.redis.run((redis) => redis.zadd(this.key, 'XX', dueAtMs, memberOf(place)));
  }

  async has(place: NetworkPlace): Promise<boolean> {
    return (await this.redis.run((redis) => redis.zscore(this.key, memberOf(place)))) !== null;
  }

  async remove(place: NetworkPlace): Promise<void> {
    await this.redis.run((redis) => redis.zrem(this.key, memberOf(place)));
  }

  /** When the network that is due first is due (epoch ms); undefined when there is none. */
  async earliestMs(): Promise<number | undefined> {
    const [, score] = await this.redis.run((redis) => redis.zrange(this.key, 0, 0, 'WITHSCORES'));
    return score === undefined ? undefined : Number(score);
  }

  /** How many networks are on it. */
  async count(): Promise<number> {
    return this.redis.run((redis) => redis.zcard(this.key));
  }
}

const memberOf = ({ tenantId, networkId }: NetworkPlace) => `${tenantId} ${networkId}`;
