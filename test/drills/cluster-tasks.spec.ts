import { Redis } from 'ioredis';
import { json, ModelServer, type Behaviour } from '../contract/model-server';
import { WIRE_FORMATS } from '../contract/wire-formats';
import { Mesh } from '../mesh';
import { RedisCluster } from '../redis-cluster';

const { openai } = WIRE_FORMATS;
const answer = json(200, openai.structured({ answer: 'It is clear what to do.', key_points: ['Begin with the simpler way.'] }));
const refusal = json(400, { error: { message: 'no', type: 'invalid_request_error', code: null } });
/** Networks lie on the nodes by chance: of so many one is on each, but for one time in a thousand. */
const NETWORKS = 20;

describe('tasks on a Redis Cluster', () => {
  const model = new ModelServer();
  let cluster: RedisCluster | undefined;
  let mesh: Mesh;
  beforeAll(async () => {
    const url = await model.start();
    cluster = await RedisCluster.start();
    if (!cluster) return console.warn('skipped: this Redis program knows no Cluster');
    mesh = await Mesh.start({ REDIS_URL: cluster.url, OPENAI_API_KEY: 'k', OPENAI_BASE_URL: `${url}/v1`, MESH_CHAIN: 'openai/gpt-4o' });
  }, 60_000);
  beforeEach(() => model.behave(answer));
  afterAll(async () => {
    if (cluster) await mesh.stop();
    await cluster?.remove();
    await model.stop();
  });

  const step = (id: string, depends_on: string[] = [], more: object = {}) => ({
    id,
    task: `Do ${id}`,
    agent_type: 'writer',
    depends_on,
    ...more,
  });
  const newNetwork = async (): Promise<string> => {
    const agents = [{ name: 'Writer', type: 'writer', description: 'Writes.' }];
    const { status, body } = await mesh.post('/networks', { name: 'Cluster', agents });
    expect(status).toBe(201);
    return body.network_id as string;
  };
  const submit = async (networkId: string, ...steps: object[]): Promise<string> => {
    const { status, body } = await mesh.post(`/networks/${networkId}/tasks`, { task: 'x', workflow: { steps } });
    expect(status).toBe(202);
    return body.task_id as string;
  };
  const statuses = (task: { steps: { status: string }[] }) => task.steps.map(({ status }) => status);

  it('fan out and come together again, in networks on every node', async () => {
    if (!cluster) return;
    const networks = await Promise.all(Array.from({ length: NETWORKS }, newNetwork));
    const work = networks.map(async (networkId) => {
      const middle = ['b', 'c', 'd', 'e', 'f'];
      const taskId = await submit(networkId, step('a'), ...middle.map((id) => step(id, ['a'])), step('z', middle));
      return mesh.finished(networkId, taskId);
    });
    for (const task of await Promise.all(work)) {
      expect(task.status).toBe('completed');
      expect(statuses(task)).toEqual(Array(7).fill('completed'));
    }
    for (const { port } of cluster.nodes) {
      const node = new Redis(port, '127.0.0.1');
      expect((await node.keys('mesh:{*:network_*}:task:*')).length).toBeGreaterThan(0);
      node.disconnect();
    }
  }, 60_000);

  it('wait for approvals', async () => {
    if (!cluster) return;
    for (const [decision, status] of [
      ['approve', 'completed'],
      ['reject', 'failed'],
    ] as const) {
      const networkId = await newNetwork();
      const taskId = await submit(networkId, step('a'), step('b', ['a'], { requires_approval: true }));
      await mesh.events(taskId, undefined, ({ event }) => event === 'approval.requested');
      expect((await mesh.post(`/networks/${networkId}/tasks/${taskId}/steps/b/approval`, { decision })).status).toBe(202);
      expect((await mesh.finished(networkId, taskId)).status).toBe(status);
    }
  });

  it('are cancelled while they run', async () => {
    if (!cluster) return;
    let [tell]: (() => void)[] = [];
    const held = new Promise<void>((resolve) => (tell = resolve));
    const hold: Behaviour = () => tell?.();
    model.behave(hold);
    const networkId = await newNetwork();
    const taskId = await submit(networkId, step('a'), step('b', ['a']));
    await held;
    const left = model.leaving();
    await mesh.post(`/networks/${networkId}/tasks/${taskId}/cancel`, undefined);
    await left;
    const task = await mesh.finished(networkId, taskId);
    expect([task.status, ...statuses(task)]).toEqual(['cancelled', 'cancelled', 'cancelled']);
  });

  it('are taken up again after they failed', async () => {
    if (!cluster) return;
    model.behave(answer, refusal);
    const networkId = await newNetwork();
    const taskId = await submit(networkId, step('a'), step('b', ['a'], { max_attempts: 1 }));
    const failed = await mesh.finished(networkId, taskId);
    expect([failed.status, ...statuses(failed)]).toEqual(['failed', 'completed', 'failed']);

    model.behave(answer);
    expect((await mesh.post(`/networks/${networkId}/tasks/${taskId}/retry`, {})).status).toBe(202);
    await mesh.events(taskId, undefined, ({ event }) => event === 'task.completed');
    expect(statuses((await mesh.get(`/networks/${networkId}/tasks/${taskId}`)).body)).toEqual(['completed', 'completed']);
    expect(model.received.filter(({ body }) => JSON.stringify(body).includes('Your step: Do'))).toHaveLength(1);
  });
});
