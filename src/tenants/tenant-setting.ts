import { tenantKey, type RedisClient } from '../redis';

/** Milliseconds for which a process goes by what it has read: as long as another replica may still act by an earlier choice. */
const FRESH_MS = 10_000;
/** Tenants whose choice a process remembers; the one that was asked for longest ago goes first. */
const MAX_REMEMBERED = 10_000;

interface Remembered<T> {
  atMs: number;
  chosen: Promise<T>;
}

/**
 * Something that each tenant settles for itself, as a hash `mesh:{<tenant>}:<name>`. It has no TTL, since it holds until it is changed. `read`
 * makes of the fields what is asked for; of a tenant that has chosen nothing there are none.
 */
export class TenantSetting<T> {
  /** Tenant → what was read last, the longest ago first. */
  private readonly remembered = new Map<string, Remembered<T>>();

  constructor(
    private readonly redis: RedisClient,
    private readonly name: string,
    private readonly read: (fields: Readonly<Record<string, string>>) => T,
  ) {}

  /** As it was 10 s ago at the earliest; while Redis is away as it was last. @throws MeshError 503 when nobody can say. */
  of(tenantId: string): Promise<T> {
    const known = this.remembered.get(tenantId);
    if (known !== undefined && Date.now() - known.atMs < FRESH_MS) return known.chosen;
    const chosen = this.redis
      .run((redis) => redis.hgetall(this.keyOf(tenantId)))
      .then(this.read)
      .catch((error: unknown) => {
        if (known !== undefined) return known.chosen;
        this.remembered.delete(tenantId);
        throw error;
      });
    this.remember(tenantId, chosen);
    return chosen;
  }

  /** Puts a choice in the place of the one before. Holds at once here, elsewhere within 10 s. */
  async put(tenantId: string, fields: ReadonlyMap<string, string>): Promise<T> {
    const key = this.keyOf(tenantId);
    await this.redis.run((redis) => {
      const change = redis.multi().del(key);
      return (fields.size === 0 ? change : change.hset(key, new Map(fields))).exec();
    });
    const chosen = this.read(Object.fromEntries(fields));
    this.remember(tenantId, Promise.resolve(chosen));
    return chosen;
  }

  private remember(tenantId: string, chosen: Promise<T>): void {
    this.remembered.delete(tenantId);
    this.remembered.set(tenantId, { atMs: Date.now(), chosen });
    const [oldest] = this.remembered.keys();
    if (this.remembered.size > MAX_REMEMBERED && oldest !== undefined) this.remembered.delete(oldest);
  }

  private keyOf(tenantId: string): string {
    return tenantKey(tenantId, this.name);
  }
}
