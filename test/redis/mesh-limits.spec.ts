import { slotKey, tenantSlot, type RedisClient } from '../../src/redis';
import { SecurityConfig } from '../../src/security';
import { FailedAttempts } from '../../src/security/limits/failed-attempts';
import { MeshLimits } from '../../src/security/limits/mesh-limits';
import { TenantLimits } from '../../src/security/limits/tenant-limits';
import { eventually } from '../eventually';
import { RedisServer } from '../redis-server';
import { connectedClient } from './clients';

describe('what a key and its tenant may do', () => {
  let server: RedisServer;
  let clients: RedisClient[];
  let replicas: { limits: TenantLimits; mesh: MeshLimits }[];
  let tenants = 0;
  let tenantId: string;

  const replica = (client: RedisClient, config: Partial<SecurityConfig> = {}) => {
    const limits = new TenantLimits(client, Object.assign(new SecurityConfig(), config));
    return { limits, mesh: new MeshLimits(client, limits) };
  };
  beforeAll(async () => {
    server = await RedisServer.start();
    clients = [await connectedClient(server), await connectedClient(server)];
    replicas = clients.map((client) => replica(client));
  });
  afterAll(async () => {
    for (const { mesh } of replicas) mesh.onModuleDestroy();
    for (const client of clients) client.onApplicationShutdown();
    await server.remove();
  });
  beforeEach(() => void (tenantId = `tenant${(tenants += 1)}`));

  const [one, two] = [() => replicas[0] as (typeof replicas)[0], () => replicas[1] as (typeof replicas)[0]];
  const key = (name = 'a') => ({ tenantId, keyId: `key_${name}` });
  const record = (name: string, fields: Record<string, string | number>) =>
    one().limits['redis'].run((redis) => redis.hset(slotKey(tenantSlot(tenantId), 'api-key', `key_${name}`), fields));
  /** The code of the refusal and the seconds to wait, or `in`. */
  const outcome = (work: Promise<unknown>): Promise<unknown> =>
    work.then(
      () => 'in',
      ({ code, retryAfterSeconds }: { code: string; retryAfterSeconds?: number }) =>
        retryAfterSeconds === undefined ? code : [code, retryAfterSeconds],
    );
  const firsts = (outcomes: unknown[]) => outcomes.map((it) => (Array.isArray(it) ? (it[0] as string) : it));

  it('are exactly so many tasks over all replicas, however many come at once', async () => {
    await one().limits.put(tenantId, { tasks_per_minute: 25 });
    const asked = Array.from({ length: 60 }, (_unused, i) => outcome((i % 2 ? one() : two()).mesh.takeTasks(key(`k${i % 3}`), 1)));
    const outcomes = firsts(await Promise.all(asked));
    expect(outcomes.filter((it) => it === 'in')).toHaveLength(25);
    expect(outcomes.filter((it) => it === 'tasks-rate-limited')).toHaveLength(35);
  });

  it('hold for the very next request on every replica, once they are put or taken away', async () => {
    expect(await outcome(two().mesh.takeTasks(key(), 100))).toBe('in');
    await one().limits.put(tenantId, { tasks_per_minute: 2 });
    expect(await outcome(two().mesh.takeTasks(key(), 2))).toBe('in');
    expect(await outcome(two().mesh.takeTasks(key(), 1))).toEqual(['tasks-rate-limited', 30]);
    await one().limits.put(tenantId, { tasks_per_minute: null });
    expect(await outcome(two().mesh.takeTasks(key(), 100))).toBe('in');
  });

  it('are taken all or not at all, and what a minute never holds is refused for good', async () => {
    await one().limits.put(tenantId, { tasks_per_minute: 10 });
    await record('poor', { tasksPerMinute: 4 });
    expect(await outcome(one().mesh.takeTasks(key('poor'), 5))).toBe('tasks-exceed-rate');
    expect(await outcome(one().mesh.takeTasks(key('poor'), 4))).toBe('in');
    expect(await outcome(one().mesh.takeTasks(key('poor'), 2))).toEqual(['tasks-rate-limited', 30]);
    // Only the four that were let in count for the tenant.
    expect(await outcome(one().mesh.takeTasks(key('rich'), 6))).toBe('in');
    expect(await outcome(one().mesh.takeTasks(key('rich'), 1))).toEqual(['tasks-rate-limited', 6]);
  });

  it('are counted for the keys above a key, too', async () => {
    await record('parent', { tasksPerMinute: 3 });
    for (const child of ['c1', 'c2']) await record(child, { ancestors: '["key_parent"]' });
    const outcomes = await Promise.all(['c1', 'c2', 'c1', 'c2'].map((child) => outcome(one().mesh.takeTasks(key(child), 1))));
    expect(firsts(outcomes)).toEqual(['in', 'in', 'in', 'tasks-rate-limited']);
  });

  it('come from the environment where the tenant has set none, and 0 goes without', async () => {
    const { limits, mesh } = replica(clients[0] as RedisClient, { tenantTasksPerMinute: 1, tenantBatchItems: 5 });
    expect(await limits.of(tenantId)).toEqual({ tasks_per_minute: 1, batch_items: 5 });
    expect(await outcome(mesh.takeTasks(key(), 2))).toBe('tasks-exceed-rate');
    expect(await outcome(mesh.assertBatch(key(), 6))).toBe('batch-too-large');
    expect(await limits.put(tenantId, { tasks_per_minute: 0, batch_items: 6 })).toEqual({ batch_items: 6 });
    expect(await outcome(mesh.takeTasks(key(), 1_000))).toBe('in');
    expect(await outcome(mesh.assertBatch(key(), 6))).toBe('in');
  });

  it('let tokens be used into debt, which is an hour at most, and refuse while it stands', async () => {
    await one().limits.put(tenantId, { tokens_per_minute: 1_000 });
    expect(await outcome(two().mesh.assertTokens(key()))).toBe('in');
    await one().mesh.chargeTokens(key(), 2_000);
    // A minute's worth too many, and one more token.
    const [code, seconds] = (await outcome(two().mesh.assertTokens(key('b')))) as [string, number];
    expect([code, seconds >= 58 && seconds <= 61]).toEqual(['tokens-rate-limited', true]);
    await one().mesh.chargeTokens(key(), 10_000_000);
    const [, most] = (await outcome(two().mesh.assertTokens(key()))) as [string, number];
    expect(most > 3_590 && most <= 3_601).toBe(true);
  });

  it('cost no call for tokens while nobody has limited them', async () => {
    const { mesh } = replica(clients[0] as RedisClient);
    await mesh.assertTokens(key());
    const calls = async () => Number(/total_commands_processed:(\d+)/.exec(await one().limits['redis'].run((r) => r.info('stats')))?.[1]);
    const before = await calls();
    for (let i = 0; i < 50; i += 1) {
      await mesh.assertTokens(key());
      await mesh.chargeTokens(key(), 1_000);
    }
    expect((await calls()) - before).toBe(1); // the second INFO
  });

  it('are so many streams at once over all replicas, and free again when one ends', async () => {
    await one().limits.put(tenantId, { concurrent_streams: 3, concurrent_streams_per_key: 2 });
    const first = await one().mesh.holdStream(key('a'));
    await two().mesh.holdStream(key('a'));
    expect(await outcome(one().mesh.holdStream(key('a')))).toEqual(['streams-limited', 5]);
    await one().mesh.holdStream(key('b'));
    expect(await outcome(two().mesh.holdStream(key('c')))).toEqual(['streams-limited', 5]);
    first.release();
    first.release();
    await eventually('a stream is free', async () => (await outcome(two().mesh.holdStream(key('c')))) === 'in');
  });

  it('count no stream whose process has died, and every one whose process lives', async () => {
    await one().limits.put(tenantId, { concurrent_streams: 1 });
    const leases = slotKey(tenantSlot(tenantId), 'streams', 'tenant', tenantId);
    const run = one().limits['redis'];
    await one().mesh.holdStream(key());
    const [lease = '', endsMs] = await run.run((redis) => redis.zrange(leases, 0, -1, 'WITHSCORES'));
    const leftMs = Number(endsMs) - Date.now();
    expect(leftMs > 25_000 && leftMs <= 30_000).toBe(true);
    // As it stands when nobody has renewed it: run out, then renewed again by who only stood still.
    await run.run((redis) => redis.zadd(leases, Date.now() - 1, lease));
    expect(await outcome(two().mesh.holdStream(key('b')))).toBe('in');
    await one().mesh['streams']['renew']();
    expect(await run.run((redis) => redis.zscore(leases, lease))).not.toBeNull();
    expect(await outcome(two().mesh.holdStream(key('c')))).toEqual(['streams-limited', 5]);
  });

  it('keep out who shows bad keys again and again, counted over all replicas and by the /64, without asking Redis', async () => {
    const [here, there] = clients.map((client) => new FailedAttempts(client)) as [FailedAttempts, FailedAttempts];
    const mayTry = (attempts: FailedAttempts, ip: string) => outcome(Promise.resolve().then(() => attempts.assertMayTry(ip)));
    const fail = (count: number) =>
      Promise.all(Array.from({ length: count }, (_unused, i) => (i % 2 ? here : there).note(`2001:db8:0:1::${i.toString(16)}`)));
    await fail(58);
    expect([await mayTry(here, '2001:db8:0:1::9'), await mayTry(there, '2001:db8:0:1::9')]).toEqual(['in', 'in']);
    await fail(6); // as those that were under way; each replica has one
    for (const attempts of [here, there]) expect(await mayTry(attempts, '2001:db8:0:1:ffff::9')).toEqual(['too-many-failures', 1]);
    expect([await mayTry(here, '2001:db8:0:2::9'), await mayTry(here, '192.0.2.1')]).toEqual(['in', 'in']);
    await eventually('the time is over', async () => (await mayTry(here, '2001:db8:0:1::9')) === 'in', 3_000);
  });
});
