import { Injectable } from '@nestjs/common';
import { loadLua, meshKey, RedisClient } from '../../redis';

const OPEN = loadLua(__dirname, 'open-breaker.lua');
const LIST = loadLua(__dirname, 'list-breakers.lua');
const STATE_KEY = meshKey('breakers', 'open');
/** Milliseconds after which another replica may try a half-open model when the first one never said how it went. */
const TRIAL_MS = 30_000;

/** A breaker that some replica opened; `leftMs` is not above 0 once it is half-open. */
export interface OpenBreaker {
  name: string;
  openMs: number;
  leftMs: number;
}

/** Breakers that are not closed, for all replicas. Redis being away changes nothing for the caller: each then knows its own. */
@Injectable()
export class BreakerStore {
  constructor(private readonly redis: RedisClient) {}

  /** Tells the others that `name` is left alone for `openMs` from now. */
  open(name: string, openMs: number): void {
    void this.redis.evaluate(OPEN, [STATE_KEY, trialKey(name)], [name, openMs]).catch(() => undefined);
  }

  /** Tells the others that `name` answers again. */
  close(name: string): void {
    void this.redis.run((redis) => Promise.all([redis.hdel(STATE_KEY, name), redis.del(trialKey(name))])).catch(() => undefined);
  }

  /** Whether this caller may be the one that tries `name`; yes while Redis is away. */
  async claimTrial(name: string): Promise<boolean> {
    try {
      return (await this.redis.run((redis) => redis.set(trialKey(name), '1', 'PX', TRIAL_MS, 'NX'))) === 'OK';
    } catch {
      return true;
    }
  }

  /** A trial ended without telling anything about the model: somebody else may try. */
  release(name: string): void {
    void this.redis.run((redis) => redis.del(trialKey(name))).catch(() => undefined);
  }

  /** Every breaker that is not closed; undefined while Redis is away. */
  async list(): Promise<OpenBreaker[] | undefined> {
    const flat = (await this.redis.evaluate(LIST, [STATE_KEY], []).catch(() => undefined)) as (string | number)[] | undefined;
    if (flat === undefined) return undefined;
    const breakers: OpenBreaker[] = [];
    for (let i = 0; i < flat.length; i += 3) {
      breakers.push({ name: String(flat[i]), openMs: Number(flat[i + 1]), leftMs: Number(flat[i + 2]) });
    }
    return breakers;
  }
}

function trialKey(name: string): string {
  return meshKey('breakers', 'trial', name);
}
