import { chiSquareUpperTail } from './tails';

/** Below this p-value a split is taken as broken; the usual alarm level (Fabijan et al. 2019, KDD). */
const SAMPLE_RATIO_ALARM = 0.0005;

/** Pearson's chi-square of the arms' sizes against the shares they should have (any positive scale). */
export function sampleRatio(
  counts: readonly number[],
  shares: readonly number[] = counts.map(() => 1),
): { chiSquare: number; pValue: number; passed: boolean } {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const whole = shares.reduce((sum, share) => sum + share, 0);
  const chiSquare = counts.reduce((sum, count, index) => {
    const expected = (total * shares[index]!) / whole;
    return sum + (count - expected) ** 2 / expected;
  }, 0);
  const pValue = chiSquareUpperTail(chiSquare, counts.length - 1);
  return { chiSquare, pValue, passed: pValue >= SAMPLE_RATIO_ALARM };
}
