import { auditKey } from '../../src/audit/audit-keys';
import type { SealedRecord } from '../../src/audit/sealed-record';
import { meshKey, type RedisClient } from '../../src/redis';

const PAGE = 1_000;

/** Stores chained records as the log does. */
export async function storeRecords(redis: RedisClient, tenantId: string, records: readonly SealedRecord[]): Promise<void> {
  const last = records.at(-1) as SealedRecord;
  await redis.run(async (connection) => {
    for (let start = 0; start < records.length; start += PAGE) {
      const pipeline = connection.pipeline();
      for (const { sequence, day, sealed, link, mark } of records.slice(start, start + PAGE)) {
        pipeline.xadd(auditKey(tenantId, 'day', day), `${sequence}-0`, 'e', sealed, 'h', link, 'm', mark);
        pipeline.zadd(auditKey(tenantId, 'days'), 'NX', sequence, day);
      }
      await pipeline.exec();
    }
    await connection.hset(auditKey(tenantId, 'head'), 's', last.sequence, 'l', last.link, 'd', last.day);
    await connection.zadd(meshKey('audit', 'tenants'), Date.now(), tenantId);
  });
}
