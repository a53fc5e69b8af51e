import { setImmediate } from 'node:timers/promises';
import { CONFIDENCE_LEVEL } from './interval';
import { binomial, seededRandom } from './random';

/** Resamples of an interval: the usual number for percentile intervals (Efron & Tibshirani 1993, chapter 13). */
const REPLICATES = 2_000;
/** Fewer say too little about the ends of an interval: then there is none. */
const FEWEST_REPLICATES = 400;
/** Values drawn at most for one interval: bounds its time to about a second. */
const MOST_DRAWS = 40_000_000;
/** Values drawn between two yields to the event loop: about a millisecond. */
const DRAWS_A_TURN = 30_000;
const SEED = 20_080_320;

/** Amounts a head, most of them 0 as spend is: the others are listed. */
export interface SparseSample {
  count: number;
  nonZero: ArrayLike<number>;
}

/**
 * The percentile interval of the difference of two means `a − b`, without any assumption on how amounts are spread. Exact and cheap for sparse amounts:
 * a resample draws how many are not 0, then those. Undefined where so many are not 0 that the bound of draws leaves too few resamples; the t interval is
 * good then. @throws the reason of `signal`.
 */
export async function bootstrapDifference(
  a: SparseSample,
  b: SparseSample,
  signal: AbortSignal,
): Promise<{ low: number; high: number; replicates: number } | undefined> {
  const drawsEach = Math.max(1, a.nonZero.length + b.nonZero.length);
  const replicates = Math.min(REPLICATES, Math.floor(MOST_DRAWS / drawsEach));
  if (replicates < FEWEST_REPLICATES || a.count < 2 || b.count < 2) return undefined;
  const random = seededRandom(SEED);
  const differences = new Float64Array(replicates);
  let drawn = 0;
  for (let replicate = 0; replicate < replicates; replicate += 1) {
    differences[replicate] = resampledMean(a, random) - resampledMean(b, random);
    drawn += drawsEach;
    if (drawn < DRAWS_A_TURN) continue;
    drawn = 0;
    await setImmediate();
    signal.throwIfAborted();
  }
  differences.sort();
  const tail = (1 - CONFIDENCE_LEVEL) / 2;
  const at = (share: number): number => differences[Math.round(share * (replicates - 1))]!;
  return { low: at(tail), high: at(1 - tail), replicates };
}

function resampledMean({ count, nonZero }: SparseSample, random: () => number): number {
  const draws = binomial(count, nonZero.length / count, random);
  let sum = 0;
  for (let draw = 0; draw < draws; draw += 1) sum += nonZero[Math.floor(random() * nonZero.length)]!;
  return sum / count;
}
