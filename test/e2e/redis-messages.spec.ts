import { Redis } from 'ioredis';
import { eventually } from '../eventually';
import { Mesh } from '../mesh';
import { MessageClient } from '../message-client';

describe('Redis messages', () => {
  let mesh: Mesh;
  let client: MessageClient;
  beforeAll(async () => {
    mesh = await Mesh.start();
    client = await MessageClient.connect(mesh.redis.url);
  });
  afterAll(async () => {
    await client.close();
    await mesh.stop();
  });

  const send = <T>(pattern: string, data: unknown): Promise<T> => client.send<T>(pattern, data);
  const failure = (pattern: string, data: unknown): Promise<unknown> => client.failure(pattern, data);

  it('lets a stock ClientProxy walk the way of a task', async () => {
    const api_key = mesh.adminKey;
    const network = await send<{ network_id: string }>('mesh.networks.create', { api_key, name: 'Over Redis' });
    const { network_id } = network;
    const task = await send<{ task_id: string }>('mesh.tasks.submit', { api_key, network_id, task: 'Write a headline' });
    await mesh.events(task.task_id);
    const done = await send('mesh.tasks.get', { api_key, network_id, task_id: task.task_id });
    expect(done).toMatchObject({ status: 'completed', result: { provider: 'sandbox' } });
    await send('mesh.memory.add', { api_key, network_id, content: 'boots sell', type: 'fact' });
    const found = await send<{ data: unknown[] }>('mesh.memory.search', { api_key, network_id, query: 'boots', limit: 1 });
    expect(found.data[0]).toMatchObject({ content: 'boots sell' });
  });

  it('generates and estimates', async () => {
    const api_key = mesh.adminKey;
    expect(await send('mesh.models.generate', { api_key, prompt: 'Say yes.' })).toMatchObject({
      provider: 'sandbox',
      cost_usd: '0.000000',
    });
    expect(await send('mesh.models.estimate', { api_key, prompt: 'Say yes.' })).toMatchObject({ candidates: expect.any(Array) as unknown });
    const invalid = await failure('mesh.models.generate', { api_key, prompt: 'x', images: ['data:image/tiff;base64,AA=='] });
    expect(invalid).toMatchObject({ status: 422, errors: [{ field: 'images[0]' }] });
  });

  it('answers faults as problem objects', async () => {
    expect(await failure('mesh.networks.create', { name: 'x' })).toMatchObject({
      ...{ status: 401, code: 'api-key-missing' },
      request_id: expect.any(String) as string,
    });
    const unknown = await failure('mesh.networks.get', { api_key: mesh.adminKey, network_id: 'network_none' });
    expect(unknown).toMatchObject({ status: 404, code: 'network-not-found', request_id: expect.any(String) as string });
    const invalid = await failure('mesh.networks.create', { api_key: mesh.adminKey, name: '', colour: 'red' });
    expect(invalid).toMatchObject({
      ...{ status: 422, request_id: expect.any(String) as string },
      errors: expect.arrayContaining([expect.objectContaining({ field: 'colour' })]) as unknown,
    });
  });

  it('tells how the process is', async () => {
    expect(await send('mesh.health', { api_key: mesh.adminKey })).toMatchObject({ status: 'ok', redis: 'up', worker: 'up' });
    expect(await failure('mesh.health', {})).toMatchObject({ status: 401, code: 'api-key-missing' });
    expect(await failure('mesh.health', { api_key: mesh.adminKey, colour: 'red' })).toMatchObject({
      status: 422,
      errors: [{ field: 'colour' }],
    });
  });

  it('lets one of two replicas answer each message', async () => {
    const replica = await Mesh.join(mesh);
    try {
      const names = Array.from({ length: 50 }, (_unused, i) => `replicated ${i}`);
      await Promise.all(names.map((name) => send('mesh.networks.create', { api_key: mesh.adminKey, name })));
      const { body } = await mesh.get('/networks?limit=200');
      const made = body.data.map((network: { name: string }) => network.name).filter((name: string) => name.startsWith('replicated'));
      expect(made.sort()).toEqual(names.sort());
    } finally {
      await replica.close();
    }
  });

  it('spreads messages that come one by one over the replicas', async () => {
    const replica = await Mesh.join(mesh);
    try {
      // Both know of each other when both are asked.
      const answers = async (count: number) => {
        const shares = new Map<string, number>();
        for (let i = 0; i < count; i += 1) {
          const { replica: who } = await send<{ replica: string }>('mesh.health', { api_key: mesh.adminKey });
          shares.set(who, (shares.get(who) ?? 0) + 1);
        }
        return shares;
      };
      await eventually('both replicas answer', async () => (await answers(8)).size === 2);
      const shares = [...(await answers(100)).values()];
      // Five standard deviations of fair coins.
      for (const share of shares) expect(Math.abs(share - 50)).toBeLessThanOrEqual(25);
    } finally {
      await replica.close();
    }
  });

  it('answers in place of a replica that has died', async () => {
    const redis = new Redis(mesh.redis.url);
    try {
      await redis.zadd('mesh:{rpc}:roster', Date.now() + 60_000, JSON.stringify(['dead', 'mesh.health']));
      const all = Array.from({ length: 40 }, () => send('mesh.health', { api_key: mesh.adminKey }));
      expect(await Promise.all(all)).toHaveLength(40);
    } finally {
      redis.disconnect();
    }
  });
});
