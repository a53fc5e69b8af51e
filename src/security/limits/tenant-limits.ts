import { Injectable } from '@nestjs/common';
import { RedisClient, slotKey, tenantSlot } from '../../redis';
import { SecurityConfig } from '../security.config';
import { LIMIT_NAMES, type LimitChanges, type LimitName, type LimitValues } from './limit-names';

/** Milliseconds that what was read of a tenant is good for, and that it is still used while it is read anew. */
const FRESH_MS = 1_000;
const USABLE_MS = 5_000;
const MAX_REMEMBERED = 10_000;

interface Remembered {
  values: LimitValues;
  readAtMs: number;
  reading?: Promise<LimitValues>;
}

/** What a tenant may do a minute, and at once. A hash without TTL, of at most one field a limit: it stands until it is taken away. */
@Injectable()
export class TenantLimits {
  /** Of a tenant that has set nothing: from the environment. */
  readonly defaults: LimitValues;
  private readonly remembered = new Map<string, Remembered>();

  constructor(
    private readonly redis: RedisClient,
    config: SecurityConfig,
  ) {
    this.defaults = limited({
      requests_per_minute: config.tenantRequestsPerMinute,
      tasks_per_minute: config.tenantTasksPerMinute,
      tokens_per_minute: config.tenantTokensPerMinute,
      concurrent_streams: config.tenantConcurrentStreams,
      batch_items: config.tenantBatchItems,
    });
  }

  /** The limits that hold now: its own, else the defaults. */
  async of(tenantId: string): Promise<LimitValues> {
    const stored = await this.redis.run((redis) => redis.hgetall(limitsKey(tenantId)));
    const values = limited({ ...this.defaults, ...numbersOf(stored) });
    return this.remember(tenantId, { values, readAtMs: performance.now() });
  }

  /** Changes some limits and leaves the others; the next request on any replica counts by them. */
  async put(tenantId: string, changes: LimitChanges): Promise<LimitValues> {
    const key = limitsKey(tenantId);
    const set = Object.entries(changes).filter(([, value]) => typeof value === 'number') as [string, number][];
    const gone = Object.keys(changes).filter((name) => changes[name as LimitName] === null);
    if (set.length + gone.length === 0) return this.of(tenantId);
    await this.redis.run(async (redis) => {
      const transaction = redis.multi();
      if (set.length > 0) transaction.hset(key, Object.fromEntries(set));
      if (gone.length > 0) transaction.hdel(key, ...gone);
      await transaction.exec();
    });
    return this.of(tenantId);
  }

  /**
   * The limits as of the last second or, where nobody asked for a while, of the last five: then they are read anew meanwhile. While Redis is away, the last
   * that was read. For what may be refused a moment late; what counts reads them where it counts.
   */
  recent(tenantId: string): LimitValues | Promise<LimitValues> {
    const known = this.remembered.get(tenantId);
    const ageMs = known === undefined ? Infinity : performance.now() - known.readAtMs;
    if (known !== undefined && ageMs < FRESH_MS) return known.values;
    const reading = this.readAnew(tenantId, known);
    return known !== undefined && ageMs < USABLE_MS ? known.values : reading;
  }

  /** One reading at a time; what fails leaves what was known. */
  private readAnew(tenantId: string, known: Remembered | undefined): Promise<LimitValues> {
    if (known?.reading !== undefined) return known.reading;
    const values = known?.values ?? this.defaults;
    const reading = this.of(tenantId).catch(() => this.remember(tenantId, { values, readAtMs: performance.now() }));
    this.remember(tenantId, { values, readAtMs: known?.readAtMs ?? -Infinity, reading });
    return reading;
  }

  private remember(tenantId: string, what: Remembered): LimitValues {
    if (this.remembered.size >= MAX_REMEMBERED && !this.remembered.has(tenantId)) this.remembered.clear();
    this.remembered.set(tenantId, what);
    return what.values;
  }
}

/** Where the limits of a tenant lie. */
export function limitsKey(tenantId: string): string {
  return slotKey(tenantSlot(tenantId), 'limits', tenantId);
}

function numbersOf(stored: Record<string, string>): LimitValues {
  return Object.fromEntries(LIMIT_NAMES.filter((name) => name in stored).map((name) => [name, Number(stored[name])]));
}

/** Without what is 0: no limit. */
function limited(values: LimitValues): LimitValues {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value > 0));
}
