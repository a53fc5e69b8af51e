import { LedLoop, meshKey, type RedisClient } from '../../src/redis';
import { RedisServer } from '../redis-server';
import { connectedClient } from './clients';

describe('work that one process leads', () => {
  let server: RedisServer;
  let redis: RedisClient;
  beforeAll(async () => {
    server = await RedisServer.start();
    redis = await connectedClient(server);
  });
  afterAll(async () => {
    redis.onApplicationShutdown();
    await server.remove();
  });

  it('is done by another process as soon as the one that led has stopped', async () => {
    const turns: string[] = [];
    let second!: LedLoop;
    const done = new Promise<void>((resolve) => {
      second = new LedLoop(redis, 'handed-over', 10, async () => (turns.push('second'), resolve()));
    });
    const first = await new Promise<LedLoop>((resolve) => {
      const loop: LedLoop = new LedLoop(redis, 'handed-over', 10, async () => (turns.push('first'), resolve(loop)));
      loop.start();
    });
    await first.stop();
    second.start();
    await done;
    await second.stop();
    expect(turns).toEqual(['first', 'second']);
    expect(await redis.run((r) => r.exists(meshKey('leader:handed-over')))).toBe(0);
  });

  it('is not begun by a process that stops while it takes the lead, which is free at once', async () => {
    let turns = 0;
    let asked!: () => void;
    const asks = new Promise<void>((resolve) => (asked = resolve));
    let answer!: () => void;
    const held = new Promise<void>((resolve) => (answer = resolve));
    const slow = Object.create(redis) as RedisClient;
    // A Redis whose answer to who asks for the lead is long on its way.
    slow.evaluate = async (...call) => {
      const reply = await redis.evaluate(...call);
      asked();
      await held;
      return reply;
    };
    const loop = new LedLoop(slow, 'stopped', 10, async () => void (turns += 1));
    loop.start();
    await asks;
    const stopped = loop.stop();
    answer();
    await stopped;
    expect(turns).toBe(0);
    expect(await redis.run((r) => r.exists(meshKey('leader:stopped')))).toBe(0);
  });
});
