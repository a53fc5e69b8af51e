import { median, robustDeviation } from './order-statistics';

/** A residual of more robust standard deviations than this is an anomaly (Iglewicz & Hoaglin 1993). */
export const ANOMALY_SCORE = 3.5;
/** The window of the running median where there is no season. */
const WINDOW = 13;

/** A series as trend plus season plus rest. `season` has one effect a phase, their median 0; empty without one. */
export interface Decomposition {
  expected: number[];
  trend: number[];
  season: number[];
  residuals: number[];
}

/**
 * Splits a series: the trend is a moving average over one season (a running median without one), the season the median of each phase. Twice, the second
 * time with anomalies replaced by what was expected, so that they bend neither.
 */
export function decompose(values: readonly number[], length: number): Decomposition {
  const first = split(values, values, length);
  const deviation = robustDeviation(first.residuals);
  if (deviation === 0) return first;
  const cleaned = values.map((value, at) => (Math.abs(first.residuals[at]!) / deviation > ANOMALY_SCORE ? first.expected[at]! : value));
  return split(values, cleaned, length);
}

function split(values: readonly number[], cleaned: readonly number[], length: number): Decomposition {
  const trend = length > 1 ? movingAverage(cleaned, length) : runningMedian(cleaned);
  const phases = Array.from({ length: length > 1 ? length : 0 }, (_, phase) =>
    median(cleaned.map((value, at) => value - trend[at]!).filter((_unused, at) => at % length === phase)),
  );
  const centre = phases.reduce((sum, effect) => sum + effect, 0) / Math.max(1, phases.length);
  const season = phases.map((effect) => effect - centre);
  const expected = trend.map((level, at) => level + (season.length > 0 ? season[at % length]! : 0));
  return { expected, trend, season, residuals: values.map((value, at) => value - expected[at]!) };
}

/** Centred over one season; the ends go on as the line through the first, or last, season of averages does. */
function movingAverage(values: readonly number[], length: number): number[] {
  const half = Math.floor(length / 2);
  const even = length % 2 === 0;
  const inner: number[] = [];
  for (let at = half; at < values.length - half; at += 1) {
    const window = values.slice(at - half, at + half + 1);
    const sum = window.reduce((total, value) => total + value, 0);
    inner.push(even ? (sum - (window[0]! + window.at(-1)!) / 2) / length : sum / length);
  }
  const reach = Math.min(length, inner.length - 1);
  const rise = (from: number, to: number): number => (reach === 0 ? 0 : (inner[to]! - inner[from]!) / reach);
  const [start, end] = [rise(0, reach), rise(inner.length - 1 - reach, inner.length - 1)];
  const before = Array.from({ length: half }, (_, at) => inner[0]! - start * (half - at));
  const after = Array.from({ length: half }, (_, at) => inner.at(-1)! + end * (at + 1));
  return [...before, ...inner, ...after];
}

function runningMedian(values: readonly number[]): number[] {
  const half = Math.floor(WINDOW / 2);
  return values.map((_, at) => {
    // At the ends the window keeps its middle and grows narrow.
    const reach = Math.max(2, Math.min(half, at, values.length - 1 - at));
    return median(values.slice(Math.max(0, at - reach), at + reach + 1));
  });
}
