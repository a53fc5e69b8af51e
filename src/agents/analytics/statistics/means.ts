import { CONFIDENCE_LEVEL, type Interval } from './interval';
import { studentQuantile, twoSidedStudentP } from './student';

/** A sample by its count, sum and sum of squares: all that mean and variance need. */
export interface Moments {
  count: number;
  sum: number;
  sumOfSquares: number;
}

/** The arithmetic mean of a sample. */
export function mean({ count, sum }: Moments): number {
  return sum / count;
}

/** The squared standard error of the mean (sample variance over n); 0 for fewer than two observations. */
export function squaredError({ count, sum, sumOfSquares }: Moments): number {
  if (count < 2) return 0;
  return Math.max(0, (sumOfSquares - (sum * sum) / count) / (count - 1)) / count;
}

/** The mean with its t interval. */
export function meanInterval(sample: Moments): Interval {
  const value = mean(sample);
  const half = sample.count < 2 ? 0 : quantile(sample.count - 1) * Math.sqrt(squaredError(sample));
  return { value, low: value - half, high: value + half };
}

/** The difference of two means `a − b` with interval and two-sided p by the unequal-variances t test (Welch 1947). */
export function welch(a: Moments, b: Moments): Interval & { t: number; degrees: number; pValue: number } {
  const value = mean(a) - mean(b);
  const left = squaredError(a);
  const right = squaredError(b);
  const error = Math.sqrt(left + right);
  if (error === 0) return { value, low: value, high: value, t: 0, degrees: 0, pValue: 1 };
  const degrees = (left + right) ** 2 / (left ** 2 / Math.max(1, a.count - 1) + right ** 2 / Math.max(1, b.count - 1));
  const half = quantile(degrees) * error;
  return { value, low: value - half, high: value + half, t: value / error, degrees, pValue: twoSidedStudentP(value / error, degrees) };
}

function quantile(degrees: number): number {
  return studentQuantile(1 - CONFIDENCE_LEVEL, degrees);
}
