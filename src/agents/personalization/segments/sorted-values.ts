import { setImmediate } from 'node:timers/promises';

/** Numbers that are sorted or merged before others have their turn: about 10 ms. */
const NUMBERS_AT_ONCE = 65_536;

/** The numbers in order, the smallest first, NaN left out; however many there are, the event loop turns meanwhile. */
export async function sortedValues(values: Float64Array): Promise<Float64Array> {
  let runs: Float64Array[] = [];
  for (let start = 0; start < values.length; start += NUMBERS_AT_ONCE) {
    runs.push(
      values
        .slice(start, start + NUMBERS_AT_ONCE)
        .filter((value) => !Number.isNaN(value))
        .sort(),
    );
    await setImmediate();
  }
  while (runs.length > 1) {
    const merged: Float64Array[] = [];
    for (let i = 0; i < runs.length; i += 2) merged.push(await mergedRun(runs[i]!, runs[i + 1] ?? new Float64Array(0)));
    runs = merged;
  }
  return runs[0] ?? new Float64Array(0);
}

async function mergedRun(one: Float64Array, other: Float64Array): Promise<Float64Array> {
  const all = new Float64Array(one.length + other.length);
  let [i, j] = [0, 0];
  for (let at = 0; at < all.length; at += 1) {
    const isOne = j >= other.length || (i < one.length && one[i]! <= other[j]!);
    all[at] = isOne ? one[i++]! : other[j++]!;
    if (at % NUMBERS_AT_ONCE === NUMBERS_AT_ONCE - 1) await setImmediate();
  }
  return all;
}

/** The middle of numbers in order; the mean of the two middle ones of an even number. NaN of none. */
export function medianOfSorted(sorted: ArrayLike<number>): number {
  const middle = sorted.length / 2;
  return sorted.length === 0 ? NaN : (sorted[Math.ceil(middle) - 1]! + sorted[Math.floor(middle)]!) / 2;
}
