import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AuditModule, AuditLog, newEventId, type AuditEvent } from '../../src/audit';
import { auditKey } from '../../src/audit/audit-keys';
import { genesisOf, linkOf } from '../../src/audit/chain/chain';
import { OpenOperations } from '../../src/audit/log/open-operations';
import { StoredRecords } from '../../src/audit/log/stored-records';
import { Subjects } from '../../src/audit/people/subjects';
import type { SealedEvent, SealedRecord } from '../../src/audit/sealed-record';
import { ConfigModule, loadConfig, ServerConfig } from '../../src/config';
import { ObservabilityConfig, ObservabilityModule } from '../../src/observability';
import { meshKey, RedisClient, RedisConfig, RedisModule } from '../../src/redis';
import { SecurityConfig, SecurityModule } from '../../src/security';
import { allOfRedis } from '../all-of-redis';
import { RedisServer } from '../redis-server';
import { until } from '../until';

describe('the log of a tenant', () => {
  let server: RedisServer;
  const replicas: Awaited<ReturnType<typeof startReplica>>[] = [];
  const startReplica = async () => {
    const environment = { LOG_LEVEL: 'silent', REDIS_URL: server.url, MESH_KEY_PEPPER: 'p'.repeat(32), MESH_BOOTSTRAP_KEY: 'b'.repeat(32) };
    const config = loadConfig([ServerConfig, ObservabilityConfig, RedisConfig, SecurityConfig], environment);
    @Module({ imports: [ConfigModule.forRoot(config), ObservabilityModule, RedisModule, SecurityModule, AuditModule] })
    class Service {}
    return NestFactory.createApplicationContext(Service, { logger: false });
  };
  beforeAll(async () => {
    server = await RedisServer.start();
    replicas.push(await startReplica(), await startReplica());
  });
  afterAll(async () => {
    for (const replica of replicas) await replica.close();
    await server.remove();
  });

  const of = <T>(token: abstract new (...args: never[]) => T, replica = 0): T => (replicas[replica] as (typeof replicas)[0]).get(token);
  const redis = () => of(RedisClient);
  const event = (tenantId: string, more: Partial<AuditEvent> = {}): AuditEvent => ({
    ...{ id: newEventId(), tenantId, atMs: Date.now(), action: 'networks.create', resource: { kind: 'networks', id: 'network_1' } },
    ...{
      actor: { kind: 'key', keyId: 'key_1', userId: 'ada.lovelace', role: 'admin' },
      outcome: 'allowed',
      ip: '192.0.2.7',
      userAgent: 'shop/1.0',
    },
    ...more,
  });
  const recordsOf = async (tenantId: string): Promise<SealedRecord[]> => {
    const records: SealedRecord[] = [];
    for await (const page of of(StoredRecords).between(tenantId, 1, Infinity)) records.push(...page);
    return records;
  };
  const sealedOf = (records: readonly SealedRecord[]) => records.map(({ sealed }) => JSON.parse(sealed) as SealedEvent);
  const expectChained = (tenantId: string, records: readonly SealedRecord[]) => {
    let link = genesisOf(tenantId);
    for (const [index, record] of records.entries()) {
      link = linkOf(link, record.sealed);
      expect([record.sequence, record.link.equals(link)]).toEqual([index + 1, true]);
    }
  };

  it('holds every event once, in one chain, though two replicas write at the same time', async () => {
    const appended = Array.from({ length: 3_000 }, (_unused, i) => of(AuditLog, i % 2).append(event('busy', { requestId: `r${i}` })));
    const sequences = await Promise.all(appended);
    const records = await recordsOf('busy');
    expectChained('busy', records);
    expect(new Set(sequences).size).toBe(3_000);
    const requests = sealedOf(records).map(({ request }) => request);
    expect(sequences.map((sequence) => requests[sequence - 1])).toEqual(sequences.map((_sequence, i) => `r${i}`));
  });

  it('names nobody in Redis, and nobody at all once a person is erased, while the chain stays whole', async () => {
    await of(AuditLog).append(event('people'));
    await of(AuditLog).append(event('people', { actor: { kind: 'key', keyId: 'key_2', userId: 'bob' } }));
    const everything = (await allOfRedis(redis())()).map(({ text }) => text).join('\n');
    for (const trace of ['ada.lovelace', '192.0.2.7', 'shop/1.0']) expect(everything).not.toContain(trace);
    const records = await recordsOf('people');
    const opened = () => of(Subjects, 1).open('people', sealedOf(records));
    expect(await opened()).toMatchObject([{ user_id: 'ada.lovelace', ip: '192.0.2.7', user_agent: 'shop/1.0' }, { user_id: 'bob' }]);
    expect(await of(Subjects).shred('people', 'ada.lovelace')).toBe(true);
    expect(await opened()).toMatchObject(['shredded', { user_id: 'bob' }]);
    expect(await of(Subjects).shred('people', 'ada.lovelace')).toBe(false);
    await of(AuditLog).append(event('people'));
    const after = sealedOf(await recordsOf('people'));
    expect(after[2]?.subject).not.toBe(after[0]?.subject);
    expectChained('people', await recordsOf('people'));
  });

  it('is written again, in order and without anything twice, once Redis takes it', async () => {
    await of(AuditLog).append(event('broken', { requestId: 'first' }));
    const head = auditKey('broken', 'head');
    const kept = await redis().run((r) => r.dumpBuffer(head));
    await redis().run((r) => r.set(head, 'no hash'));
    const waiting = [
      of(AuditLog, 1).append(event('broken', { requestId: 'second' })),
      of(AuditLog, 1).append(event('broken', { requestId: 'third' })),
    ];
    while (!of(AuditLog, 1).isDown('broken')) await new Promise(setImmediate);
    await redis().run((r) => r.multi().del(head).restore(head, 0, kept).exec());
    expect(await Promise.all(waiting)).toEqual([2, 3]);
    expect(of(AuditLog, 1).isDown('broken')).toBe(false);
    expect(sealedOf(await recordsOf('broken')).map(({ request }) => request)).toEqual(['first', 'second', 'third']);
  });

  it('holds a batch once, though its answer was lost', async () => {
    await server.freeze();
    const waiting = of(AuditLog).append(event('lost'));
    await until(async () => !(await redis().isReachable(2_000)));
    server.thaw();
    await waiting;
    expectChained('lost', await recordsOf('lost'));
    expect(await recordsOf('lost')).toHaveLength(1);
  });

  it('tells of what a process had begun when it died, and leaves alone what goes on', async () => {
    const note = (id: string, process: string) =>
      `key_1 ${JSON.stringify({ event: { id, atMs: 1, action: 'networks.create', resource: { kind: 'networks' } }, process })}`;
    const alive = 'somebody';
    await redis().run((r) => r.set(meshKey(`audit:process:${alive}`), '1', 'EX', 20));
    await redis().run((r) => r.hset(auditKey('dead', 'open'), { event_1: note('event_1', 'nobody'), event_2: note('event_2', alive) }));
    expect(await of(OpenOperations).settleOfTheDead('dead')).toBe(1);
    expect(sealedOf(await recordsOf('dead'))).toMatchObject([{ id: 'event_1', outcome: 'unknown', actor: { key: 'key_1' } }]);
    expect(await redis().run((r) => r.hkeys(auditKey('dead', 'open')))).toEqual(['event_2']);
  });
});
