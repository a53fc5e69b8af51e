import { sortedValues } from '../sorted-values';

/** Values that four fifths, three fifths, … of people do not exceed; null where all have the same value and no score would say anything. */
export type QuintileCuts = readonly number[] | null;

/** The cuts between the five scores; NaN is nobody's value. */
export async function quintileCuts(values: Float64Array): Promise<QuintileCuts> {
  const sorted = await sortedValues(values);
  if (sorted.length === 0 || sorted[0] === sorted.at(-1)) return null;
  return [1, 2, 3, 4].map((fifths) => sorted[Math.ceil((fifths * sorted.length) / 5) - 1]!);
}

/**
 * 1 to 5, more is better: one more than the number of cuts that the value exceeds. Equal values so have equal scores, the lowest that any of them would have;
 * where many tie, some scores are nobody's.
 */
export function quintileOf(value: number, cuts: readonly number[]): number {
  let score = 1;
  for (const cut of cuts) if (value > cut) score += 1;
  return score;
}
