import { NestFactory } from '@nestjs/core';
import { CONFIG_FRAGMENTS } from '../../src/app.module';
import { loadConfig } from '../../src/config';
import { Reindex, ReindexModule } from '../../src/memory';
import { Mesh } from '../mesh';
import { RedisCluster } from '../redis-cluster';
import { until } from '../until';

describe('the whole service on a Cluster', () => {
  let cluster: RedisCluster | undefined;
  let mesh: Mesh | undefined;
  beforeAll(async () => {
    cluster = await RedisCluster.start();
    if (cluster) mesh = await Mesh.start({ REDIS_URL: cluster.url });
  });
  afterAll(async () => {
    await mesh?.stop();
    await cluster?.remove();
  });

  it('keeps networks, memories and tasks, and works on them', async () => {
    if (!mesh) return console.warn('skipped: this Redis program knows no Cluster');
    // Several networks lie on several nodes.
    for (let round = 0; round < 6; round += 1) {
      const { body: network } = await mesh.post('/networks', { name: `n${round}`, agents: [{ name: 'w', type: 'content' }] });
      const path = `/networks/${network.network_id as string}`;
      const texts = ['the launch is in May', 'the colour is green', 'the budget is small'];
      for (const content of texts) expect((await mesh.post(`${path}/memories`, { content, type: 'fact' })).status).toBe(201);
      expect((await mesh.get(`${path}/memories`)).body.data).toHaveLength(texts.length);
      const found = await mesh.get(`${path}/memories/search?query=which%20colour`);
      expect(JSON.stringify(found.body)).toContain('green');
      const { body: task } = await mesh.post(`${path}/tasks`, { task: 'Write a headline' });
      expect(await mesh.finished(network.network_id as string, task.task_id as string)).toMatchObject({ status: 'completed' });
    }
    expect((await mesh.get('/networks')).body.data).toHaveLength(6);
    expect((await mesh.get('//health/ready')).status).toBe(200);
  });

  it('keeps, reads and forgets datasets of networks on several nodes', async () => {
    if (!mesh) return;
    for (let round = 0; round < 6; round += 1) {
      const { body: network } = await mesh.post('/networks', { name: `d${round}` });
      const path = `/networks/${network.network_id as string}/datasets`;
      const rows = Array.from({ length: 9_000 }, (_none, n) => `${n},word ${n % 5}`);
      const { status, body } = await mesh.post(path, `n,word\n${rows.join('\n')}`, { 'Content-Type': 'text/csv' });
      expect(status).toBe(201);
      const one = `${path}/${body.dataset_id as string}`;
      expect((await mesh.get(one)).body.columns).toMatchObject([{ mean: 4_499.5 }, { distinct: 5 }]);
      expect(((await mesh.get(`${one}/rows?format=csv`)).body as string).split('\r\n').slice(1, -1)).toEqual(rows);
      expect((await mesh.call('DELETE', one, undefined)).status).toBe(204);
      expect((await mesh.get(path)).body.data).toEqual([]);
    }
  });

  it('ends and lets expire sessions of networks on several nodes, with what they own', async () => {
    if (!mesh) return;
    const service = mesh;
    const paths: string[] = [];
    for (let round = 0; round < 6; round += 1) {
      const { body: network } = await mesh.post('/networks', { name: `s${round}` });
      const path = `/networks/${network.network_id as string}`;
      paths.push(path);
      const begin = async (ttl_seconds: number) =>
        (await service.post(`${path}/sessions`, { user_id: 'ada', ttl_seconds })).body.session_id as string;
      const [ended, expiring] = [await begin(60), await begin(1)];
      for (const session_id of [ended, expiring]) {
        expect((await mesh.post(`${path}/memories`, { content: 'said', type: 'context', session_id })).status).toBe(201);
        expect((await mesh.post(`${path}/tasks`, { task: 'x', session_id, auto_start: false })).status).toBe(202);
      }
      expect((await mesh.call('DELETE', `${path}/sessions/${ended}`, undefined)).status).toBe(204);
    }
    await until(async () => (await service.get('/stats/sessions')).body.expired === 6);
    expect((await mesh.get('/stats/sessions')).body).toMatchObject({ active: 0, created: 12, expired: 6, ended: 6 });
    for (const path of paths) expect((await mesh.get(path)).body).toMatchObject({ memory_count: 0, task_count: 0 });
  });

  it('asks models, counts what they cost, and repeats an answer once promised', async () => {
    if (!mesh) return;
    const ask = (headers?: Record<string, string>) => (mesh as Mesh).post('/generate', { prompt: 'Say yes.' }, headers);
    const once = { 'Idempotency-Key': 'once' };
    const [first, second] = [await ask(once), await ask(once)];
    expect(first.status).toBe(200);
    expect(second.body).toEqual(first.body);
    expect((await mesh.get('/stats/usage')).status).toBe(200);
  });

  it('shows each node in the metrics', async () => {
    if (!mesh) return;
    const text = String((await mesh.get('//metrics')).body);
    expect(text).toMatch(/^ai_mesh_redis_connections\{role="commands",state="ready"\} [3-9]/m);
    expect(text).toMatch(/^ai_mesh_redis_up 1$/m);
    expect(text).not.toMatch(/^ai_mesh_redis_unanswered_commands_total\{/m);
  });

  // Last: what reports to metrics in one process is one application.
  it('checks the index of every network on every node', async () => {
    if (!cluster || !mesh) return;
    const config = loadConfig(CONFIG_FRAGMENTS, { REDIS_URL: cluster.url, LOG_LEVEL: 'silent' });
    const context = await NestFactory.createApplicationContext(ReindexModule.forRoot(config), { logger: false });
    const { signal } = new AbortController();
    const result = await context.get(Reindex).run({ choice: {}, isCheckOnly: true, signal, onProgress: () => undefined });
    await context.close();
    expect(result.found.counts).toEqual(new Map());
    expect(result.networks).toBeGreaterThanOrEqual(6);
    expect(result.memories).toBeGreaterThanOrEqual(18);
  });
});
