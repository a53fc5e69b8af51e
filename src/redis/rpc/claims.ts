import { meshKey } from '../keys';
import type { RedisClient } from '../redis.client';

/** Milliseconds a claim is kept: far longer than a message needs to reach every replica, and to wait there. */
const CLAIM_MS = 60_000;
/** Claims that one command looks at. */
const MAX_LOOKED_AT = 500;

/** A message, as claims know it. */
export interface Claimable {
  pattern: string;
  id: string;
}

/** Who answers a message: the first to claim it. */
export class MessageClaims {
  constructor(private readonly redis: RedisClient) {}

  /** Whether the message is this process's own now. @throws MeshError `redis-unavailable`. */
  async take(message: Claimable): Promise<boolean> {
    return (await this.redis.run((redis) => redis.set(keyOf(message), '1', 'PX', CLAIM_MS, 'NX'))) === 'OK';
  }

  /** Those of the messages that nobody has claimed yet. @throws MeshError `redis-unavailable`. */
  async untaken<T extends Claimable>(messages: readonly T[]): Promise<T[]> {
    const untaken: T[] = [];
    for (let from = 0; from < messages.length; from += MAX_LOOKED_AT) {
      const some = messages.slice(from, from + MAX_LOOKED_AT);
      const claims = await this.redis.run((redis) => redis.mget(some.map(keyOf)));
      untaken.push(...some.filter((_message, at) => claims[at] === null));
    }
    return untaken;
  }
}

/** All in one slot of a Cluster, so that one command can look at many. */
function keyOf({ pattern, id }: Claimable): string {
  return meshKey('rpc', 'claim', pattern, id);
}
