import type { RedisClient } from './redis.client';
import { decodeCursor, encodeCursor, type ListPosition } from './cursor';
import type { RedisConnection } from './redis-connection';

/** One page of a list as the contract answers it. */
export interface Page<T> {
  data: T[];
  next_cursor: string | null;
}

const SCAN_SIZE = 200;
/** Bounds what one request may read when a filter matches little; the cursor then goes on from there. */
const MAX_SCANNED = 2_000;

/** What a list is asked for. */
interface PageRequest {
  limit: number;
  cursor?: string | undefined;
}

/** Fetches members in one round trip; undefined for what is gone or does not match. */
type Load<T> = (members: string[]) => Promise<(T | undefined)[]>;

/** Pages through the sorted set `indexKey` (score = creation time in ms), newest first. */
export async function newestFirst<T>(redis: RedisClient, indexKey: string, page: PageRequest, load: Load<T>): Promise<Page<T>> {
  return pageThrough(redis, indexKey, page, load, -1);
}

/** The same from the lowest score up, which may be a place in a list, or a time that is still to come; `Infinity` for never comes last. */
export async function soonestFirst<T>(redis: RedisClient, indexKey: string, page: PageRequest, load: Load<T>): Promise<Page<T>> {
  return pageThrough(redis, indexKey, page, load, 1);
}

async function pageThrough<T>(redis: RedisClient, indexKey: string, page: PageRequest, load: Load<T>, direction: 1 | -1): Promise<Page<T>> {
  const data: T[] = [];
  let position = page.cursor === undefined ? undefined : decodeCursor(page.cursor);
  let from = position?.score ?? (direction === 1 ? -Infinity : Infinity);
  // How many members of score `from` have been read: a millisecond may hold any number of them.
  let ties = 0;
  for (let scanned = 0; scanned < MAX_SCANNED;) {
    const read = (r: RedisConnection) =>
      direction === 1
        ? r.zrangebyscore(indexKey, bound(from), '+inf', 'WITHSCORES', 'LIMIT', ties, SCAN_SIZE)
        : r.zrevrangebyscore(indexKey, bound(from), '-inf', 'WITHSCORES', 'LIMIT', ties, SCAN_SIZE);
    const rows = pairs(await redis.run(read));
    const last = rows.at(-1);
    if (last === undefined) return { data, next_cursor: null };
    ties = last.score === from ? ties + rows.length : rows.filter((row) => row.score === last.score).length;
    from = last.score;
    const fresh = rows.filter((row) => isAfter(row, position, direction));
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

function pairs(flat: string[]): ListPosition[] {
  const rows = [];
  for (let i = 0; i < flat.length; i += 2) rows.push({ member: flat[i] as string, score: scoreOf(flat[i + 1] as string) });
  return rows;
}

/** Redis and JavaScript each have their own word for what never ends. */
const scoreOf = (text: string) => (text === 'inf' ? Infinity : Number(text));
const bound = (score: number) => (score === Infinity ? '+inf' : score === -Infinity ? '-inf' : score);

/** Redis orders ties by member, in the direction of the range. */
function isAfter(row: ListPosition, position: ListPosition | undefined, direction: 1 | -1): boolean {
  if (position === undefined) return true;
  if (row.score === position.score) return direction === 1 ? row.member > position.member : row.member < position.member;
  return direction === 1 ? row.score > position.score : row.score < position.score;
}
