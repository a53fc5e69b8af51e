import { Injectable } from '@nestjs/common';
import type { ThrottlerStorage } from '@nestjs/throttler';
import { MeshError } from '../../errors';
import { loadLua, RedisClient } from '../../redis';
import { turnOf, type TurnReply } from './key-rates';

const TAKE = loadLua(__dirname, 'take-turn.lua');

/** As the throttler of Nest asks for it: times in seconds. */
type Hit = Awaited<ReturnType<ThrottlerStorage['increment']>>;

/** Counts what the throttler lets in, in one call, exactly, over all replicas: a rate by GCRA, of `limit` a minute. */
@Injectable()
export class RedisThrottlerStorage implements ThrottlerStorage {
  constructor(private readonly redis: RedisClient) {}

  /** `key` is the name of a key in Redis. While Redis is away everything is let in: whoever has a key has a rate of his own. */
  async increment(key: string, ttlMs: number, limit: number): Promise<Hit> {
    const reply = await this.redis.evaluate(TAKE, [key], [limit]).catch((error: unknown) => {
      if (error instanceof MeshError && error.kind === 'unavailable') return [];
      throw error;
    });
    const turn = turnOf(reply as TurnReply | []);
    const { remaining, resetMs, waitMs } = turn ?? { remaining: limit, resetMs: ttlMs, waitMs: 0 };
    return { totalHits: limit - remaining, timeToExpire: resetMs / 1_000, isBlocked: waitMs > 0, timeToBlockExpire: waitMs / 1_000 };
  }
}
