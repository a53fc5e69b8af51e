import { newestFirst, soonestFirst, type RedisClient } from '../../src/redis';
import { RedisServer } from '../redis-server';
import { connectedClient } from './clients';

const KEY = 'mesh:{tenant}:list';

describe('newestFirst', () => {
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

  const store = async (members: [string, number][]): Promise<void> => {
    await redis.run((r) => r.del(KEY));
    await redis.run((r) => r.zadd(KEY, ...members.flatMap(([member, score]) => [score, member])));
  };

  const readAll = async (limit: number, matches: (member: string) => boolean = () => true): Promise<string[]> => {
    const seen: string[] = [];
    for (let cursor: string | undefined; ;) {
      const page = await newestFirst(redis, KEY, { limit, cursor }, async (members) =>
        members.map((one) => (matches(one) ? one : undefined)),
      );
      seen.push(...page.data);
      if (page.next_cursor === null) return seen;
      cursor = page.next_cursor;
    }
  };

  it('loses and repeats nothing when thousands share one millisecond', async () => {
    const members = Array.from({ length: 1_500 }, (_unused, i): [string, number] => [`m${i}`, i < 100 ? 3 : i < 1_450 ? 2 : 1]);
    await store(members);
    for (const limit of [1_000, 200, 70]) {
      const seen = await readAll(limit);
      expect(seen).toHaveLength(1_500);
      expect(new Set(seen).size).toBe(1_500);
    }
  });

  it('goes on behind what a filter passes over, page by page', async () => {
    await store(Array.from({ length: 5_000 }, (_unused, i): [string, number] => [`m${i}`, i]));
    const seen = await readAll(2, (member) => ['m4999', 'm2500', 'm10', 'm0'].includes(member));
    expect(seen).toEqual(['m4999', 'm2500', 'm10', 'm0']);
  });

  it('goes on after a cursor whose member has gone', async () => {
    await store([
      ['a', 3],
      ['b', 2],
      ['c', 1],
    ]);
    const first = await newestFirst(redis, KEY, { limit: 2 }, async (members) => members);
    await redis.run((r) => r.zrem(KEY, 'b'));
    const second = await newestFirst(redis, KEY, { limit: 2, cursor: first.next_cursor ?? '' }, async (members) => members);
    expect(second).toEqual({ data: ['c'], next_cursor: null });
  });

  it('reads the other way round, what never comes last, page by page', async () => {
    const never = Array.from({ length: 450 }, (_unused, i): [string, string] => [`task n${String(i).padStart(3, '0')}`, '+inf']);
    await redis.run((r) => r.del(KEY));
    await redis.run((r) => r.zadd(KEY, 3, 'task c', 1, 'task a', 1, 'task b', ...never.flatMap(([member, score]) => [score, member])));
    const seen: string[] = [];
    for (let cursor: string | undefined; ;) {
      const page = await soonestFirst(redis, KEY, { limit: 70, cursor }, async (members) => members);
      seen.push(...page.data);
      if (page.next_cursor === null) break;
      cursor = page.next_cursor;
    }
    expect(seen).toEqual(['task a', 'task b', 'task c', ...never.map(([member]) => member)]);
  });
});
