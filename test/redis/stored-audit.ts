import { LogReader } from '../../src/audit/proof/log-reader';
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
    await connection.hset(auditKey(tenantId, 'head'), 'sequence', last.sequence, 'link', last.link);
    await connection.zadd(meshKey('audit', 'tenants'), Date.now(), tenantId);
  });
}

/** Reads them back. */
export class StoredLog extends LogReader {
  constructor(private readonly redis: RedisClient) {
    super();
  }

  async *between(tenantId: string, fromSequence: number, toSequence: number): AsyncGenerator<SealedRecord[]> {
    for (const { day } of await this.days(tenantId)) {
      for (let start = fromSequence; ;) {
        const key = auditKey(tenantId, 'day', day);
        const entries = (await this.redis.run((r) => r.xrangeBuffer(key, `${start}-0`, `${toSequence}-0`, 'COUNT', PAGE))) as [
          Buffer,
          Buffer[],
        ][];
        if (entries.length === 0) break;
        const page = entries.map(([id, fields]) => ({
          sequence: Number.parseInt(id.toString(), 10),
          day,
          sealed: (fields[1] as Buffer).toString(),
          link: fields[3] as Buffer,
          mark: fields[5] as Buffer,
        }));
        yield page;
        start = (page.at(-1) as SealedRecord).sequence + 1;
      }
    }
  }

  async head(tenantId: string): Promise<{ sequence: number; link: Buffer } | undefined> {
    const [sequence, link] = await this.redis.run((r) => r.hmgetBuffer(auditKey(tenantId, 'head'), 'sequence', 'link'));
    return sequence && link ? { sequence: Number(sequence.toString()), link } : undefined;
  }

  async days(tenantId: string): Promise<{ day: string; firstSequence: number }[]> {
    const flat = await this.redis.run((r) => r.zrange(auditKey(tenantId, 'days'), 0, -1, 'WITHSCORES'));
    return flat.flatMap((day, index) => (index % 2 === 0 ? [{ day, firstSequence: Number(flat[index + 1]) }] : []));
  }
}
