import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { scanKeys, type RedisClient } from '../../src/redis';
import { folderWithDatabase } from '../embedded-database';
import { eventually } from '../eventually';
import { KEPT_KEYS } from '../kept-keys';
import { Mesh, type StreamedEvent } from '../mesh';
import { connectedClient } from '../redis/clients';

describe('every key', () => {
  let mesh: Mesh;
  let redis: RedisClient;
  let folder: string;
  let network: string;
  let tasks: string;
  beforeAll(async () => {
    folder = await folderWithDatabase();
    mesh = await Mesh.start({ MESH_LONG_TERM: 'on', MESH_DATA_DIR: folder, MESH_BOOTSTRAP_KEY: 'bootstrap-key-of-the-test' });
    redis = await connectedClient(mesh.redis);
    const { body } = await mesh.post('/networks', { name: 'n' }, { 'Idempotency-Key': 'one-network' });
    network = `/networks/${body.network_id as string}`;
    tasks = `${network}/tasks`;
  });
  afterAll(async () => {
    redis.onApplicationShutdown();
    await mesh.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const statusOf = async (taskId: string): Promise<string> => (await mesh.get(`${tasks}/${taskId}`)).body.status as string;
  const submit = async (body: object): Promise<string> => (await mesh.post(tasks, { task: 'Say hello', ...body })).body.task_id as string;
  const ended = (taskId: string, status: string) => eventually(`${status}`, async () => (await statusOf(taskId)) === status);
  const step = { id: 'a', task: 'Do it', agent_type: 'content' };

  const made: Record<string, () => Promise<void>> = {
    async keys() {
      const parent = (await mesh.post('/security/api-keys', { name: 'p', user_id: 'u', role: 'user' })).body;
      await mesh.post('/security/api-keys', { name: 'c', user_id: 'u', role: 'viewer', parent_key_id: parent.key_id as string });
      await mesh.post(`/security/api-keys/${parent.key_id as string}/rotate`, { grace_seconds: 60 });
      await mesh.get(network, { Authorization: `Bearer ${parent.api_key as string}` });
      await mesh.get(network, { Authorization: 'Bearer mesh_live_nobody' });
      const gone = (await mesh.post('/security/api-keys', { name: 'g', user_id: 'u', role: 'user' })).body;
      await mesh.keyOf({ role: 'user', tenant_id: 'other' });
      await mesh.call('DELETE', `/security/api-keys/${gone.key_id as string}`, undefined);
      await mesh.call('PUT', '/security/rate-limits', { tasks_per_minute: 1_000 });
      await mesh.call('PUT', '/security/rate-limits/platform', { ip_requests_per_minute: 100_000 });
    },
    async memories() {
      await mesh.post(`${network}/memories`, { type: 'fact', content: 'The mill was sold', ttl_seconds: 3600 });
      await mesh.post(`${network}/memories`, { type: 'fact', content: 'The mill was sold to Ann', importance: 0.9 });
      await mesh.get(`${network}/memories/search?query=mill`);
    },
    async sessions() {
      const session = (await mesh.post(`${network}/sessions`, { user_id: 'u' })).body.session_id as string;
      await mesh.post(`${network}/memories`, { type: 'fact', content: 'For a while only', session_id: session });
      await ended(await submit({ session_id: session }), 'completed');
      const over = (await mesh.post(`${network}/sessions`, { user_id: 'u' })).body.session_id as string;
      await mesh.call('DELETE', `${network}/sessions/${over}`, undefined);
    },
    async tasks() {
      const done = await submit({});
      const waiting = await submit({ workflow: { steps: [{ ...step, requires_approval: true }] } });
      const cancelled = await submit({ auto_start: false });
      await mesh.post(`${tasks}/${cancelled}/cancel`, {});
      const failed = await submit({ workflow: { steps: [{ ...step, requires_approval: true }] } });
      const asked = ({ event }: StreamedEvent) => event === 'approval.requested';
      for (const taskId of [waiting, failed]) await mesh.events(taskId, undefined, asked);
      await mesh.post(`${tasks}/${failed}/steps/a/approval`, { decision: 'reject' });
      await ended(failed, 'failed');
      await ended(done, 'completed');
      await mesh.post(`${tasks}/${cancelled}/retry`, {});
      await mesh.post(`${network}/tasks/batch`, { tasks: [{ task: 'Say hello' }] });
      const paused = (await mesh.post('/networks', { name: 'p' })).body.network_id as string;
      await mesh.post(`/networks/${paused}/pause`, {});
      await mesh.post(`/networks/${paused}/tasks`, { task: 'Wait' });
    },
    async datasets() {
      const csv = { 'Content-Type': 'text/csv' };
      const { body } = await mesh.call('POST', `${network}/datasets`, 'name,age\nAnn,30\nBob,40\n', csv);
      await mesh.get(`${network}/datasets/${body.dataset_id as string}/profile`);
    },
    async models() {
      await mesh.call('PUT', '/budgets/user/u', { limit_usd: 1, period: 'day' });
      await mesh.call('PUT', '/budgets/tenant/default', { limit_usd: 100, period: 'total' });
      await mesh.post('/generate', { prompt: 'Say hello once' });
      await mesh.post('/generate/stream', { prompt: 'Say hello twice' });
    },
    async audit() {
      await mesh.get('/security/audit-logs/export?format=ndjson');
      await mesh.call('PUT', '/security/retention-policy', { tasks: 40 });
      await mesh.post('/security/retention-policy/sweeps', {});
      await mesh.post('/security/retention-policy/sweeps', { dry_run: true });
    },
  };

  /** Every key that there is, with its type and its time to live in milliseconds. */
  async function allKeys(): Promise<{ key: string; type: string; ttlMs: number }[]> {
    const found: { key: string; type: string; ttlMs: number }[] = [];
    for await (const keys of scanKeys(redis, '*')) {
      for (const key of keys) {
        const [ttlMs, type] = await redis.run((r) => Promise.all([r.pttl(key), r.type(key)]));
        if (ttlMs !== -2) found.push({ key, type, ttlMs }); // unless it has just gone
      }
    }
    return found;
  }

  beforeAll(async () => {
    for (const make of Object.values(made)) await make();
  });

  it('expires, or is one of those that are meant to stay', async () => {
    const staying = (await allKeys()).filter(({ ttlMs }) => ttlMs === -1);
    const unknown = staying.filter(({ key }) => !KEPT_KEYS.some(({ names }) => names.test(key)));
    // Give what is named here an expiry where it is written; what must stay comes into test/kept-keys.ts and docs/retention.md, with its bound.
    expect(unknown.map(({ key, type }) => `${type} ${key} has no TTL`)).toEqual([]);
    const unseen = KEPT_KEYS.filter(({ names }) => !staying.some(({ key }) => names.test(key)));
    expect(unseen.map(({ what }) => what)).toEqual([]);
  });

  it('expires within the longest time that anything may be kept', async () => {
    const longest = (3_650 + 8) * 86_400_000; // days of the audit log have a week more, in which they are pruned
    expect((await allKeys()).filter(({ ttlMs }) => ttlMs > longest)).toEqual([]);
  });

  it('belongs to a tenant, or is one of the few of the mesh itself', async () => {
    const owned = /^mesh:\{(default|other|slot:\w{8})[:}]/;
    const ofMesh =
      /^mesh:\{(agenda|leader):[\w-]+\}$|^mesh:\{(audit|limits|retention|erasures)\}:|^mesh:\{revocations\}$|^mesh:\{mesh:queue\}:fair:|^\{mesh:queue\}:mesh:/;
    const strange = (await allKeys()).filter(({ key }) => !owned.test(key) && !ofMesh.test(key));
    expect(strange.map(({ key }) => key)).toEqual([]);
  });

  it('that stays is in the guide', () => {
    const guide = readFileSync(join(__dirname, '../../docs/retention.md'), 'utf8').replace(/ +/g, ' ');
    expect(KEPT_KEYS.map(({ what, until }) => `| ${what} | ${until} |`).filter((row) => !guide.includes(row))).toEqual([]);
  });
});
