import type { RedisClient } from '../../redis';
import { AUDIT_TENANTS } from '../audit-keys';

/** Tenants whose names are read at once. */
const PAGE = 500;

/** The tenants that have a log, which are all that ever were seen; the first `after` of them are left out. New ones come last. */
export async function* tenantsWithLog(redis: RedisClient, after = 0): AsyncGenerator<string> {
  for (let start = after; ; start += PAGE) {
    const tenantIds = await redis.run((connection) => connection.zrange(AUDIT_TENANTS, start, start + PAGE - 1));
    yield* tenantIds;
    if (tenantIds.length < PAGE) return;
  }
}
