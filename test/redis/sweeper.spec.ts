import { Mesh } from '../mesh';
import { connectedClient } from './clients';
import { meshKey, networkKey, type RedisClient } from '../../src/redis';
import { Sweeper } from '../../src/memory/cleanup/sweeper';
import { Sweeps } from '../../src/memory/cleanup/sweeps';
import { MemoryService } from '../../src/memory';

const SIGNAL = new AbortController().signal;

describe('the sweeper', () => {
  let mesh: Mesh;
  let redis: RedisClient;
  let sweeper: Sweeper;
  let networkId: string;
  let tenantId: string;
  beforeAll(async () => {
    // Turns are taken by the test alone.
    mesh = await Mesh.start({ MESH_ROLES: 'api,models,memory' });
    redis = await connectedClient(mesh.redis);
    sweeper = mesh.app.get(Sweeper, { strict: false });
  });
  beforeEach(async () => {
    networkId = (await mesh.post('/networks', { name: 'n' })).body.network_id as string;
    const [key = ''] = await redis.run((r) => r.keys(`mesh:{*:${networkId}}:network`));
    tenantId = /\{(.+):network_/.exec(key)?.[1] ?? '';
  });
  afterAll(async () => {
    redis.onApplicationShutdown();
    await mesh.stop();
  });

  const add = async (content: string, more: object = {}): Promise<string> =>
    (await mesh.post(`/networks/${networkId}/memories`, { content, type: 'context', ...more })).body.memory_id as string;
  const count = async () => (await mesh.get(`/networks/${networkId}`)).body.memory_count as number;
  const keysLeft = () => redis.run((r) => r.keys(`mesh:{*:${networkId}}:mem:*`));
  const dueAtMs = async () => Number(await redis.run((r) => r.zscore(meshKey('agenda:sweeps'), `${tenantId} ${networkId}`)));
  const metrics = async () => (await mesh.get('//metrics')).body as string;

  /** Waits until Redis itself says that the time has come. */
  async function until(ms: number): Promise<void> {
    for (;;) {
      const [seconds = 0, micros = 0] = await redis.run((r) => r.time());
      if (Number(seconds) * 1_000 + Number(micros) / 1_000 > ms + 1) return;
    }
  }

  it('is due when the first memory ends, and removes then what has expired and nothing else', async () => {
    const stays = await add('The lighthouse keeps its lamp lit');
    expect(await dueAtMs()).toBeGreaterThan(Date.now() + 590_000);
    const gone = await add('The kettle boils over', { ttl_seconds: 1 });
    const endsAtMs = Date.parse((await mesh.get(`/networks/${networkId}/memories/${gone}`)).body.expires_at as string);
    expect(await dueAtMs()).toBe(endsAtMs);
    await until(endsAtMs);
    expect(await count()).toBe(2);
    await sweeper.turn(SIGNAL);
    expect(await count()).toBe(1);
    expect((await mesh.get(`/networks/${networkId}/memories/${stays}`)).status).toBe(200);
    const ids = await redis.run((r) => r.hkeys(networkKey(tenantId, networkId, 'mem', 'ids')));
    expect(ids).toEqual([stays]);
    expect(await dueAtMs()).toBeGreaterThan(Date.now() + 590_000);
    expect(await metrics()).toMatch(/ai_mesh_cleanup_removed_total\{kind="expired"\} [1-9]/);
    expect(await metrics()).toMatch(/ai_mesh_cleanup_last_success_timestamp_seconds 1\d{9}/);
  });

  it('goes on where a chore of another part fails, and tries that again', async () => {
    const memoryId = await add('The kettle boils over again', { ttl_seconds: 1 });
    const endsAtMs = Date.parse((await mesh.get(`/networks/${networkId}/memories/${memoryId}`)).body.expires_at as string);
    const chore = mesh.app.get(Sweeps, { strict: false }).chores.find(({ name }) => name === 'forgotten')!;
    const failing = jest.spyOn(chore, 'sweep').mockRejectedValue(new Error('the database is away'));
    await until(endsAtMs);
    await sweeper.turn(SIGNAL);
    expect(failing).toHaveBeenCalled();
    failing.mockRestore();
    expect(await count()).toBe(0);
    expect(await dueAtMs()).toBeLessThan(Date.now() + 61_000);
  });

  it('leaves what is kept for longer meanwhile', async () => {
    const memories = Array.from({ length: 3 }, (_unused, at) => ({
      content: `Passing thought ${at} about ${'abc'[at]}`,
      type: 'context',
      ttl_seconds: 1,
    }));
    const { body } = await mesh.post(`/networks/${networkId}/memories/batch`, { memories });
    const again = body.results[0].memory_id as string;
    const endsAtMs = Date.parse((await mesh.get(`/networks/${networkId}/memories/${again}`)).body.expires_at as string);
    await add('Passing thought 0 about a', { ttl_seconds: 3_600 });
    await until(endsAtMs);
    await sweeper.turn(SIGNAL);
    expect(await count()).toBe(1);
    expect((await mesh.get(`/networks/${networkId}/memories/${again}`)).status).toBe(200);
  });

  it('removes at most 500 memories in a turn and goes on in the next', async () => {
    const service = mesh.app.get(MemoryService, { strict: false });
    const provenance = { source: 'api' } as const;
    const news = Array.from({ length: 520 }, (_unused, at) => ({
      content: `Signal ${at} lamp ${at * 7}`,
      type: 'context' as const,
      ttlSeconds: 1,
      trust: 'untrusted' as const,
      provenance,
    }));
    await service.addAll(tenantId, networkId, news.slice(0, 260));
    await service.addAll(tenantId, networkId, news.slice(260));
    const before = await count();
    expect(before).toBeGreaterThan(500);
    await until(Date.now() + 1_000);
    await sweeper.turn(SIGNAL);
    expect(await count()).toBe(before - 500);
    await sweeper.turn(SIGNAL);
    expect(await count()).toBe(0);
  });

  it('removes what belonged to a session that has ended', async () => {
    const session = networkKey(tenantId, networkId, 'mem', 'session', 'session_a');
    await redis.run((r) => r.hset(session, 'expires', Date.now() + 60_000));
    const news = [0, 1, 2].map((at) => ({
      content: `Spoken ${at} in the session about ${'xyz'[at]}`,
      type: 'context',
      session_id: 'session_a',
    }));
    expect((await mesh.post(`/networks/${networkId}/memories/batch`, { memories: news })).status).toBe(201);
    const stays = await add('Spoken outside of any session');
    await redis.run((r) => r.hset(session, 'expires', Date.now() - 1));
    await redis.run((r) => r.zadd(meshKey('agenda:sweeps'), 0, `${tenantId} ${networkId}`));
    await sweeper.turn(SIGNAL);
    expect(await redis.run((r) => r.hkeys(networkKey(tenantId, networkId, 'mem', 'ids')))).toEqual([stays]);
  });

  it('keeps no list of what a database is to forget where there is none any more', async () => {
    const once = await add('It was long-term once');
    await add('It is not');
    const forgets = networkKey(tenantId, networkId, 'mem', 'forgets');
    await redis.run((r) => r.sadd(forgets, once));
    await redis.run((r) => r.zadd(meshKey('agenda:sweeps'), 0, `${tenantId} ${networkId}`));
    await sweeper.turn(SIGNAL);
    expect(await redis.run((r) => r.exists(forgets))).toBe(0);
  });

  it('removes every key of a network that is gone, takes it off the agenda, and does the chores of others before', async () => {
    const sweeps = mesh.app.get(Sweeps, { strict: false });
    const forgotten: string[] = [];
    const chore = async () => 0;
    sweeps.register('test', chore, async (place) => (forgotten.includes(place.networkId) ? 0 : forgotten.push(place.networkId)));
    await add('Soon nobody asks', { importance: 0.9 });
    await add('And nobody answers', { ttl_seconds: 60, metadata: { actor: 'Nobody' } });
    expect((await mesh.post(`/networks/${networkId}/sessions`, { user_id: 'u' })).status).toBe(201);
    await redis.run((r) => r.del(networkKey(tenantId, networkId, 'network')));
    for (let turn = 0; turn < 4; turn += 1) {
      await redis.run((r) => r.zadd(meshKey('agenda:sweeps'), 'XX', 0, `${tenantId} ${networkId}`));
      await sweeper.turn(SIGNAL);
    }
    expect(forgotten).toEqual([networkId]);
    expect(await keysLeft()).toEqual([]);
    expect(await dueAtMs()).toBe(0);
    expect(await redis.run((r) => r.zscore(meshKey('agenda:sweeps'), `${tenantId} ${networkId}`))).toBeNull();
  });

  it('puts right what an index has lost, a few steps at a time', async () => {
    await add('The harbour freezes in January');
    await redis.run((r) => r.del(networkKey(tenantId, networkId, 'mem', 'terms', '0')));
    await redis.run((r) => r.zadd(meshKey('agenda:sweeps'), 0, `${tenantId} ${networkId}`));
    const found = async () => (await mesh.get(`/networks/${networkId}/memories/search?query=harbour`)).body.data.length as number;
    expect(await found()).toBe(0);
    for (let turn = 0; turn < 40 && (await found()) === 0; turn += 1) await sweeper.turn(SIGNAL);
    expect(await found()).toBe(1);
  });

  it('goes on with the others when one network cannot be swept', async () => {
    await add('Broken apart', { ttl_seconds: 1 });
    const sweeps = mesh.app.get(Sweeps, { strict: false });
    sweeps.register('faulty', async (place) => {
      if (place.networkId === networkId) throw new Error('cannot');
      return 0;
    });
    await redis.run((r) => r.zadd(meshKey('agenda:sweeps'), 0, `${tenantId} ${networkId}`));
    await sweeper.turn(SIGNAL);
    expect(await dueAtMs()).toBeGreaterThan(Date.now() + 50_000);
    expect(await metrics()).toMatch(/ai_mesh_cleanup_failures_total [1-9]/);
  });
});

describe('the sweeper of a whole service', () => {
  it('works by itself where steps are run', async () => {
    const mesh = await Mesh.start();
    const networkId = (await mesh.post('/networks', { name: 'n' })).body.network_id as string;
    const path = `/networks/${networkId}`;
    expect((await mesh.post(`${path}/memories`, { content: 'Gone in a second', type: 'context', ttl_seconds: 1 })).status).toBe(201);
    expect((await mesh.get(path)).body.memory_count).toBe(1);
    while ((await mesh.get(path)).body.memory_count !== 0) await new Promise(setImmediate);
    await mesh.stop();
  });
});
