import { auditKey } from '../../src/audit/audit-keys';
import { StoredRecords } from '../../src/audit/log/stored-records';
import { decrypted, encrypted } from '../../src/audit/people/subject-key';
import { Subjects } from '../../src/audit/people/subjects';
import type { SealedEvent } from '../../src/audit/sealed-record';
import type { RedisClient } from '../../src/redis';
import { allOfRedis, tracesIn } from '../all-of-redis';
import { RedisServer } from '../redis-server';
import { auditEvent, auditReplica, auditSecrets } from './audit-means';
import { connectedClient } from './clients';

const TENANT = 'people';
const ANN = { userId: 'ann@example.org', ip: '203.0.113.9', userAgent: 'curl/8' };
const DAY = '2026-11-23';

describe('people in the audit log', () => {
  let server: RedisServer;
  let redis: RedisClient;
  beforeAll(async () => {
    server = await RedisServer.start();
    redis = await connectedClient(server);
  });
  afterAll(async () => {
    redis.onApplicationShutdown();
    await server.remove();
  });

  it('gives a person one name, however many replicas ask at once, and another in another tenant', async () => {
    const replicas = Array.from({ length: 5 }, () => auditReplica(redis).subjects);
    const people = await Promise.all(replicas.map((one) => one.seal(TENANT, ANN, DAY)));
    expect(new Set(people.map(({ subject }) => subject)).size).toBe(1);
    expect(await replicas[0]?.subjectOf(TENANT, ANN.userId)).toBe(people[0]?.subject);
    expect((await replicas[0]?.seal('other', ANN, DAY))?.subject).not.toBe(people[0]?.subject);
    const opened = await replicas[1]?.open(TENANT, people);
    for (const person of opened ?? []) {
      expect(person).toMatchObject({ user_id: ANN.userId, ip: ANN.ip, user_agent: ANN.userAgent });
    }
  });

  it('shows nobody in Redis, and after shredding opens nothing that any replica recorded', async () => {
    const [one, two] = [auditReplica(redis), auditReplica(redis)];
    await Promise.all([one, two].map(({ log }) => log.append(auditEvent({ tenantId: TENANT }))));
    expect(await tracesIn({ redis: allOfRedis(redis) }, [ANN.userId, ANN.ip, ANN.userAgent])).toEqual([]);

    const before = await one.subjects.subjectOf(TENANT, ANN.userId);
    expect(await one.subjects.shred(TENANT, ANN.userId)).toBe(true);
    expect(await one.subjects.shred(TENANT, ANN.userId)).toBe(false);
    expect(await one.subjects.subjectOf(TENANT, ANN.userId)).toBeUndefined();
    const records: SealedEvent[] = [];
    for await (const page of new StoredRecords(redis).between(TENANT, 1, Infinity)) {
      records.push(...page.map(({ sealed }) => JSON.parse(sealed) as SealedEvent));
    }
    expect(await two.subjects.open(TENANT, records)).toEqual(['shredded', 'shredded']);

    // The other replica hears of it at its next append; what comes after bears a new name and can be opened.
    await two.log.append(auditEvent({ tenantId: TENANT }));
    await two.log.append(auditEvent({ tenantId: TENANT }));
    const after = await two.subjects.subjectOf(TENANT, ANN.userId);
    expect(after).toBeDefined();
    expect(after).not.toBe(before);
  });

  it('gives those without a user id a name for the day, and those of whom nothing is known none', async () => {
    const { log, subjects } = auditReplica(redis);
    const visitor = { tenantId: 'visited', actor: { kind: 'anonymous' as const }, userAgent: undefined };
    const [monday, tuesday] = [Date.parse('2026-11-23'), Date.parse('2026-11-24')];
    for (const atMs of [monday, monday + 1, tuesday]) await log.append(auditEvent({ ...visitor, atMs }));
    await log.append(auditEvent({ ...visitor, ip: undefined }));
    const records: SealedEvent[] = [];
    for await (const page of new StoredRecords(redis).between('visited', 1, 9)) {
      records.push(...page.map(({ sealed }) => JSON.parse(sealed) as SealedEvent));
    }
    const [first, second, third, nobody] = records.map(({ subject }) => subject);
    expect(first).toBe(second);
    expect(third).not.toBe(first);
    expect(nobody).toBeUndefined();
    expect((await subjects.open('visited', records)).map((one) => (typeof one === 'object' ? one.ip : one))).toEqual([
      '203.0.113.9',
      '203.0.113.9',
      '203.0.113.9',
      undefined,
    ]);
  });

  it('opens, finds and shreds whom an earlier pepper named, once their keys are wrapped anew without it', async () => {
    const tenantId = 'rotated';
    const old = auditReplica(redis).subjects;
    const person = await old.seal(tenantId, ANN, DAY);
    const rotating = new Subjects(redis, auditSecrets('the next pepper of a test, long enough to be one', true));
    expect(await rotating.subjectOf(tenantId, ANN.userId)).toBe(person.subject);
    expect(await rotating.rewrap(tenantId)).toBe(1);
    expect(await rotating.rewrap(tenantId)).toBe(0);
    const next = new Subjects(redis, auditSecrets('the next pepper of a test, long enough to be one'));
    expect(await next.open(tenantId, [person])).toMatchObject([{ user_id: ANN.userId }]);
    expect((await next.seal(tenantId, ANN, DAY)).subject).toBe(person.subject);
    expect(await next.shred(tenantId, ANN.userId)).toBe(true);
    expect(await next.open(tenantId, [person])).toEqual(['shredded']);
    expect(await redis.run((r) => r.exists(auditKey(tenantId, 'subjects')))).toBe(0);
  });

  it('notices a box that was changed or is of another key', () => {
    const [key, other] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
    const box = encrypted(key, 'somebody');
    expect(decrypted(key, box)?.toString()).toBe('somebody');
    expect(decrypted(other, box)).toBeUndefined();
    box.writeUInt8(box.readUInt8(14) ^ 1, 14);
    expect(decrypted(key, box)).toBeUndefined();
  });
});
