import { Injectable } from '@nestjs/common';
import { RedisClient, tenantKey } from '../redis';
import { DATA_TYPES, type DataType, type Days } from './data-type';

/** What a tenant has chosen; a type it said nothing about is missing. */
export type ChosenPeriods = Partial<Record<DataType, Days>>;

/** Milliseconds for which a process goes by what it has read: as long as another replica may still write by an earlier choice. */
const FRESH_MS = 10_000;
/** Tenants whose choice a process remembers; the one that was asked for longest ago goes first. */
const MAX_REMEMBERED = 10_000;
const FOREVER = 'forever';

interface Remembered {
  atMs: number;
  chosen: Promise<ChosenPeriods>;
}

/**
 * How long each tenant keeps what, for all that write with an end. The choice is a hash of the tenant: type → days or `forever`; it has no TTL,
 * since it holds until it is changed.
 */
@Injectable()
export class RetentionPeriods {
  /** Tenant → what was read last, the longest ago first. */
  private readonly remembered = new Map<string, Remembered>();

  constructor(private readonly redis: RedisClient) {}

  /**
   * How long a tenant keeps a type of data: as it chose, else `defaultDays`. @throws MeshError 503 when nobody can say: what is written with too
   * short an end cannot be had back.
   */
  async days(tenantId: string, type: DataType, defaultDays: Days = DATA_TYPES[type].defaultDays): Promise<Days> {
    return (await this.chosen(tenantId))[type] ?? defaultDays;
  }

  /** What a tenant has chosen, as it was 10 s ago at the earliest; while Redis is away as it was last. */
  chosen(tenantId: string): Promise<ChosenPeriods> {
    const known = this.remembered.get(tenantId);
    if (known !== undefined && Date.now() - known.atMs < FRESH_MS) return known.chosen;
    const chosen = this.read(tenantId).catch((error: unknown) => {
      if (known === undefined) {
        this.remembered.delete(tenantId);
        throw error;
      }
      return known.chosen;
    });
    this.remember(tenantId, chosen);
    return chosen;
  }

  /** Puts a choice in the place of the one before: what it does not name has its default again. Holds at once here, elsewhere within 10 s. */
  async choose(tenantId: string, chosen: ChosenPeriods): Promise<void> {
    const key = keyOf(tenantId);
    const fields = Object.entries(chosen).map(([type, days]): [string, string] => [type, days === Infinity ? FOREVER : String(days)]);
    await this.redis.run((redis) => {
      const change = redis.multi().del(key);
      return (fields.length === 0 ? change : change.hset(key, new Map(fields))).exec();
    });
    this.remember(tenantId, Promise.resolve(chosen));
  }

  private async read(tenantId: string): Promise<ChosenPeriods> {
    const fields = await this.redis.run((redis) => redis.hgetall(keyOf(tenantId)));
    const chosen: ChosenPeriods = {};
    for (const [type, text] of Object.entries(fields))
      if (type in DATA_TYPES) chosen[type as DataType] = text === FOREVER ? Infinity : Number(text);
    return chosen;
  }

  private remember(tenantId: string, chosen: Promise<ChosenPeriods>): void {
    this.remembered.delete(tenantId);
    this.remembered.set(tenantId, { atMs: Date.now(), chosen });
    const [oldest] = this.remembered.keys();
    if (this.remembered.size > MAX_REMEMBERED && oldest !== undefined) this.remembered.delete(oldest);
  }
}

const keyOf = (tenantId: string) => tenantKey(tenantId, 'retention');
