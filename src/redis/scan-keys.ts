import { Cluster } from 'ioredis';
import type { RedisClient } from './redis.client';

/** Keys that one call of SCAN looks at: under a millisecond. */
const SCAN_COUNT = 1_000;

/** Characters that a pattern of Redis takes for more than themselves. */
const SPECIAL = /[*?[\]\\^]/g;

/** The pattern that matches `text` and nothing else. */
export function asPattern(text: string): string {
  return text.replace(SPECIAL, '\\$&');
}

/** The names of all keys that match a pattern, some at a time, of a Cluster from every master; one may come twice. For operators, not for requests. */
export async function* scanKeys(redis: RedisClient, pattern: string): AsyncGenerator<string[]> {
  const nodes = await redis.run(async (connection) => (connection instanceof Cluster ? connection.nodes('master') : [connection]));
  for (const node of nodes) {
    let cursor = '0';
    do {
      const [next, keys] = await redis.run(() => node.scan(cursor, 'MATCH', pattern, 'COUNT', SCAN_COUNT));
      cursor = next;
      if (keys.length > 0) yield keys;
    } while (cursor !== '0');
  }
}
