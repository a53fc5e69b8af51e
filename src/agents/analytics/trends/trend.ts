import { Z } from '../statistics/interval';
import { twoSidedNormalP } from '../statistics/tails';
import { autocorrelation, ranks } from './order-statistics';
import type { Trend } from './series-figures';

/** A p-value below this is a trend. */
const SIGNIFICANCE = 0.05;

/**
 * The slope of a series: the median over all pairs (Theil 1950, Sen 1968) with its rank interval, and the Mann–Kendall test. Both take the variance
 * of Kendall's S with ties and autocorrelation corrected (Hamed & Rao 1998). Outliers hardly move it. Takes n²/2 steps.
 */
export function trendOf(values: readonly number[]): Trend {
  const count = values.length;
  const slopes = new Float64Array((count * (count - 1)) / 2);
  let place = 0;
  let score = 0;
  for (let later = 1; later < count; later += 1) {
    for (let earlier = 0; earlier < later; earlier += 1) {
      const rise = values[later]! - values[earlier]!;
      score += Math.sign(rise);
      slopes[place] = rise / (later - earlier);
      place += 1;
    }
  }
  slopes.sort();
  const slope = middle(slopes);
  const error = Math.sqrt(scoreVariance(values, slope));
  const pValue = error === 0 || score === 0 ? 1 : twoSidedNormalP((score - Math.sign(score)) / error);
  const reach = Z * error;
  const at = (rank: number): number => slopes[Math.max(0, Math.min(slopes.length - 1, Math.round(rank)))] ?? 0;
  const direction = pValue >= SIGNIFICANCE ? 'none' : score > 0 ? 'up' : 'down';
  return { direction, slope, low: at((slopes.length - reach) / 2 - 1), high: at((slopes.length + reach) / 2), p_value: pValue };
}

function scoreVariance(values: readonly number[], slope: number): number {
  const count = values.length;
  const tied = ranks(values).ties.reduce((sum, size) => sum + size * (size - 1) * (2 * size + 5), 0);
  const independent = (count * (count - 1) * (2 * count + 5) - tied) / 18;
  if (count < 4) return independent;
  const detrended = ranks(values.map((value, at) => value - slope * at)).ranks;
  let correction = 0;
  for (let lag = 1; lag <= Math.min(count - 3, MOST_LAGS); lag += 1) {
    const correlation = autocorrelation(detrended, lag);
    if (Math.abs(correlation) > Z / Math.sqrt(count)) correction += (count - lag) * (count - lag - 1) * (count - lag - 2) * correlation;
  }
  // Below 1 the correction would make a test surer than independent points allow.
  return independent * Math.max(1, 1 + (2 * correction) / (count * (count - 1) * (count - 2)));
}

/** Lags further apart are noise, and dear. */
const MOST_LAGS = 30;

function middle(sorted: Float64Array): number {
  const half = sorted.length >> 1;
  if (sorted.length === 0) return 0;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}
