import type { RedisClient } from './redis.client';
import { decodeCursor, encodeCursor } from './cursor';
import type { RedisConnection } from './redis-connection';

/** One page of a list as the contract answers it. */
export interface Page<T> {
  data: T[];
  next_cursor: string | null;
}

const SCAN_SIZE = 200;
/** Bounds what one request may read when a filter matches little; the cursor then goes on from there. */
const MAX_SCANNED = 2_000;

/**
 * Pages through the sorted set `indexKey` (score = creation time in ms), newest first. `load` fetches members in one
 * round trip and yields undefined for what is gone or does not match.
 */
export async function newestFirst<T>(
  redis: RedisClient,
  indexKey: string,
  page: { limit: number; cursor?: string | undefined },
  load: (members: string[]) => Promise<(T | undefined)[]>,
): Promise<Page<T>> {
  const data: T[] = [];
  let position = page.cursor === undefined ? undefined : decodeCursor(page.cursor);
  let from: number | '+inf' = position?.score ?? '+inf';
  // How many members of score `from` have been read: a millisecond may hold any number of them.
  let ties = 0;
  for (let scanned = 0; scanned < MAX_SCANNED;) {
    const read = (r: RedisConnection) => r.zrevrangebyscore(indexKey, from, '-inf', 'WITHSCORES', 'LIMIT', ties, SCAN_SIZE);
    const rows = pairs(await redis.run(read));
    const last = rows.at(-1);
    if (last === undefined) return { data, next_cursor: null };
    ties = last.score === from ? ties + rows.length : rows.filter((row) => row.score === last.score).length;
    from = last.score;
    const fresh = rows.filter((row) => isAfter(row, position));
    const items = await load(fresh.map((row) => row.member));
    for (const [index, row] of fresh.entries()) {
      position = row;
      const item = items[index];
      if (item === undefined) continue;
      data.push(item);
      if (data.length === page.limit) {
        const more = index < fresh.length - 1 || rows.length === SCAN_SIZE;
        return { data, next_cursor: more ? encodeCursor(row) : null };
      }
    }
    scanned += fresh.length;
  }
  return { data, next_cursor: position ? encodeCursor(position) : null };
}

function pairs(flat: string[]): { member: string; score: number }[] {
  const rows = [];
  for (let i = 0; i < flat.length; i += 2) rows.push({ member: flat[i] as string, score: Number(flat[i + 1]) });
  return rows;
}

/** Redis orders ties by member, reversed here because the range is. */
function isAfter(row: { member: string; score: number }, position: { member: string; score: number } | undefined): boolean {
  if (position === undefined) return true;
  return row.score < position.score || (row.score === position.score && row.member < position.member);
}
