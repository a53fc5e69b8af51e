import { Logger } from '@nestjs/common';
import { Redis } from 'ioredis';
import { Registry } from 'prom-client';
import { RedisClient, RedisConfig } from '../../src/redis';
import { RedisCluster } from '../redis-cluster';
import { RedisServer } from '../redis-server';
import { connectedClient, ownMetrics } from './clients';

/** Milliseconds: the deadline of a command, and what a busy machine adds. */
const ONE_DEADLINE_MS = 1_500 + 400;
/** Milliseconds in which a caller that is refused gets its answer. */
const AT_ONCE_MS = 500;
/** Milliseconds in which Redis being back is noticed. */
const RECOVERY_MS = 1_000;
const PAUSE_MS = 4_000;

const UNAVAILABLE = { kind: 'unavailable', code: 'redis-unavailable', retryable: true };

/** The outcome of one call, and the milliseconds it took. */
async function timed(call: () => Promise<unknown>): Promise<{ error?: unknown; elapsedMs: number }> {
  const startedAtMs = performance.now();
  const error: unknown = await call().then(
    () => undefined,
    (failure: unknown) => failure,
  );
  return { ...(error !== undefined && { error }), elapsedMs: performance.now() - startedAtMs };
}

/** Asks until it is answered; milliseconds that took. */
async function untilAnswered(client: RedisClient, key: string): Promise<number> {
  const startedAtMs = performance.now();
  while ((await timed(() => client.run((redis) => redis.get(key)))).error !== undefined) {
    if (performance.now() - startedAtMs > 10_000) throw new Error('it never answered again');
    await new Promise(setImmediate);
  }
  return performance.now() - startedAtMs;
}

describe('a Redis that stands still', () => {
  let server: RedisServer;
  let client: RedisClient;
  beforeAll(async () => {
    Logger.overrideLogger(false);
    server = await RedisServer.start();
    client = await connectedClient(server);
  });
  afterAll(async () => {
    client.onApplicationShutdown();
    await server.remove();
  });

  const expectNoHanging = async (): Promise<void> => {
    const first = await Promise.all(Array.from({ length: 50 }, () => timed(() => client.run((redis) => redis.set('{a}', '1')))));
    for (const { error, elapsedMs } of first) {
      expect(error).toMatchObject(UNAVAILABLE);
      expect(elapsedMs).toBeLessThan(ONE_DEADLINE_MS);
    }
    const later = await timed(() => client.evaluate({ name: 'one', source: 'return 1', sha1: '0'.repeat(40) }, ['{a}'], []));
    expect(later.error).toMatchObject(UNAVAILABLE);
    expect(later.elapsedMs).toBeLessThan(AT_ONCE_MS);
  };

  it('hangs no caller when it is stopped, and is noticed within a second when it moves again', async () => {
    server.freeze();
    await expectNoHanging();
    server.thaw();
    expect(await untilAnswered(client, '{a}')).toBeLessThan(RECOVERY_MS);
  });

  it('is not blamed for a process that stood still itself', async () => {
    const answered = timed(() => client.run((redis) => redis.set('{a}', 'sent before')));
    await new Promise(setImmediate); // it is on its way
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ONE_DEADLINE_MS);
    expect((await answered).error).toBeUndefined();
    expect(await client.run((redis) => redis.get('{a}'))).toBe('sent before');
  });

  it('hangs no caller when it pauses its clients, and is noticed within a second when the pause is over', async () => {
    const operator = new Redis(server.url);
    const endsAtMs = performance.now() + PAUSE_MS;
    await operator.call('CLIENT', 'PAUSE', PAUSE_MS, 'ALL');
    operator.disconnect();
    await expectNoHanging();
    await untilAnswered(client, '{a}');
    expect(performance.now() - endsAtMs).toBeLessThan(RECOVERY_MS);
  });

  it('is noticed within a second after a long time, too', async () => {
    server.freeze();
    await expectNoHanging();
    const wasLong = performance.now() + 5_000;
    while (performance.now() < wasLong) await timed(() => client.run((redis) => redis.get('{a}'))).then(() => new Promise(setImmediate));
    server.thaw();
    expect(await untilAnswered(client, '{a}')).toBeLessThan(RECOVERY_MS);
  });

  it('is given up at the start', async () => {
    server.freeze();
    const { error, elapsedMs } = await timed(() => connectedClient({ url: server.url.replace('//', '//me:secret@') }));
    server.thaw();
    expect(error).toMatchObject({ code: 'redis-unreachable', detail: expect.not.stringContaining('secret') });
    expect(elapsedMs).toBeLessThan(6_000);
  });

  it('shows itself in the metrics', async () => {
    const registry = new Registry();
    const watched = new RedisClient(Object.assign(new RedisConfig(), { url: server.url }), ownMetrics(registry));
    await watched.connect();
    await watched.run((redis) => redis.set('{a}', '1'));
    server.freeze();
    await timed(() => watched.run((redis) => redis.get('{a}')));
    await timed(() => watched.run((redis) => redis.get('{a}')));
    const text = await registry.metrics();
    expect(text).toContain('breaker_open 1');
    expect(text).toContain('up 0');
    expect(text).toContain('seconds_count{role="commands"} 1');
    expect(text).toContain('unanswered{role="commands",reason="deadline"} 1');
    expect(text).toContain('unanswered{role="commands",reason="breaker"} 1');
    expect(text).toContain('connections{role="commands",state="ready"} 1');
    server.thaw();
    await untilAnswered(watched, '{a}');
    expect(await registry.metrics()).toContain('breaker_open 0');
    watched.onApplicationShutdown();
  });

  it('lets no more than a thousand commands wait for it', async () => {
    const waiting = client.open('blocking');
    await waiting.ping();
    server.freeze();
    const outcomes = Array.from({ length: 1_001 }, () => timed(() => waiting.set('{a}', '1')));
    expect((await (outcomes.at(-1) as (typeof outcomes)[number])).error).toMatchObject({ message: 'too many commands wait for Redis' });
    server.thaw();
    expect((await Promise.all(outcomes)).filter(({ error }) => error === undefined)).toHaveLength(1_000);
    await untilAnswered(client, '{a}');
  });
});

describe('a node of a Cluster that stands still', () => {
  let cluster: RedisCluster | undefined;
  beforeAll(async () => {
    cluster = await RedisCluster.start();
  });
  afterAll(() => cluster?.remove());

  it('hangs no caller, and is noticed within a second when it moves again', async () => {
    if (!cluster) return console.warn('skipped: this Redis program knows no Cluster');
    const client = await connectedClient(cluster);
    const keys = Array.from({ length: 30 }, (_none, index) => `{${index}}`);
    await Promise.all(keys.map((key) => client.run((redis) => redis.set(key, '1'))));
    cluster.nodes[1]?.freeze();
    const outcomes = await Promise.all(keys.map((key) => timed(() => client.run((redis) => redis.get(key)))));
    expect(outcomes.some(({ error }) => error !== undefined)).toBe(true);
    for (const { elapsedMs } of outcomes) expect(elapsedMs).toBeLessThan(ONE_DEADLINE_MS);
    for (const key of keys) expect((await timed(() => client.run((redis) => redis.get(key)))).elapsedMs).toBeLessThan(AT_ONCE_MS);
    cluster.nodes[1]?.thaw();
    for (const key of keys) expect(await untilAnswered(client, key)).toBeLessThan(RECOVERY_MS);
    client.onApplicationShutdown();
  });

  it('fails at once when it was killed, and serves again when it is back', async () => {
    if (!cluster) return console.warn('skipped: this Redis program knows no Cluster');
    const client = await connectedClient(cluster);
    const keys = Array.from({ length: 30 }, (_none, index) => `{${index}}`);
    await cluster.nodes[1]?.down();
    const outcomes = await Promise.all(keys.map((key) => timed(() => client.run((redis) => redis.get(key)))));
    expect(outcomes.filter(({ error }) => error === undefined).length).toBeGreaterThan(5);
    for (const { error, elapsedMs } of outcomes) {
      if (error !== undefined) expect(error).toMatchObject(UNAVAILABLE);
      expect(elapsedMs).toBeLessThan(AT_ONCE_MS * 2);
    }
    await cluster.nodes[1]?.up();
    for (const key of keys) expect(await untilAnswered(client, key)).toBeLessThan(RECOVERY_MS * 3);
    client.onApplicationShutdown();
  });
});
