import { createHash } from 'node:crypto';
import type { Cell } from '../dataset';

/** Values that are told apart; from there on the number of distinct ones is only known to be at least this. */
const MAX_DISTINCT = 10_000;
/** UTF-16 units of a value that are kept and shown; longer ones are told apart by their digest. */
const MAX_SHOWN = 100;

/** How often a value occurs. Texts of more than 100 characters are shown up to there, with an ellipsis. */
export interface ValueCount {
  value: string | number | boolean;
  count: number;
}

/** Counts the values of a column: all of the first 10,000 distinct ones. */
export class ValueCounts {
  private readonly counts = new Map<string | number | boolean, number>();
  /** Whether there were no more values than are told apart. */
  isExact = true;

  take(value: Exclude<Cell, null>): void {
    const key = typeof value === 'string' && value.length > MAX_SHOWN ? longKey(value) : value;
    const count = this.counts.get(key);
    if (count !== undefined) this.counts.set(key, count + 1);
    else if (this.counts.size < MAX_DISTINCT) this.counts.set(key, 1);
    else this.isExact = false;
  }

  get distinct(): number {
    return this.counts.size;
  }

  /** The most frequent values, those that came first first where they are equally frequent. */
  top(limit: number): ValueCount[] {
    const best: ValueCount[] = [];
    for (const [value, count] of this.counts) {
      if (best.length === limit && count <= (best.at(-1) as ValueCount).count) continue;
      let at = best.length;
      while (at > 0 && (best[at - 1] as ValueCount).count < count) at -= 1;
      best.splice(at, 0, { value: typeof value === 'string' ? shown(value) : value, count });
      if (best.length > limit) best.pop();
    }
    return best;
  }
}

const longKey = (value: string) => `${value.slice(0, MAX_SHOWN)}\u0000${createHash('sha256').update(value).digest('base64')}`;
const shown = (key: string) => (key.length > MAX_SHOWN ? `${key.slice(0, MAX_SHOWN)}…` : key);
