import type { EventLoopTurn } from '../event-loop-turn';

/** Numbers that are merged before others have their turn: under a millisecond. */
const NUMBERS_AT_ONCE = 65_536;

/** Numbers that arrive in blocks and are needed in order; no step holds the event loop for long. */
export class SortedNumbers {
  private runs: Float64Array[] = [];

  take(numbers: readonly number[]): void {
    if (numbers.length > 0) this.runs.push(Float64Array.from(numbers).sort());
  }

  /** All numbers, the smallest first. */
  async sorted(turn: EventLoopTurn): Promise<Float64Array> {
    while (this.runs.length > 1) {
      const merged: Float64Array[] = [];
      for (let i = 0; i < this.runs.length; i += 2) {
        const [one, other] = [this.runs[i] as Float64Array, this.runs[i + 1]];
        merged.push(other === undefined ? one : await mergedRun(one, other, turn));
      }
      this.runs = merged;
    }
    return this.runs[0] ?? new Float64Array(0);
  }
}

async function mergedRun(one: Float64Array, other: Float64Array, turn: EventLoopTurn): Promise<Float64Array> {
  const all = new Float64Array(one.length + other.length);
  let i = 0;
  let j = 0;
  for (let from = 0; from < all.length; from += NUMBERS_AT_ONCE) {
    const end = Math.min(from + NUMBERS_AT_ONCE, all.length);
    for (let at = from; at < end; at += 1) {
      const isOne = j >= other.length || (i < one.length && (one[i] as number) <= (other[j] as number));
      all[at] = (isOne ? one[i++] : other[j++]) as number;
    }
    await turn.passWhenOver();
  }
  return all;
}

/**
 * The quantile at `share` (0–1) of numbers in order, of which there is at least one: linear between the two nearest, as R, NumPy and
 * spreadsheets do it by default (type 7 of Hyndman and Fan, 1996).
 */
export function quantile(sorted: Float64Array, share: number): number {
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)] as number;
  const above = sorted[Math.ceil(place)] as number;
  const part = place - Math.floor(place);
  const span = above - below;
  // Between numbers of 1e308 there is more than a number can say.
  return Number.isFinite(span) ? below + span * part : below * (1 - part) + above * part;
}
