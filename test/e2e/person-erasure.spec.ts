import { rmSync } from 'node:fs';
import { sql } from 'kysely';
import { Database } from '../../src/database';
import { scanKeys, type RedisClient } from '../../src/redis';
import { allOfDatabase } from '../all-of-database';
import { allOfRedis, tracesIn } from '../all-of-redis';
import { folderWithDatabase } from '../embedded-database';
import { eventually } from '../eventually';
import { Mesh, type Answer, type StreamedEvent } from '../mesh';
import { connectedClient } from '../redis/clients';

const ANN = 'xylquorv-1';
const BOB = 'brenzathul-2';

describe('a person who asks to be forgotten', () => {
  let mesh: Mesh;
  let redis: RedisClient;
  let folder: string;
  let network: string;
  let bobs: { Authorization: string };
  let anns: { Authorization: string };
  beforeAll(async () => {
    folder = await folderWithDatabase();
    mesh = await Mesh.start({ MESH_LONG_TERM: 'on', MESH_DATA_DIR: folder, MESH_BOOTSTRAP_KEY: 'bootstrap-key-of-the-test' });
    redis = await connectedClient(mesh.redis);
    [anns, bobs] = (await Promise.all([ANN, BOB].map((user_id) => mesh.keyOf({ role: 'operator', user_id })))) as [
      typeof anns,
      typeof bobs,
    ];
    network = `/networks/${(await mesh.post('/networks', { name: 'shared' }, anns)).body.network_id as string}`;
    await use(ANN, anns);
    await use(BOB, bobs);
    // What Ann did in what is Bob's.
    const step = { id: 'a', task: 'Do it', agent_type: 'content', requires_approval: true };
    const { body } = await mesh.post(`${network}/tasks`, { task: 'Ask Ann', workflow: { steps: [step] } }, bobs);
    await mesh.events(body.task_id as string, undefined, ({ event }: StreamedEvent) => event === 'approval.requested');
    await mesh.post(`${network}/tasks/${body.task_id as string}/steps/a/approval`, { decision: 'reject' }, anns);
    const idle = (await mesh.post(`${network}/tasks`, { task: 'Wait for Ann', auto_start: false }, bobs)).body.task_id as string;
    await mesh.post(`${network}/tasks/${idle}/cancel`, {}, anns);
    // What others wrote for Ann, in a session of hers.
    const session_id = (await mesh.post(`${network}/sessions`, { user_id: ANN })).body.session_id as string;
    await mesh.post(`${network}/memories`, { type: 'fact', content: 'Told to the desk', session_id });
    await mesh.post(`${network}/tasks`, { task: 'Wait at the desk', auto_start: false, session_id });
    const other = (await mesh.post('/networks', { name: 'paused' }, bobs)).body.network_id as string;
    await mesh.post(`/networks/${other}/pause`, {}, anns);
  });
  afterAll(async () => {
    redis.onApplicationShutdown();
    await mesh.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Something of everything that a person may leave. */
  async function use(userId: string, key: { Authorization: string }): Promise<void> {
    const word = userId.slice(0, 5);
    const session = (await mesh.post(`${network}/sessions`, { user_id: userId }, key)).body.session_id as string;
    await mesh.post(`${network}/memories`, { type: 'fact', content: `Said by ${word} for now`, session_id: session }, key);
    await mesh.post(`${network}/memories`, { type: 'decision', content: `Decided by ${word} for ever` }, key);
    const { body } = await mesh.post(`${network}/tasks`, { task: `Design a banner for ${word}` }, key);
    await mesh.events(body.task_id as string);
    await mesh.call('POST', `${network}/datasets`, `name,age\n${word},30\n`, { 'Content-Type': 'text/csv', ...key });
    await mesh.post(`${network}/tasks/batch`, { tasks: [{ task: 'Wait', auto_start: false }] }, key);
    await mesh.call('PUT', `/budgets/user/${userId}`, { limit_usd: 1, period: 'day' });
    await mesh.post('/generate', { prompt: `Say hello to ${word}` }, key);
  }

  /** What no list shows: a task that a crash has left, and rows of a network that Redis has lost. */
  async function loseSight(): Promise<void> {
    const lost = (await exported(ANN)).find(({ task }) => /^Design/.test(task as string));
    const taskId = lost?.task_id as string;
    for await (const lists of scanKeys(redis, '*:tasks')) for (const list of lists) await redis.run((r) => r.zrem(list, taskId));
    await mesh.app.get(Database).run('test', async (queries) => {
      const tables: [string, string][] = [
        ['mesh_networks', 'document, agents, created_at'],
        ['mesh_memories', 'memory_id, number, type, body, importance, confidence, trust, created_at'],
      ];
      for (const [table, columns] of tables)
        await sql`
          insert into ${sql.table(table)} (tenant_id, network_id, ${sql.raw(columns)})
          select tenant_id, 'network_lost', ${sql.raw(columns)} from ${sql.table(table)}`.execute(queries);
    });
  }

  const stores = () => ({ redis: allOfRedis(redis), database: allOfDatabase(mesh.app.get(Database)) });
  const exported = async (userId: string): Promise<Answer['body'][]> => {
    const { body } = await mesh.get(`/security/export?user_id=${userId}`);
    const lines = (body as string).trimEnd().split('\n');
    return lines.map((line) => JSON.parse(line));
  };
  const costs = async () => (await mesh.get('/stats/cost')).body.total as object;

  it('is told of everything that is kept, and of nothing of others', async () => {
    const records = await exported(ANN);
    const types = new Set(records.map(({ type }) => type as string));
    const expected = [
      'export',
      'api_key',
      'session',
      'task',
      'batch',
      'memory',
      'dataset',
      'dataset_rows',
      'network_creator',
      'budget',
      'costs',
      'audit_event',
      'end',
    ];
    expect([...types].sort()).toEqual(expected.sort());
    expect(records.at(-1)).toEqual({ type: 'end', records: records.length - 2 });
    expect(JSON.stringify(records)).not.toContain(BOB);
    expect(JSON.stringify(records)).not.toContain('brenz');
    expect(records).toContainEqual(expect.objectContaining({ type: 'memory', content: 'Told to the desk' }));
    expect(records.filter(({ provenance }) => provenance?.source === 'agent')).not.toEqual([]);
    expect(records).toContainEqual(expect.objectContaining({ type: 'task', task: 'Wait at the desk' }));
    expect(records).toContainEqual(expect.objectContaining({ type: 'dataset_rows', columns: { name: ['xylqu'], age: [30] } }));
    expect((await mesh.get('/security/export')).body.errors).toMatchObject([{ field: 'user_id' }]);
    expect((await mesh.get(`/security/export?user_id=${ANN}`, bobs)).status).toBe(403);
  });

  it('is named nowhere any more, and what others have is whole', async () => {
    await eventually('the rows of the long-term memory', async () => (await tracesIn({ database: stores().database }, [ANN])).length > 0);
    const before = await costs();
    await loseSight();
    expect(await mesh.post('/security/erasure', { user_id: 'admin' })).toMatchObject({ status: 409, body: { code: 'key-configured' } });
    expect((await mesh.post('/security/erasure', { user_id: ANN, network_id: 'n' })).body.errors).toMatchObject([{ field: 'user_id' }]);
    const { status, body } = await mesh.post('/security/erasure', { user_id: ANN });
    expect([status, body.status]).toEqual([202, 'pending']);
    const receipt = await eventually('the proof of the erasure', async () => {
      const { body: now } = await mesh.get(`/security/erasure/${body.erasure_id as string}`);
      return now.status === 'completed' && now;
    });
    expect(receipt).toMatchObject({ verified: true, subject: { kind: 'user', id: '(erased)' }, failures: {} });
    const removed = {
      api_keys: 1,
      sessions: 2,
      tasks: 1,
      batches: 1,
      datasets: 1,
      unlisted: 1,
      network_creators: 1,
      budgets: 1,
      ledger_days: 1,
      audit_subjects: 1,
    };
    expect(receipt.removed).toMatchObject(removed);
    expect(receipt.removed.long_term_rows).toBeGreaterThanOrEqual(2);
    expect(receipt.removed.mentions).toBeGreaterThanOrEqual(2);

    expect((await mesh.get(`/security/erasure/${body.erasure_id as string}`, bobs)).status).toBe(404);
    expect((await mesh.get(network, anns)).status).toBe(401);
    // Neither who it was, nor what it said.
    expect(await tracesIn(stores(), [ANN, 'xylqu', 'the desk'])).toEqual([]);
    expect((await exported(ANN)).map(({ type }) => type as string)).toEqual(['export', 'end']);

    expect(await costs()).toEqual(before);
    expect((await mesh.get(network, bobs)).status).toBe(200);
    const { body: found } = await mesh.get(`${network}/memories/search?query=decided`, bobs);
    expect(found.data).toMatchObject([{ content: 'Decided by brenz for ever' }]);
    expect((await exported(BOB)).filter(({ type }) => type === 'task')).toHaveLength(4);
    const { data } = (await mesh.get(`${network}/memories?limit=100`, bobs)).body as { data: Answer['body'][] };
    expect(new Set(data.map(({ provenance }) => provenance.user_id as string))).toEqual(new Set([BOB]));
    expect((await mesh.get(`${network}/datasets`, bobs)).body.data).toHaveLength(1);
    expect((await mesh.get('/security/audit-logs/verify')).body).toMatchObject({ valid: true });
  });
});
