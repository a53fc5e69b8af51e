import { hang, ModelServer } from '../contract/model-server';
import { Mesh, readEvents, type Answer } from '../mesh';
import { until } from '../until';

describe('a key that is revoked', () => {
  const model = new ModelServer();
  let mesh: Mesh;
  let replica: Awaited<ReturnType<typeof Mesh.join>>;
  let networkId: string;
  beforeAll(async () => {
    const url = await model.start();
    const upstream = { OPENAI_API_KEY: 'k', OPENAI_BASE_URL: `${url}/v1`, MESH_CHAIN: 'openai/gpt-4o' };
    mesh = await Mesh.start(upstream);
    replica = await Mesh.join(mesh, { ...upstream, MESH_ROLES: 'api,models,memory' });
    networkId = (await mesh.post('/networks', { name: 'Revoked' })).body.network_id as string;
  });
  afterAll(async () => {
    await replica.close();
    await mesh.stop();
    await model.stop();
  });

  const keyOf = async (more: object = {}): Promise<Answer['body']> =>
    (await mesh.post('/security/api-keys', { name: 'k', user_id: 'u', role: 'user', ...more })).body;
  const as = ({ api_key }: Answer['body']) => ({ Authorization: `Bearer ${api_key as string}` });
  const revoke = (key: Answer['body']) => mesh.call('DELETE', `/security/api-keys/${key.key_id as string}`, undefined);
  const submit = async (key: Answer['body'], body: object): Promise<string> =>
    (await mesh.post(`/networks/${networkId}/tasks`, body, as(key))).body.task_id as string;
  const taskOf = async (taskId: string): Promise<Answer['body']> => (await mesh.get(`/networks/${networkId}/tasks/${taskId}`)).body;

  it('ends the streams that were opened with it or a key below it, on every replica, and no others', async () => {
    const [key, other] = [await keyOf(), await keyOf()];
    const child = await keyOf({ parent_key_id: key.key_id });
    const taskId = await submit(other, { task: 'Wait', auto_start: false });
    const follow = async (who: Answer['body'], base: string) => {
      const leave = new AbortController();
      const response = await fetch(`${base}/api/mesh/tasks/${taskId}/events`, { headers: as(who), signal: leave.signal });
      expect(response.status).toBe(200);
      return { leave, events: readEvents(response, leave) };
    };
    const urls = [mesh.url, await replica.getUrl()] as const;
    const ended = [await follow(key, urls[0]), await follow(key, urls[1]), await follow(child, urls[1])];
    const going = await follow(other, urls[1]);
    expect((await revoke(key)).status).toBe(200);
    for (const { events } of ended) {
      expect((await events).at(-1)).toMatchObject({ event: 'error', data: { status: 401, code: 'api-key-revoked' } });
    }
    const untouched = Symbol('untouched');
    expect(await Promise.race([going.events.catch(() => 'cut'), Promise.resolve(untouched)])).toBe(untouched);
    going.leave.abort();
    await going.events.catch(() => undefined);
  });

  it('takes its tasks along, whatever they were at, and leaves those of others', async () => {
    model.behave(hang);
    const [key, other] = [await keyOf(), await keyOf()];
    const running = await submit(key, { task: 'Write a headline' });
    await until(() => Promise.resolve(model.received.length > 0));
    const waiting = await submit(key, { task: 'Wait', auto_start: false });
    const steps = [{ id: 'a', task: 'Do it', agent_type: 'content', requires_approval: true }];
    const asking = await submit(key, { task: 'Ask', workflow: { steps } });
    const theirs = await submit(other, { task: 'Wait', auto_start: false });
    await revoke(key);
    for (const taskId of [running, waiting, asking]) {
      await until(async () => (await taskOf(taskId)).status === 'cancelled');
      expect(await taskOf(taskId)).toMatchObject({ error: { code: 'api-key-revoked', retryable: false } });
    }
    expect((await taskOf(theirs)).status).toBe('pending');
  });

  it('may have only those agents work that its scopes name', async () => {
    model.behave(hang);
    const key = await keyOf({ scopes: ['tasks:*', 'agents:*:content'] });
    const steps = [{ id: 'a', task: 'Draw it', agent_type: 'design' }];
    const task = await mesh.finished(networkId, await submit(key, { task: 'Draw', workflow: { steps } }));
    expect(task.status).toBe('failed');
    expect(model.received.filter(({ body }) => JSON.stringify(body).includes('Draw it'))).toEqual([]);
  });

  it('reaches only the networks that its scopes name', async () => {
    const { body: elsewhere } = await mesh.post('/networks', { name: 'Elsewhere' });
    const key = await keyOf({ scopes: [`memory:read:${networkId}`, `tasks:read:${networkId}`] });
    const statusOf = async (path: string) => (await mesh.get(path, as(key))).status;
    expect(await statusOf(`/networks/${networkId}/memories`)).toBe(200);
    expect(await statusOf(`/networks/${elsewhere.network_id as string}/memories`)).toBe(403);
    expect(await statusOf(`/networks/${networkId}`)).toBe(403);
    expect(await statusOf('/stats/memory')).toBe(403);
    const taskId = await submit(await keyOf(), { task: 'Wait', auto_start: false });
    const events = await fetch(`${mesh.url}/api/mesh/tasks/${taskId}/events`, { headers: as(key) });
    expect(events.status).toBe(200);
    await events.body?.cancel();
  });
});
