import type { RedisClient } from './redis.client';

/** Members read at a time. */
const PAGE = 100;

/** What is to become of a member of a list: it is over, it stays, or what it names has gone by itself. */
export type Fate = 'over' | 'stays' | 'gone';

/**
 * Members of a sorted set (score = time in ms) from before `beforeMs` that are over, a page at a time, the oldest first. What has gone by itself
 * leaves the set; what whoever asks has not removed when it asks for the next page is passed over.
 */
export async function* oldMembers(
  redis: RedisClient,
  key: string,
  beforeMs: number,
  fatesOf: (members: string[]) => Promise<Fate[]>,
): AsyncGenerator<string[]> {
  for (let passed = 0; ;) {
    const members = await redis.run((connection) => connection.zrangebyscore(key, '-inf', beforeMs, 'LIMIT', passed, PAGE));
    if (members.length === 0) return;
    const fates = await fatesOf(members);
    const gone = members.filter((_member, at) => fates[at] === 'gone');
    if (gone.length > 0) await redis.run((connection) => connection.zrem(key, ...gone));
    const over = members.filter((_member, at) => fates[at] === 'over');
    if (over.length > 0) yield over;
    const scores = await redis.run((connection) => connection.zmscore(key, ...members));
    passed += scores.filter((score) => score !== null).length;
  }
}
