import { rmSync } from 'node:fs';
import { Database } from '../../src/database';
import { scanKeys, type RedisClient } from '../../src/redis';
import { ErasureStore } from '../../src/retention/erasure/erasure.store';
import { allOfDatabase } from '../all-of-database';
import { allOfRedis, tracesIn } from '../all-of-redis';
import { folderWithDatabase } from '../embedded-database';
import { eventually } from '../eventually';
import { Mesh, type Answer, type StreamedEvent } from '../mesh';
import { connectedClient } from '../redis/clients';

describe('a network that is deleted', () => {
  let mesh: Mesh;
  let redis: RedisClient;
  let folder: string;
  beforeAll(async () => {
    folder = await folderWithDatabase();
    mesh = await Mesh.start({ MESH_LONG_TERM: 'on', MESH_DATA_DIR: folder, MESH_BOOTSTRAP_KEY: 'bootstrap-key-of-the-test' });
    redis = await connectedClient(mesh.redis);
  });
  afterAll(async () => {
    redis.onApplicationShutdown();
    await mesh.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const create = async (headers = {}): Promise<string> => (await mesh.post('/networks', { name: 'n' }, headers)).body.network_id as string;
  const receiptOf = async (erasureId: string): Promise<Answer['body']> => (await mesh.get(`/security/erasure/${erasureId}`)).body;
  const completed = (erasureId: string) =>
    eventually('the proof of the erasure', async () => {
      const receipt = await receiptOf(erasureId);
      return receipt.status === 'completed' && receipt;
    });

  const database = () => ({ database: allOfDatabase(mesh.app.get(Database)) });

  /** Something of everything. */
  async function fill(networkId: string): Promise<void> {
    const network = `/networks/${networkId}`;
    const session = (await mesh.post(`${network}/sessions`, { user_id: 'u' })).body.session_id as string;
    await mesh.post(`${network}/memories`, { type: 'fact', content: 'The mill was sold', session_id: session });
    await mesh.post(`${network}/memories`, { type: 'decision', content: 'The mill was sold to Ann' });
    const { body: done } = await mesh.post(`${network}/tasks`, { task: 'Say hello', session_id: session });
    await mesh.events(done.task_id as string);
    const step = { id: 'a', task: 'Do it', agent_type: 'content', requires_approval: true };
    const { body: waiting } = await mesh.post(`${network}/tasks`, { task: 'Do it', workflow: { steps: [step] } });
    await mesh.events(waiting.task_id as string, undefined, ({ event }: StreamedEvent) => event === 'approval.requested');
    await mesh.post(`${network}/tasks/batch`, { tasks: [{ task: 'Wait', auto_start: false }] });
    await mesh.call('POST', `${network}/datasets`, 'name,age\nAnn,30\n', { 'Content-Type': 'text/csv' });
    await mesh.call('PUT', `/budgets/network/${networkId}`, { limit_usd: 1, period: 'day' });
    await mesh.post('/generate', { prompt: `Say hello to ${networkId}`, network_id: networkId });
    await mesh.post(`${network}/pause`, {});
    await mesh.post(`${network}/tasks`, { task: 'Wait' });
    await eventually('the rows of the long-term memory', async () => (await tracesIn(database(), [networkId])).length > 0);
  }

  it('is gone at once, and of all that it held nothing is left; what others have stays', async () => {
    const [networkId, other] = [await create(), await create()];
    await fill(networkId);
    await mesh.post(`/networks/${other}/memories`, { type: 'decision', content: 'The dock is closed' });
    const costs = async () => (await mesh.get('/stats/cost?group_by=network')).body.total as object;
    const before = await eventually('the settled call', async () => {
      const { data } = (await mesh.get('/stats/cost?group_by=network')).body as { data: { network: string }[] };
      return data.some(({ network }) => network === networkId) && costs();
    });

    const { status, body } = await mesh.call('DELETE', `/networks/${networkId}`, undefined);
    expect([status, body.status, body.verified]).toEqual([202, 'pending', false]);
    expect((await mesh.get(`/networks/${networkId}`)).status).toBe(404);
    expect((await mesh.post(`/networks/${networkId}/memories`, { type: 'fact', content: 'Too late' })).status).toBe(404);

    const receipt = await completed(body.erasure_id as string);
    expect(receipt).toMatchObject({ verified: true, subject: { kind: 'network', id: networkId }, failures: {} });
    expect(receipt.removed).toMatchObject({ networks: 1, tasks: 4, memories: 3, datasets: 1, budgets: 1, ledger_days: 1 });
    expect(receipt.removed.long_term_rows).toBeGreaterThanOrEqual(2);
    expect(new Set(Object.values(receipt.remaining as object))).toEqual(new Set([0]));

    const named: string[] = [];
    for await (const keys of scanKeys(redis, `*${networkId}*`)) named.push(...keys);
    expect(named.filter((key) => !/:mem:erased$|:erasure-of:/.test(key))).toEqual([]);
    const traces = await tracesIn({ ...database(), redis: allOfRedis(redis) }, [networkId]);
    expect(traces.filter((trace) => !/:mem:erased|:erasure/.test(trace))).toEqual([]);

    expect(await costs()).toEqual(before);
    const found = await mesh.get(`/networks/${other}/memories/search?query=dock`);
    expect(found.body.data).toMatchObject([{ content: 'The dock is closed' }]);
    expect((await mesh.get('/networks?limit=100')).body.data.map((one: Answer['body']) => one.network_id)).toEqual([other]);
  });

  it('is found by nobody of another tenant, nor its receipt', async () => {
    const networkId = await create();
    const stranger = await mesh.keyOf({ role: 'admin', tenant_id: 'strangers' });
    expect((await mesh.call('DELETE', `/networks/${networkId}`, undefined, stranger)).status).toBe(404);
    expect((await mesh.get(`/networks/${networkId}`)).status).toBe(200);
    const { body } = await mesh.post('/security/erasure', { network_id: networkId });
    expect((await mesh.get(`/security/erasure/${body.erasure_id as string}`, stranger)).status).toBe(404);
    // Who asks again while it goes on is told of the same.
    expect((await mesh.call('DELETE', `/networks/${networkId}`, undefined)).body.erasure_id).toBe(body.erasure_id);
    await completed(body.erasure_id as string);
    expect((await mesh.call('DELETE', `/networks/${networkId}`, undefined)).status).toBe(404);
    const { data } = (await mesh.get('/security/audit-logs?action=erasure.complete')).body as { data: Answer['body'][] };
    expect(data.map(({ resource }) => resource.id as string)).toContain(body.erasure_id);
  });

  it('takes its id along: a repeated request cannot make it again', async () => {
    const key = { 'Idempotency-Key': 'the-same-network' };
    const networkId = await create(key);
    const { body } = await mesh.call('DELETE', `/networks/${networkId}`, undefined);
    await completed(body.erasure_id as string);
    for await (const keys of scanKeys(redis, '*idempotency*')) await redis.run((r) => r.unlink(...keys));
    const again = await mesh.post('/networks', { name: 'n' }, key);
    expect([again.status, again.body.code]).toEqual([409, 'network-erased']);
  });

  it('is erased by another process when the one that began dies', async () => {
    const networkId = await create();
    await fill(networkId);
    // As a process leaves it that dies after the request, in the middle of the first round.
    const asked = {
      erasureId: 'erasure_1',
      tenantId: 'default',
      subject: { kind: 'network' as const, id: networkId },
      requestedBy: 'key_1',
    };
    const times = { requestedAt: new Date().toISOString(), startedAt: new Date().toISOString() };
    const receipt = { ...asked, ...times, status: 'running' as const, rounds: 0, removed: { networks: 1, tasks: 7 }, failures: {} };
    const store = mesh.app.get(ErasureStore, { strict: false });
    await store.keep(receipt);
    await store.schedule(receipt, Date.now());
    expect((await completed('erasure_1')).removed).toMatchObject({ networks: 1, tasks: 11 });
    expect((await mesh.get(`/networks/${networkId}`)).status).toBe(404);
  });
});
