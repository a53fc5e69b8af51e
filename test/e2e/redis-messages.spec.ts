import { ClientProxyFactory, Transport, type ClientProxy } from '@nestjs/microservices';
import { Redis } from 'ioredis';
import { firstValueFrom, timeout } from 'rxjs';
import { Mesh } from '../mesh';

describe('Redis messages', () => {
  let mesh: Mesh;
  let client: ClientProxy;
  beforeAll(async () => {
    mesh = await Mesh.start();
    const { hostname, port } = new URL(mesh.redis.url);
    client = ClientProxyFactory.create({ transport: Transport.REDIS, options: { host: hostname, port: Number(port) } });
    await client.connect();
  });
  afterAll(async () => {
    await client.close();
    await mesh.stop();
  });

  const send = <T>(pattern: string, data: unknown): Promise<T> => firstValueFrom(client.send<T>(pattern, data).pipe(timeout(5_000)));
  const failure = (pattern: string, data: unknown): Promise<unknown> =>
    send(pattern, data).then(
      () => undefined,
      (error: unknown) => error,
    );

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

  it('survives packets that are none', async () => {
    const redis = new Redis(mesh.redis.url);
    for (const packet of ['', '{', 'null', '[]', '{"id":{}}', '{"id":"1"}', `{"id":"${'x'.repeat(200)}"}`])
      await redis.publish('mesh.networks.get', packet);
    redis.disconnect();
    expect(await failure('mesh.networks.get', { api_key: mesh.adminKey, network_id: 'network_none' })).toMatchObject({ status: 404 });
  });

  it('tells how the replica that answers does, without a key', async () => {
    expect(await send('mesh.health', {})).toMatchObject({ status: 'ok', redis: 'up', worker: 'up' });
  });

  it('refuses what is larger than any body, on that message only', async () => {
    const redis = new Redis(mesh.redis.url);
    const listener = new Redis(mesh.redis.url);
    await listener.subscribe('mesh.memory.add.reply');
    const answer = new Promise<string>((resolve) => listener.on('message', (_channel, message) => resolve(message)));
    const content = 'x'.repeat(25 * 1_048_576);
    const packet = JSON.stringify({ pattern: 'mesh.memory.add', data: { api_key: mesh.adminKey, content }, id: 'large-1' });
    const [reply] = await Promise.all([answer, redis.publish('mesh.memory.add', packet), send('mesh.health', {})]);
    expect(JSON.parse(reply)).toMatchObject({ id: 'large-1', err: { status: 413, code: 'message-too-large' }, isDisposed: true });
    redis.disconnect();
    listener.disconnect();
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
});
