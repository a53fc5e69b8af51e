import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { events, hang, json, ModelServer } from '../contract/model-server';
import { WIRE_FORMATS } from '../contract/wire-formats';
import { eventually } from '../eventually';
import { Mesh } from '../mesh';
import { ServiceProcess } from '../service-process';
import { describeWayOfATask } from '../way-of-a-task';

const { openai } = WIRE_FORMATS;
const OTHERS = ['models', 'memory', 'worker'] as const;
type Role = (typeof OTHERS)[number];

/** A mesh whose api is this process, and whose other roles are processes of their own. */
class SplitMesh {
  private readonly dataDir = mkdtempSync(join(tmpdir(), 'ai-mesh-split-'));
  private readonly processes = new Map<Role, ServiceProcess>();
  private constructor(
    private readonly environment: NodeJS.ProcessEnv,
    /** Only whoever has the role `models` is told of providers. */
    private readonly providers: NodeJS.ProcessEnv,
  ) {}
  mesh!: Mesh;

  static async start(providers: NodeJS.ProcessEnv = {}, environment: NodeJS.ProcessEnv = {}): Promise<SplitMesh> {
    const split = new SplitMesh(environment, providers);
    split.mesh = await Mesh.start({ ...environment, MESH_ROLES: 'api', MESH_DATA_DIR: split.dataDir });
    await Promise.all(OTHERS.map((role) => split.begin(role)));
    await eventually('a chain of models is known', async () => {
      const { body } = await split.mesh.get('/health');
      return body.model_chain.length > 0;
    });
    return split;
  }

  async begin(role: Role): Promise<void> {
    const shared = { MESH_DATA_DIR: this.dataDir, REDIS_URL: this.mesh.redis.url, MESH_LONG_TERM: 'off', ...this.environment };
    const own = role === 'models' ? this.providers : {};
    this.processes.set(role, await ServiceProcess.start({ ...shared, ...own, MESH_ROLES: role }));
  }

  of(role: Role): ServiceProcess {
    return this.processes.get(role) as ServiceProcess;
  }

  async stop(): Promise<void> {
    await Promise.all([...this.processes.values()].map((process) => process.kill()));
    await this.mesh.stop();
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}

describe('a mesh whose roles are processes of their own', () => {
  let split: SplitMesh;
  let mesh: Mesh;
  beforeAll(async () => {
    split = await SplitMesh.start();
    mesh = split.mesh;
  });
  afterAll(() => split.stop());

  describeWayOfATask(() => mesh);

  it('has each process do its own, and nothing else', async () => {
    const metrics = await Promise.all(
      OTHERS.map(async (role) => (await fetch(split.of(role).url.replace('/api/mesh', '/metrics'))).text()),
    );
    const [models, memory, worker] = metrics as [string, string, string];
    expect(models).toMatch(/ai_mesh_model_usage_total\{[^}]*\} [1-9]/);
    for (const text of [memory, worker]) expect(text).not.toMatch(/ai_mesh_model_usage_total\{[^}]*\} [1-9]/);
    expect(worker).toMatch(/ai_mesh_agent_tasks_total\{[^}]*\} [1-9]/);
    expect(worker).toMatch(/ai_mesh_remote_call_seconds_count\{role="models",call="answer",outcome="answered"\} [1-9]/);
    for (const text of [models, memory]) expect(text).not.toMatch(/ai_mesh_agent_tasks_total\{[^}]*\} [1-9]/);
  });

  it('answers clients with the role api only, and probes with any', async () => {
    for (const role of OTHERS) {
      expect(await split.of(role).call('GET', '/networks')).toMatchObject({ status: 404, body: { code: 'no-api-here' } });
      expect((await split.of(role).call('GET', '/health/ready')).status).toBe(200);
    }
  });

  it('tells the models that another process has', async () => {
    const [stats, served] = await Promise.all([mesh.get('/stats/models'), mesh.get('//v1/models')]);
    expect(stats.body.data.map(({ provider }: { provider: string }) => provider)).toEqual(['sandbox']);
    expect(served.body.data.map(({ id }: { id: string }) => id)).toEqual(['auto', 'sandbox']);
  });

  it('refuses a call that this mesh has not sealed', async () => {
    const redis = new Redis(mesh.redis.url);
    const heard: string[] = [];
    const listener = redis.duplicate();
    await listener.subscribe('mesh.internal.replies.forged');
    listener.on('message', (_channel, text: string) => heard.push(text));
    const body = JSON.stringify({ scope: { tenantId: 'default' }, request: { messages: [], format: { type: 'text' } } });
    const data = { timeout_ms: 1_000, sent_at: Date.now(), seal: 'c2VhbA', body };
    const before = await split.of('models').call('GET', '/health');
    await redis.publish('mesh.internal.models.answer', JSON.stringify({ pattern: 'mesh.internal.models.answer', data, id: 'forged.1' }));
    // Whoever asks properly afterwards is answered, and the one before was not.
    const asked = await mesh.post('/generate', { prompt: 'After it' });
    expect([before.status, asked.status]).toEqual([200, 200]);
    await redis.ping();
    expect(heard).toEqual([]);
    redis.disconnect();
    listener.disconnect();
  });
});

describe('a mesh in four processes with a provider', () => {
  const model = new ModelServer();
  let split: SplitMesh;
  let mesh: Mesh;
  beforeAll(async () => {
    const url = await model.start();
    split = await SplitMesh.start({ OPENAI_API_KEY: 'k', OPENAI_BASE_URL: `${url}/v1`, MESH_CHAIN: 'openai/gpt-4o' });
    mesh = split.mesh;
  });
  afterAll(async () => {
    await split.stop();
    await model.stop();
  });
  beforeEach(() => (model.received.length = 0));

  const said = (texts: string[]) =>
    events([...(openai.streaming?.events({ texts, finish: 'stop' }) ?? []), ...(openai.streaming?.done ?? [])], 'end');
  const stream = (body: object, signal?: AbortSignal) =>
    fetch(`${mesh.url}/api/mesh/generate/stream`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${mesh.adminKey}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ cache: false, ...body }),
      signal: signal ?? AbortSignal.timeout(20_000),
    });

  it('streams an answer from the process that has the key', async () => {
    const texts = Array.from({ length: 40 }, (_unused, i) => `word${i} `);
    model.behave(said(texts));
    const text = await (await stream({ prompt: 'Say it' })).text();
    const deltas = [...text.matchAll(/^event: delta\ndata: (.*)$/gm)].map(([, data]) => (JSON.parse(data ?? '') as { text: string }).text);
    expect(deltas.join('')).toBe(texts.join(''));
    expect(deltas.length).toBeGreaterThan(1);
    expect(text).toMatch(/event: done\ndata: .*"provider":"openai"/);
  });

  it('leaves the provider when the client leaves', async () => {
    model.behave(hang);
    const arrival = model.arrival();
    const leave = new AbortController();
    const answer = stream({ prompt: 'Say it slowly' }, leave.signal).catch(() => undefined);
    await arrival;
    const leaving = model.leaving();
    leave.abort();
    await Promise.all([leaving, answer]);
  });

  it('tells a failure of the provider as the process that asked would have', async () => {
    model.behave(json(400, { error: { message: 'no', type: 'invalid_request_error', code: 'context_length_exceeded' } }));
    const { status, body } = await mesh.post('/generate', { prompt: 'Too much', cache: false });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(body).toMatchObject({ code: expect.stringMatching(/context|provider/) as string, request_id: expect.any(String) as string });
  });

  it('carries images and answers that are too large for a message', async () => {
    const long = 'long '.repeat(120_000);
    model.behave(json(200, openai.answer(long)));
    const png = Buffer.from('89504e470d0a1a0a', 'hex');
    const image = Buffer.concat([png, Buffer.alloc(600_000)]).toString('base64');
    const { status, body } = await mesh.post('/generate', { prompt: 'Look', images: [`data:image/png;base64,${image}`], cache: false });
    expect(status).toBe(200);
    expect(body.text).toBe(long);
    expect(JSON.stringify(model.received[0])).toContain(image.slice(0, 1_000));
  });

  it('says within a moment that nobody has a role, and goes on when somebody does again', async () => {
    await split.of('models').kill();
    const away = await mesh.post('/generate', { prompt: 'Anybody?', cache: false });
    expect(away).toMatchObject({ status: 503, body: { code: 'models-away' } });
    expect(away.headers.get('retry-after')).toBe('1');
    await split.of('memory').kill();
    const { body: network } = await mesh.post('/networks', { name: 'Away' });
    const path = `/networks/${network.network_id as string}/memories`;
    expect((await mesh.post(path, { content: 'Boots sell', type: 'fact' })).status).toBe(201); // writing needs only Redis
    expect(await mesh.get(`${path}/search?query=boots`)).toMatchObject({ status: 503, body: { code: 'memory-away' } });
    await Promise.all([split.begin('models'), split.begin('memory')]);
    model.behave(json(200, openai.answer('Here')));
    expect((await mesh.post('/generate', { prompt: 'Anybody?', cache: false })).body.text).toBe('Here');
    expect((await mesh.get(`${path}/search?query=boots`)).body.data).toHaveLength(1);
  });

  it('loses no task whose models, memory or worker are killed in the middle of it', async () => {
    const ANSWER = { answer: 'It is clear what to do.', key_points: ['Begin with the simpler way.'] };
    const { body: network } = await mesh.post('/networks', {
      name: 'Kill',
      agents: [{ name: 'Writer', type: 'writer', description: 'Writes.' }],
    });
    const networkId = network.network_id as string;
    const steps = ['a', 'b', 'c'].map((id, at, all) => ({
      ...{ id, task: `Do ${id}`, agent_type: 'writer', max_attempts: 8 },
      depends_on: at === 0 ? [] : [all[at - 1]],
    }));
    model.behave(json(200, openai.structured(ANSWER)), hang);
    const { body: submitted } = await mesh.post(`/networks/${networkId}/tasks`, { task: 'x', workflow: { steps } });
    await eventually('the second step asks', () => Promise.resolve(model.received.length === 2));
    model.behave(...Array.from({ length: 20 }, () => json(200, openai.structured(ANSWER))));
    await Promise.all(OTHERS.map((role) => split.of(role).kill()));
    await Promise.all(OTHERS.map((role) => split.begin(role)));
    const task = await eventually(
      'the task has ended',
      async () => {
        const { body } = await mesh.get(`/networks/${networkId}/tasks/${submitted.task_id as string}`);
        return ['completed', 'failed'].includes(body.status as string) ? body : undefined;
      },
      60_000,
    );
    expect(task).toMatchObject({ status: 'completed', progress: 1 });
  }, 90_000);
});
