import { loadLua, slotKey, tenantSlot, type LuaScript, type RedisClient } from '../../redis';
import { limitsKey, type TenantLimits } from './tenant-limits';
import type { Turn } from './turn';

const TAKE = loadLua(__dirname, 'take-turns.lua');
const CHARGE = loadLua(__dirname, 'charge-turns.lua');

/** Whose rates count: a key's own, those of the keys above it, and its tenant's. */
export interface Counted {
  tenantId: string;
  keyId: string;
}

/** A turn that was asked for; `isTooMuch` where no waiting helps, since it is more than a whole minute's. */
export interface CountedTurn extends Turn {
  isTooMuch: boolean;
}

/** As the scripts of this folder answer: times in µs. */
export type TurnReply = [limit: number, remaining: number, resetUs: number, waitUs: number, whose: 'key' | 'tenant' | '', isTooMuch: 0 | 1];

/** One kind of turns: `limit` is its field in the limits of a tenant, `own` in the record of a key. */
interface Kind {
  limit: 'requests_per_minute' | 'tasks_per_minute' | 'tokens_per_minute';
  own: 'requestsPerMinute' | 'tasksPerMinute' | 'tokensPerMinute';
}

const REQUESTS: Kind = { limit: 'requests_per_minute', own: 'requestsPerMinute' };
const TASKS: Kind = { limit: 'tasks_per_minute', own: 'tasksPerMinute' };
const TOKENS: Kind = { limit: 'tokens_per_minute', own: 'tokensPerMinute' };

/** Counts what a key does besides the requests with which it comes. Each method is one call; undefined where nothing is limited. */
export class KeyRates {
  constructor(
    private readonly redis: RedisClient,
    private readonly limits: TenantLimits,
  ) {}

  /** Takes the turn of one request that did not come as one. */
  takeRequest(counted: Counted): Promise<CountedTurn | undefined> {
    return this.count(TAKE, counted, REQUESTS, 1);
  }

  /** Takes `count` turns for tasks, or none. */
  takeTasks(counted: Counted, count: number): Promise<CountedTurn | undefined> {
    return this.count(TAKE, counted, TASKS, count);
  }

  /** Charges tokens that were used, into debt if need be; with 0 it only tells how the rate stands. */
  chargeTokens(counted: Counted, count: number): Promise<CountedTurn | undefined> {
    return this.count(CHARGE, counted, TOKENS, count);
  }

  private async count(
    script: LuaScript,
    { tenantId, keyId }: Counted,
    { limit, own }: Kind,
    count: number,
  ): Promise<CountedTurn | undefined> {
    const prefix = slotKey(tenantSlot(tenantId), '');
    const args = [prefix, tenantId, keyId, limit, own, this.limits.defaults[limit] ?? 0, count];
    return turnOf((await this.redis.evaluate(script, [limitsKey(tenantId)], args)) as TurnReply | []);
  }
}

/** What the scripts of this folder answer, read. */
export function turnOf(reply: TurnReply | []): CountedTurn | undefined {
  if (reply.length === 0) return undefined;
  const [limit, remaining, resetUs, waitUs, whose, isTooMuch] = reply;
  const times = { resetMs: resetUs / 1_000, waitMs: waitUs / 1_000 };
  return { limit, remaining, ...times, ...(whose === '' ? {} : { whose }), isTooMuch: isTooMuch === 1 };
}
