import { rmSync } from 'node:fs';
import type { RedisClient } from '../../src/redis';
import { RetentionSweepStore } from '../../src/retention/sweep/sweep.store';
import { ledgerKey } from '../../src/models/cost/spending/settlement';
import { folderWithDatabase } from '../embedded-database';
import { eventually } from '../eventually';
import { Mesh, type Answer } from '../mesh';
import { connectedClient } from '../redis/clients';

const DAY_MS = 86_400_000;
const POLICY = '/security/retention-policy';
const DEFAULTS = {
  tasks: 30,
  events: 30,
  working_memory: 90,
  long_term_memory: 365,
  sessions: 30,
  audit: 365,
  cost_ledger: 400,
  caches: 1,
  datasets: 30,
  batches: 30,
};

describe('what a tenant keeps', () => {
  let mesh: Mesh;
  let redis: RedisClient;
  let folder: string;
  let tenants = 0;
  /** The key of an admin of a tenant of its own, and that tenant. */
  let tenant: string;
  let admin: { Authorization: string };
  let network: string;
  beforeAll(async () => {
    folder = await folderWithDatabase();
    mesh = await Mesh.start({ MESH_LONG_TERM: 'on', MESH_DATA_DIR: folder, MESH_BOOTSTRAP_KEY: 'bootstrap-key-of-the-test' });
    redis = await connectedClient(mesh.redis);
  });
  beforeEach(async () => {
    tenants += 1;
    tenant = `tenant-${tenants}`;
    admin = await mesh.keyOf({ role: 'admin', tenant_id: tenant });
    network = (await mesh.post('/networks', { name: 'n' }, admin)).body.network_id as string;
  });
  afterAll(async () => {
    redis.onApplicationShutdown();
    await mesh.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const get = (path: string) => mesh.get(path, admin);
  const put = (body: unknown) => mesh.call('PUT', POLICY, body, admin);
  const keyOf = (rest: string) => `mesh:{${tenant}:${network}}:${rest}`;

  /** What the next sweep says it removed. */
  async function swept(isDryRun = false): Promise<Answer['body']> {
    const { status, body } = await mesh.post(`${POLICY}/sweeps`, { dry_run: isDryRun }, admin);
    expect(status).toBe(202);
    return eventually('the sweep', async () => {
      const { last, last_dry_run: lastDry } = (await get(`${POLICY}/sweeps`)).body;
      const record = isDryRun ? lastDry : last;
      return record?.sweep_id === body.sweep_id && record.status === 'completed' ? record : undefined;
    });
  }

  async function finishedTask(): Promise<string> {
    const { body } = await mesh.post(`/networks/${network}/tasks`, { task: 'Say hello' }, admin);
    const taskId = body.task_id as string;
    await eventually('the end of the task', async () => (await redis.run((r) => r.hexists(keyOf(`task:${taskId}`), 'finished'))) === 1);
    return taskId;
  }

  /** Makes a task as old as if it had been submitted and finished that many days ago. */
  async function age(taskId: string, days: number): Promise<void> {
    const at = Date.now() - days * DAY_MS;
    await redis.run((r) => r.hset(keyOf(`task:${taskId}`), { created: at, finished: at }));
    await redis.run((r) => r.zadd(keyOf('tasks'), at, taskId));
  }

  it('is what the service keeps by default, until the tenant chooses', async () => {
    expect((await get(POLICY)).body).toEqual(DEFAULTS);
    expect((await put({ tasks: 7, working_memory: 'forever' })).body).toEqual({ ...DEFAULTS, tasks: 7, working_memory: 'forever' });
    expect((await get(POLICY)).body).toEqual({ ...DEFAULTS, tasks: 7, working_memory: 'forever' });
    expect((await put({})).body).toEqual(DEFAULTS);
  });

  it('cannot be chosen outside its bounds, and nothing changes then', async () => {
    await put({ tasks: 7 });
    const codeOf = async (body: unknown) => {
      const { status, body: problem } = await put(body);
      return [status, problem.code, (problem.errors as { field: string }[]).map(({ field }) => field)];
    };
    expect(await codeOf({ audit: 89 })).toEqual([422, 'retention-below-minimum', ['audit']]);
    expect(await codeOf({ audit: 'forever' })).toEqual([422, 'validation-failed', ['audit']]);
    expect(await codeOf({ tasks: 0, events: 1.5, pictures: 3 })).toEqual([422, 'validation-failed', ['tasks', 'events', 'pictures']]);
    expect(await codeOf([])).toEqual([422, 'validation-failed', ['body']]);
    expect((await get(POLICY)).body.tasks).toBe(7);
  });

  it('decides how long what is written from then on lives', async () => {
    await put({ tasks: 3, events: 2, batches: 4, working_memory: 5, datasets: 6, sessions: 1 });
    const taskId = await finishedTask();
    const { body: added } = await mesh.post(`/networks/${network}/memories`, { type: 'fact', content: 'The mill was sold' }, admin);
    const memory = (await get(`/networks/${network}/memories/${added.memory_id as string}`)).body;
    const dataset = (await mesh.call('POST', `/networks/${network}/datasets`, 'a,b\n1,2\n', { ...admin, 'Content-Type': 'text/csv' })).body;
    const session = (await mesh.post(`/networks/${network}/sessions`, { user_id: 'u', ttl_seconds: 20 * 86_400 }, admin)).body;
    const batch = (await mesh.post(`/networks/${network}/tasks/batch`, { tasks: [{ task: 'Wait', auto_start: false }] }, admin)).body;
    const days = async (key: string) => Math.round((await redis.run((r) => r.pttl(key))) / DAY_MS);
    expect(await days(keyOf(`task:${taskId}`))).toBe(3);
    expect(await days(keyOf(`task:${taskId}:events`))).toBe(2);
    expect(await days(keyOf(`batch:${batch.batch_id as string}`))).toBe(4);
    const until = (time: string) => Math.round((Date.parse(time) - Date.now()) / DAY_MS);
    expect([memory, dataset, session].map(({ expires_at: time }) => until(time as string))).toEqual([5, 6, 1]);
  });

  it('goes when its time is over, and nothing else does', async () => {
    const [old, oldEvents, young] = [await finishedTask(), await finishedTask(), await finishedTask()];
    const answers = `mesh:{${tenant}}:answers`;
    await age(old, 8);
    await age(oldEvents, 4);
    const said = (days: number, more = {}) => ({
      type: 'fact',
      content: `The mill was sold ${days} days ago`,
      created_at: new Date(Date.now() - days * DAY_MS).toISOString(),
      ...more,
    });
    const lines = [said(12), said(2), said(41, { importance: 0.9 }), said(20, { importance: 0.9 })];
    const headers = { ...admin, 'Content-Type': 'application/x-ndjson' };
    await mesh.call('POST', `/networks/${network}/memories/import`, lines.map((line) => JSON.stringify(line)).join('\n'), headers);
    await mesh.post('/generate', { prompt: 'Say hello once' }, admin);
    const [answer] = await redis.run((r) => r.zrange(answers, 0, 0));
    await redis.run((r) => r.zadd(answers, 1, answer as string));
    const today = Math.floor(Date.now() / DAY_MS);
    const ledgerDay = (day: number) => `${ledgerKey(tenant)}:${day}:model`;
    await redis.run((r) => r.hset(ledgerDay(today - 32), 'sandbox', '1 0 0 0 1 1 0 0 0'));
    await redis.run((r) => r.hset(ledgerDay(today - 30), 'sandbox', '1 0 0 0 1 1 0 0 0'));
    const csv = await mesh.call('POST', `/networks/${network}/datasets`, 'a,b\n1,2\n', { ...admin, 'Content-Type': 'text/csv' });
    const datasetId = csv.body.dataset_id as string;
    await redis.run((r) => r.zadd(keyOf('datasets'), Date.now() - 6 * DAY_MS, datasetId));

    await put({ tasks: 7, events: 3, working_memory: 10, long_term_memory: 40, datasets: 5, caches: 2, cost_ledger: 31 });
    const gone = { tasks: 1, working_memory: 1, long_term_memory: 1, datasets: 1, caches: 1, cost_ledger: 1 };
    const dry = await eventually('all of the long-term memory', async () => {
      const record = await swept(true);
      return record.removed.long_term_memory === 1 && record; // it gets into the database in the background
    });
    expect(dry.removed).toMatchObject(gone);
    const taskStatus = async (taskId: string) => (await get(`/networks/${network}/tasks/${taskId}`)).status;
    expect(await taskStatus(old)).toBe(200);

    const record = await swept();
    expect(record).toMatchObject({ removed: gone, failures: {} });
    expect(record.removed.events).toBeGreaterThan(0);
    expect(await Promise.all([old, oldEvents, young].map(taskStatus))).toEqual([404, 200, 200]);
    const events = await Promise.all([oldEvents, young].map((taskId) => redis.run((r) => r.exists(keyOf(`task:${taskId}:events`)))));
    expect(events).toEqual([0, 1]);
    expect(await get(`/tasks/${oldEvents}/events`)).toMatchObject({ status: 200, body: '' });
    const left = (await get(`/networks/${network}/memories?limit=10`)).body.data as { content: string }[];
    const mills = left.map(({ content }) => content).filter((content) => content.startsWith('The mill'));
    expect(mills).toEqual(['The mill was sold 2 days ago', 'The mill was sold 20 days ago']);
    expect((await get(`/networks/${network}/datasets/${datasetId}`)).status).toBe(404);
    expect(await redis.run((r) => r.zcard(answers))).toBe(0);
    expect(await redis.run((r) => Promise.all([today - 32, today - 30].map((day) => r.exists(ledgerDay(day)))))).toEqual([0, 1]);
    expect((await swept()).removed).toEqual({});
  });

  it('ends sessions that may not go unused for so long any more', async () => {
    const begin = async () => {
      const { body } = await mesh.post(`/networks/${network}/sessions`, { user_id: 'u', ttl_seconds: 20 * 86_400 }, admin);
      return body.session_id as string;
    };
    const [unused, used] = [await begin(), await begin()];
    await redis.run((r) => r.hincrby(keyOf(`mem:session:${unused}`), 'expires', -3 * DAY_MS));
    await put({ sessions: 2 });
    expect((await swept()).removed).toEqual({ sessions: 1 });
    expect((await get(`/networks/${network}/sessions/${unused}`)).status).toBe(404);
    const { status, body } = await get(`/networks/${network}/sessions/${used}`);
    expect(status).toBe(200);
    expect(Date.parse(body.expires_at as string)).toBeLessThan(Date.now() + 2 * DAY_MS);
  });

  it('stays while a task has not ended, however old it is', async () => {
    const { body } = await mesh.post(`/networks/${network}/tasks`, { task: 'Wait', auto_start: false }, admin);
    const taskId = body.task_id as string;
    await redis.run((r) => r.zadd(keyOf('tasks'), Date.now() - 20 * DAY_MS, taskId));
    await put({ tasks: 1, events: 1 });
    expect((await swept()).removed).toEqual({});
    expect((await get(`/networks/${network}/tasks/${taskId}`)).status).toBe(200);
  });

  it('is swept on from where a process that died had come to', async () => {
    await age(await finishedTask(), 40);
    const second = (await mesh.post('/networks', { name: 'newer' }, admin)).body.network_id as string;
    const { body: page } = await mesh.get('/networks?limit=1', admin);
    expect(page.data[0].network_id).toBe(second);
    const requestedAt = new Date().toISOString();
    const begun = { sweepId: 'sweep_1', tenantId: tenant, isDryRun: false, status: 'running' as const, requestedAt, failures: {} };
    await mesh.app.get(RetentionSweepStore).request({ ...begun, cursor: page.next_cursor as string, removed: { tasks: 5 } });
    const record = await eventually('the rest of the sweep', async () => {
      const { last } = (await get(`${POLICY}/sweeps`)).body;
      return last.status === 'completed' && last;
    });
    expect(record).toMatchObject({ sweep_id: 'sweep_1', removed: { tasks: 6 } });
  });

  it('is swept under the eyes of the audit log', async () => {
    await age(await finishedTask(), 40);
    await swept();
    const event = await eventually('the event of the sweep', async () => {
      const { data } = (await get('/security/audit-logs?action=retention-policy.sweep')).body as { data: Answer['body'][] };
      return data.find(({ resource }) => (resource.id as string).includes('tasks=1'));
    });
    expect(event).toMatchObject({ actor: { kind: 'system', name: 'retention' }, outcome: 'allowed' });
  });
});
