import { Injectable } from '@nestjs/common';
import { meshKey, RedisClient } from '../../redis';

/** Keys that were revoked by one call. */
export interface Revocation {
  /** Its place in the list of all of them; later ones are greater. */
  id: string;
  tenantId: string;
  keyIds: readonly string[];
}

const LIST = meshKey('revocations');
/** Revocations kept for whoever looks: far more than come in a second. */
const MAX_KEPT = 10_000;
const KEPT_SECONDS = 7 * 24 * 3_600;
/** Read at a time. */
const PAGE = 500;

/**
 * Tells what was revoked to those who let somebody in a while ago and still serve them: open streams, and workers. Requests need it not: the record
 * of the key refuses them.
 */
@Injectable()
export class Revocations {
  constructor(private readonly redis: RedisClient) {}

  async announce(tenantId: string, keyIds: readonly string[]): Promise<void> {
    await this.redis.run((redis) =>
      redis
        .multi()
        .xadd(LIST, 'MAXLEN', '~', MAX_KEPT, '*', 'tenant', tenantId, 'keys', JSON.stringify(keyIds))
        .expire(LIST, KEPT_SECONDS)
        .exec(),
    );
  }

  /** What is the latest there is; `0-0` for none. */
  async latest(): Promise<string> {
    const [last] = await this.redis.run((redis) => redis.xrevrange(LIST, '+', '-', 'COUNT', 1));
    return last?.[0] ?? '0-0';
  }

  /** Those after `id`, the oldest first, at most 500. */
  async after(id: string): Promise<Revocation[]> {
    const entries = await this.redis.run((redis) => redis.xrange(LIST, `(${id}`, '+', 'COUNT', PAGE));
    return entries.map(([at, [, tenantId = '', , keyIds = '[]']]) => ({ id: at, tenantId, keyIds: JSON.parse(keyIds) as string[] }));
  }
}
