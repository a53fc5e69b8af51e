import type { AuditEvent, AuditOutcome } from '../../src/audit/audit-event';
import { StoredRecords } from '../../src/audit/log/stored-records';
import type { AuditFilters } from '../../src/audit/query/audit-filters';
import { AuditQuery } from '../../src/audit/query/audit-query';
import { ColumnsMirror } from '../../src/audit/query/columns-mirror';
import type { RedisClient } from '../../src/redis';
import { RedisServer } from '../redis-server';
import { auditEvent, auditReplica } from './audit-means';
import { connectedClient } from './clients';

const TENANT = 'asked';
const BEGIN_MS = Date.parse('2026-11-01');
const ACTIONS = ['tasks.create', 'tasks.cancel', 'networks.create'];
const OUTCOMES: AuditOutcome[] = ['allowed', 'denied', 'failed'];

describe('asking the audit log', () => {
  let server: RedisServer;
  let redis: RedisClient;
  let query: AuditQuery;
  let replica: ReturnType<typeof auditReplica>;
  const events: AuditEvent[] = Array.from({ length: 2_000 }, (_unused, i) =>
    auditEvent({
      tenantId: TENANT,
      atMs: BEGIN_MS + i * 1_000,
      actor: { kind: 'key', keyId: `key_${i % 7}`, userId: `user${i % 5}`, role: 'user' },
      action: ACTIONS[i % 3],
      resource: { kind: i % 2 ? 'task' : 'network', id: `id:${i % 11}` },
      outcome: OUTCOMES[i % 13 ? 0 : i % 3],
      ip: `203.0.113.${i % 17}`,
      sessionId: `session_${i % 19}`,
    }),
  );
  beforeAll(async () => {
    server = await RedisServer.start();
    redis = await connectedClient(server);
    replica = auditReplica(redis);
    query = new AuditQuery(new StoredRecords(redis), replica.subjects, new ColumnsMirror(redis));
    for (const event of events) replica.log.record(event);
    await replica.log.settled();
  });
  afterAll(async () => {
    redis.onApplicationShutdown();
    await server.remove();
  });

  const askAll = async (filters: AuditFilters, limit = 150): Promise<string[]> => {
    const ids: string[] = [];
    for (let cursor: string | undefined; ;) {
      const { records, nextCursor } = await query.find(TENANT, filters, { limit, ...(cursor !== undefined && { cursor }) });
      ids.push(...records.map(({ id }) => id));
      if (nextCursor === null) return ids;
      cursor = nextCursor;
    }
  };
  const newestFirst = (matches: (event: AuditEvent) => boolean) =>
    events
      .filter(matches)
      .map(({ id }) => id)
      .reverse();

  it.each<[AuditFilters, (event: AuditEvent) => boolean]>([
    [{}, () => true],
    [{ actor: 'key_3' }, ({ actor }) => actor.keyId === 'key_3'],
    [{ actor: 'user2' }, ({ actor }) => actor.userId === 'user2'],
    [{ actor: 'nobody' }, () => false],
    [{ action: 'tasks.cancel' }, ({ action }) => action === 'tasks.cancel'],
    [{ action: 'tasks.*' }, ({ action }) => action.startsWith('tasks.')],
    [{ resource: 'task' }, ({ resource }) => resource.kind === 'task'],
    [{ resource: 'id:4' }, ({ resource }) => resource.id === 'id:4'],
    [{ resource: 'task:id:4' }, ({ resource }) => resource.kind === 'task' && resource.id === 'id:4'],
    [{ outcome: 'denied' }, ({ outcome }) => outcome === 'denied'],
    [{ ip: '203.0.113.5' }, ({ ip }) => ip === '203.0.113.5'],
    [{ sessionId: 'session_7' }, ({ sessionId }) => sessionId === 'session_7'],
    [{ fromMs: BEGIN_MS + 100_000, toMs: BEGIN_MS + 200_000 }, ({ atMs }) => atMs >= BEGIN_MS + 100_000 && atMs < BEGIN_MS + 200_000],
    [
      { actor: 'user1', action: 'tasks.*', resource: 'task', ip: '203.0.113.1' },
      ({ actor, action, resource, ip }) =>
        actor.userId === 'user1' && action.startsWith('tasks.') && resource.kind === 'task' && ip === '203.0.113.1',
    ],
  ])('finds all events of %j and no others, newest first, page by page', async (filters, matches) => {
    expect(await askAll(filters)).toEqual(newestFirst(matches));
  });

  it('gives the events back as they were, with their sequence', async () => {
    const { records } = await query.find(TENANT, {}, { limit: 1 });
    expect(records).toEqual([{ ...events.at(-1), sequence: 2_000 }]);
  });

  it('sees what was appended since, and of whom was forgotten only that something was done', async () => {
    const event = auditEvent({ tenantId: TENANT, actor: { kind: 'key', keyId: 'key_new', userId: 'new' } });
    await replica.log.append(event);
    expect((await query.find(TENANT, { actor: 'new' }, { limit: 9 })).records).toEqual([{ ...event, sequence: 2_001 }]);
    await replica.subjects.shred(TENANT, 'new');
    expect((await query.find(TENANT, { actor: 'new' }, { limit: 9 })).records).toEqual([]);
    const [record] = (await query.find(TENANT, { actor: 'key_new' }, { limit: 9 })).records;
    expect(record).toMatchObject({ id: event.id, isErased: true, actor: { kind: 'key', keyId: 'key_new' } });
    expect(JSON.stringify(record)).not.toContain('203.0.113.9');
  });

  it('refuses a cursor that is none', async () => {
    await expect(query.find(TENANT, {}, { limit: 1, cursor: '!' })).rejects.toMatchObject({ kind: 'invalid' });
  });
});
