import { Redis } from 'ioredis';
import { eventually } from '../eventually';
import { Mesh } from '../mesh';
import { MessageClient } from '../message-client';

/** What listens on the channel of answers. */
async function answersTo(redisUrl: string, pattern: string): Promise<{ packets: Record<string, unknown>[]; end: () => void }> {
  const listener = new Redis(redisUrl);
  const packets: Record<string, unknown>[] = [];
  await listener.subscribe(`${pattern}.reply`);
  listener.on('message', (_channel, text: string) => packets.push(JSON.parse(text) as Record<string, unknown>));
  return { packets, end: () => listener.disconnect() };
}

describe('Redis messages that are none, and a Redis that goes away', () => {
  let mesh: Mesh;
  beforeAll(async () => {
    mesh = await Mesh.start();
  });
  afterAll(() => mesh.stop());

  const GOOD = { id: 'the good one' };

  /** Publishes packets and then a good one; everything that was answered. */
  const answered = async (pattern: string, packets: readonly string[]): Promise<Record<string, unknown>[]> => {
    const { packets: answers, end } = await answersTo(mesh.redis.url, pattern);
    const redis = new Redis(mesh.redis.url);
    try {
      for (const packet of packets) await redis.publish(pattern, packet);
      await redis.publish(pattern, JSON.stringify({ ...GOOD, id: `${GOOD.id} ${Math.random()}`, data: {} }));
      await eventually('the good one is answered', async () => answers.some(({ id }) => String(id).startsWith(GOOD.id)));
      return answers.filter(({ id }) => !String(id).startsWith(GOOD.id));
    } finally {
      redis.disconnect();
      end();
    }
  };

  it('answers nobody for packets that name nobody', async () => {
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    const packets = [
      ...[
        '',
        '{',
        'null',
        '[]',
        '"text"',
        '7',
        '\u0000',
        '{"id":{}}',
        '{"id":7}',
        '{"id":""}',
        '{"id":null}',
        `{"id":"${'x'.repeat(200)}"}`,
      ],
      ...[deep, `{"data":${deep}}`, `{"id":["a"],"data":${deep}}`, `{"pattern":"${'p'.repeat(1_000_000)}"}`],
    ];
    expect(await answered('mesh.networks.get', packets)).toEqual([]);
  });

  it('answers what names somebody with a problem, whatever else it holds', async () => {
    const api_key = mesh.adminKey;
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    const good = JSON.stringify({ api_key, network_id: 'network_none' });
    const answers = await answered('mesh.networks.get', [
      `{"id":"deep","data":{"api_key":"${api_key}","network_id":${deep}}}`,
      `{"id":"deeper","data":${deep}}`,
      `{"id":"signed","data":{"signature":{"key":"k","timestamp":"1","nonce":"n","value":"v"},"x":${deep}}}`,
      `{"pattern":"${'p'.repeat(1_000_000)}","id":"pattern","data":${good}}`,
      `{"id":"text","data":"text"}`,
      `{"id":"none"}`,
    ]);
    const statusOf = (name: string) => (answers.find(({ id }) => id === name)?.err as { status: number } | undefined)?.status;
    const statuses = Object.fromEntries(['deep', 'deeper', 'signed', 'pattern', 'text', 'none'].map((name) => [name, statusOf(name)]));
    expect(statuses).toEqual({ deep: 422, deeper: 422, signed: 422, pattern: 404, text: 401, none: 401 });
    expect(answers).toHaveLength(6);
  });

  it('answers 413 to a message of 9 MB of a stock client', async () => {
    const client = await MessageClient.connect(mesh.redis.url);
    try {
      const answer = await client.failure('mesh.memory.add', { api_key: mesh.adminKey, content: 'x'.repeat(9_000_000) });
      expect(answer).toMatchObject({ status: 413, code: 'message-too-large' });
    } finally {
      await client.close();
    }
  });

  const answersAgain = () =>
    eventually('a message is answered', async () => {
      const client = await MessageClient.connect(mesh.redis.url);
      try {
        return await client.send<{ redis: string }>('mesh.health', { api_key: mesh.adminKey }, 1_000).catch(() => undefined);
      } finally {
        await client.close();
      }
    });

  it('listens again after 50 MB, with which Redis cuts off whoever listens', async () => {
    const redis = new Redis(mesh.redis.url);
    await redis.publish('mesh.health', JSON.stringify({ data: 'x'.repeat(50_000_000), id: 'huge' }));
    redis.disconnect();
    expect(await answersAgain()).toMatchObject({ redis: 'up' });
  });

  it('does nothing for a message without an id, which every replica would do', async () => {
    const redis = new Redis(mesh.redis.url);
    const data = { api_key: mesh.adminKey, name: 'nobody asked' };
    await redis.publish('mesh.networks.create', JSON.stringify({ pattern: 'mesh.networks.create', data }));
    await redis.publish('mesh.networks.create', JSON.stringify(data));
    redis.disconnect();
    const client = await MessageClient.connect(mesh.redis.url);
    await client.send('mesh.networks.create', { api_key: mesh.adminKey, name: 'asked' });
    await client.close();
    const { body } = await mesh.get('/networks?limit=200');
    expect(body.data.map(({ name }: { name: string }) => name)).toEqual(['asked']);
  });

  it('answers each id once, however often it is sent', async () => {
    const { packets, end } = await answersTo(mesh.redis.url, 'mesh.networks.create');
    const redis = new Redis(mesh.redis.url);
    const packet = JSON.stringify({ id: 'again', data: { api_key: mesh.adminKey, name: 'again' } });
    for (let i = 0; i < 5; i += 1) await redis.publish('mesh.networks.create', packet);
    await redis.publish('mesh.networks.create', JSON.stringify({ id: 'last', data: {} }));
    await eventually('the last is answered', async () => packets.some(({ id }) => id === 'last'));
    redis.disconnect();
    end();
    const { body } = await mesh.get('/networks?limit=200');
    expect(body.data.filter(({ name }: { name: string }) => name === 'again')).toHaveLength(1);
  });

  it('answers again when Redis is back', async () => {
    await mesh.redis.down();
    await mesh.redis.up();
    expect(await answersAgain()).toMatchObject({ redis: 'up' });
  });
});
