import { genesisOf, linkOf, markOf } from '../../src/audit/chain/chain';
import { AuditProcess } from '../../src/audit/log/audit-process';
import { OpenOperations } from '../../src/audit/log/open-operations';
import { columnsKey, headKey, openKey, streamKey } from '../../src/audit/log/log-keys';
import { StoredRecords } from '../../src/audit/log/stored-records';
import type { SealedEvent, SealedRecord } from '../../src/audit/sealed-record';
import type { RedisClient } from '../../src/redis';
import { RedisServer } from '../redis-server';
import { until } from '../until';
import { auditEvent, auditReplica, auditSecrets } from './audit-means';
import { connectedClient } from './clients';

describe('the audit log', () => {
  let server: RedisServer;
  const clients: RedisClient[] = [];
  beforeAll(async () => {
    server = await RedisServer.start();
    clients.push(await connectedClient(server), await connectedClient(server));
  });
  afterAll(async () => {
    for (const client of clients) client.onApplicationShutdown();
    await server.remove();
  });
  const redis = (): RedisClient => clients[0] as RedisClient;

  const all = async (tenantId: string): Promise<SealedRecord[]> => {
    const records: SealedRecord[] = [];
    for await (const page of new StoredRecords(redis()).between(tenantId, 1, Infinity)) records.push(...page);
    return records;
  };
  const events = async (tenantId: string) => (await all(tenantId)).map(({ sealed }) => JSON.parse(sealed) as SealedEvent);

  const expectWhole = (tenantId: string, records: readonly SealedRecord[]): void => {
    const markKey = auditSecrets().markKeys[0];
    let previous = genesisOf(tenantId);
    for (const [i, { sequence, sealed, link, mark }] of records.entries()) {
      previous = linkOf(previous, sealed);
      const isWhole = sequence === i + 1 && previous.equals(link) && markOf(markKey, link).equals(mark);
      if (!isWhole) throw new Error(`record ${sequence} at ${i} does not fit`);
    }
  };

  it('chains what two replicas append at once, without gaps, forks or doubles', async () => {
    const tenantId = 'two';
    const replicas = clients.map((client) => auditReplica(client));
    for (let i = 0; i < 3_000; i += 1) {
      replicas[i % 2]?.log.record(auditEvent({ tenantId, requestId: `r${i}` }));
      if (i % 100 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    await Promise.all(replicas.map(({ log }) => log.settled()));
    const records = await all(tenantId);
    expectWhole(tenantId, records);
    const requests = records.map(({ sealed }) => (JSON.parse(sealed) as SealedEvent).request);
    expect(new Set(requests).size).toBe(3_000);
    expect(records).toHaveLength(3_000);
    const day = records[0]?.day as string;
    const [rows, ttlMs] = await redis().run((r) => Promise.all([r.strlen(columnsKey(tenantId, day)), r.pttl(streamKey(tenantId, day))]));
    expect(rows).toBe(3_000 * 36);
    expect(ttlMs / 86_400_000).toBeGreaterThan(371);
    expect(await new StoredRecords(redis()).head(tenantId)).toMatchObject({ sequence: 3_000, day });
  });

  it('tells who appends the sequence, and takes a burst', async () => {
    const { log, registry } = auditReplica(redis());
    await expect(log.append(auditEvent({ tenantId: 'burst' }))).resolves.toEqual({ sequence: 1 });
    for (let i = 0; i < 6_000; i += 1) log.record(auditEvent({ tenantId: 'burst', outcome: i % 2 ? 'allowed' : 'denied' }));
    await log.settled();
    expectWhole('burst', await all('burst'));
    expect(await new StoredRecords(redis()).head('burst')).toMatchObject({ sequence: 6_001 });
    expect(await registry.metrics()).toContain('events{outcome="denied"} 3000');
  });

  it('keeps what is recorded while Redis is away, and writes it once', async () => {
    const own = await RedisServer.start();
    const client = await connectedClient(own);
    const { log } = auditReplica(client);
    try {
      await log.append(auditEvent({ tenantId: 'away' }));
      own.freeze();
      const stored = log.append(auditEvent({ tenantId: 'away', requestId: 'frozen' }));
      await until(async () => !(await client.isReachable(2_000)));
      log.record(auditEvent({ tenantId: 'away', requestId: 'later' }));
      own.thaw();
      await expect(stored).resolves.toEqual({ sequence: 2 });
      await log.settled();
      const pages = [];
      for await (const page of new StoredRecords(client).between('away', 1, Infinity)) pages.push(...page);
      expectWhole('away', pages);
      expect(pages.map(({ sealed }) => (JSON.parse(sealed) as SealedEvent).request)).toEqual([undefined, 'frozen', 'later']);
    } finally {
      client.onApplicationShutdown();
      await own.remove();
    }
  });

  it('is down while Redis does not take it, and written in order once it does', async () => {
    const { log } = auditReplica(redis());
    const record = (requestId: string) => log.append(auditEvent({ tenantId: 'broken', requestId }));
    await record('first');
    const head = headKey('broken');
    const kept = await redis().run((r) => r.dumpBuffer(head));
    await redis().run((r) => r.set(head, 'no hash'));
    const waiting = [record('second'), record('third')];
    await until(() => Promise.resolve(log.isDown('broken')));
    expect(log.isDown('another')).toBe(false);
    await redis().run((r) => r.multi().del(head).restore(head, 0, kept).exec());
    expect(await Promise.all(waiting)).toEqual([{ sequence: 2 }, { sequence: 3 }]);
    expect(log.isDown('broken')).toBe(false);
    expect((await events('broken')).map(({ request }) => request)).toEqual(['first', 'second', 'third']);
  });

  it('forgets nothing that was begun: what a dead process had begun is recorded once, as unknown', async () => {
    const tenantId = 'open';
    const { log } = auditReplica(redis());
    const living = new AuditProcess(redis());
    await living.onModuleInit();
    try {
      const [done, lost, underWay] = [auditEvent({ tenantId }), auditEvent({ tenantId, requestId: 'lost' }), auditEvent({ tenantId })];
      const note = (event: object & { id: string }, process: string) =>
        redis().run((r) => r.hset(openKey(tenantId), event.id, `key_1 ${JSON.stringify({ event, process })}`));
      await Promise.all([note(done, 'gone'), note(lost, 'gone'), note(underWay, living.id)]);
      await log.append(done);
      const sweepers = [0, 1].map(() => new OpenOperations(redis(), log, living));
      const look = () => Promise.all(sweepers.map((one) => one.settleOfTheDead()));
      expect(await look()).toEqual([0, 0]); // it may only not have said for a while that it lives
      const counts = await look();
      expect(counts.reduce((a, b) => a + b)).toBe(1);
      expect((await events(tenantId)).map(({ id, outcome }) => [id, outcome])).toEqual([
        [done.id, 'allowed'],
        [lost.id, 'unknown'],
      ]);
      expect(await redis().run((r) => r.hkeys(openKey(tenantId)))).toEqual([underWay.id]);
    } finally {
      living.onApplicationShutdown();
    }
  });
});
