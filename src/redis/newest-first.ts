import type { RedisClient } from './redis.client';
import { decodeCursor, encodeCursor } from './cursor';

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
  for (let scanned = 0; scanned < MAX_SCANNED;) {
    const from = position?.score ?? '+inf';
    // Members that share the score of the cursor are read again and passed over.
    const flat = await redis.run((r) =>
      r.zrevrangebyscore(indexKey, from, '-inf', 'WITHSCORES', 'LIMIT', 0, SCAN_SIZE + tieAllowance(position)),
    );
    const rows = pairs(flat).filter((row) => isAfter(row, position));
    if (rows.length === 0) return { data, next_cursor: null };
    const items = await load(rows.map((row) => row.member));
    for (const [index, row] of rows.entries()) {
      position = row;
      const item = items[index];
      if (item === undefined) continue;
      data.push(item);
      if (data.length === page.limit) {
        const more = index < rows.length - 1 || rows.length >= SCAN_SIZE;
        return { data, next_cursor: more ? encodeCursor(row) : null };
      }
    }
    scanned += rows.length;
  }
  return { data, next_cursor: position ? encodeCursor(position) : null };
}

/** How many members one millisecond may hold before paging would repeat itself. */
function tieAllowance(position: { score: number } | undefined): number {
  return position === undefined ? 0 : 500;
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
