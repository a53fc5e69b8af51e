import { Z, type Interval } from './interval';
import { twoSidedNormalP } from './tails';

/** Successes out of a number of customers. */
export interface Proportion {
  successes: number;
  total: number;
}

/** A proportion with its score interval (Wilson 1927), which keeps its coverage for small counts and rates near 0. */
export function wilson({ successes, total }: Proportion): Interval {
  const value = successes / total;
  const shrink = 1 + (Z * Z) / total;
  const centre = (value + (Z * Z) / (2 * total)) / shrink;
  const half = (Z / shrink) * Math.sqrt((value * (1 - value)) / total + (Z * Z) / (4 * total * total));
  return { value, low: successes === 0 ? 0 : centre - half, high: successes === total ? 1 : centre + half };
}

/** The difference `a − b` of two independent proportions with the hybrid score interval (Newcombe 1998, method 10). */
export function differenceOfProportions(a: Proportion, b: Proportion): Interval {
  const left = wilson(a);
  const right = wilson(b);
  const value = left.value - right.value;
  return {
    value,
    low: value - Math.hypot(left.value - left.low, right.high - right.value),
    high: value + Math.hypot(left.high - left.value, right.value - right.low),
  };
}

/** The two-sided p-value of the pooled two-proportion z test; 1 when neither or both groups are without variation. */
export function twoProportionP(a: Proportion, b: Proportion): number {
  const pooled = (a.successes + b.successes) / (a.total + b.total);
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / a.total + 1 / b.total));
  return error === 0 ? 1 : twoSidedNormalP((a.successes / a.total - b.successes / b.total) / error);
}
