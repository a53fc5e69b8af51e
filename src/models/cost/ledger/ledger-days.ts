import { Injectable } from '@nestjs/common';
import { loadLua, RedisClient } from '../../../redis';
import { ledgerKey } from '../spending/settlement';
import { DAY_MS } from './ledger';

const FORGET_ID = loadLua(__dirname, 'forget-id.lua');

/** What each day has a hash for, see `count-call.lua`. */
const DIMENSIONS = ['model', 'user', 'network', 'key'] as const;
/** Days that a ledger can go back: as long as it may be kept. */
const MOST_DAYS = 3_650;
const DAY_SECONDS = 86_400;
/** Days looked for at the same time. */
const DAYS_AT_ONCE = 50;

/** Removes days of ledgers, or lets them live on, and takes ids out of them. */
@Injectable()
export class LedgerDays {
  constructor(private readonly redis: RedisClient) {}

  /** The days before `beforeDay` (since the epoch) that a ledger still has, in pages, the oldest first. */
  async *before(tenantId: string, beforeDay: number): AsyncGenerator<number[]> {
    for (let from = beforeDay - MOST_DAYS; from < beforeDay; from += DAYS_AT_ONCE) {
      const days = Array.from({ length: Math.min(DAYS_AT_ONCE, beforeDay - from) }, (_unused, at) => from + at);
      const are = await this.redis.run((redis) => Promise.all(days.map((day) => redis.exists(...keysOf(tenantId, day)))));
      const there = days.filter((_day, at) => (are[at] as number) > 0);
      if (there.length > 0) yield there;
    }
  }

  async remove(tenantId: string, days: readonly number[]): Promise<void> {
    for (const day of days) await this.redis.run((redis) => redis.unlink(...keysOf(tenantId, day)));
  }

  /** Counts what the calls of an id came to for `(erased)`, on every day; resolves to how many days named it. */
  async forgetId(tenantId: string, dimension: 'user' | 'network' | 'key', id: string): Promise<number> {
    let forgotten = 0;
    for await (const days of this.before(tenantId, today() + 1)) {
      for (const day of days) forgotten += (await this.redis.evaluate(FORGET_ID, [keyOf(tenantId, day, dimension)], [id])) as number;
    }
    return forgotten;
  }

  /** How many days name an id. */
  async countId(tenantId: string, dimension: 'user' | 'network' | 'key', id: string): Promise<number> {
    let count = 0;
    for await (const days of this.before(tenantId, today() + 1)) {
      const named = await this.redis.run((redis) => Promise.all(days.map((day) => redis.hexists(keyOf(tenantId, day, dimension), id))));
      count += named.reduce((sum, one) => sum + one, 0);
    }
    return count;
  }

  /** Lets every day from `fromDay` on live until it is `days` old, however long it was to live when it was written. */
  async keepFor(tenantId: string, fromDay: number, days: number): Promise<void> {
    for (let day = fromDay; day <= today(); day += 1) {
      const goneAt = (day + days + 1) * DAY_SECONDS;
      await this.redis.run((redis) => Promise.all(keysOf(tenantId, day).map((key) => redis.expireat(key, goneAt))));
    }
  }
}

const today = () => Math.floor(Date.now() / DAY_MS);
const keyOf = (tenantId: string, day: number, dimension: string) => `${ledgerKey(tenantId)}:${day}:${dimension}`;
const keysOf = (tenantId: string, day: number) => DIMENSIONS.map((dimension) => keyOf(tenantId, day, dimension));
