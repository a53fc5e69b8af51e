import { Z, type Interval } from './interval';
import { chiSquareUpperTail, twoSidedNormalP } from './tails';

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

/** The pooled two-proportion z test, two-sided; its square is the chi-square of the two by two table. No variation at all: z 0, p 1. */
export function twoProportionTest(a: Proportion, b: Proportion): { z: number; pValue: number } {
  const pooled = (a.successes + b.successes) / (a.total + b.total);
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / a.total + 1 / b.total));
  if (error === 0) return { z: 0, pValue: 1 };
  const z = (a.successes / a.total - b.successes / b.total) / error;
  return { z, pValue: twoSidedNormalP(z) };
}

/** Pearson's chi-square of several proportions being one, with one degree fewer than proportions. */
export function homogeneity(groups: readonly Proportion[]): { chiSquare: number; degrees: number; pValue: number } {
  const total = groups.reduce((sum, group) => sum + group.total, 0);
  const pooled = groups.reduce((sum, { successes }) => sum + successes, 0) / total;
  const degrees = groups.length - 1;
  if (degrees < 1 || pooled === 0 || pooled === 1) return { chiSquare: 0, degrees: Math.max(0, degrees), pValue: 1 };
  const chiSquare = groups.reduce(
    (sum, group) => sum + (group.successes - group.total * pooled) ** 2 / (group.total * pooled * (1 - pooled)),
    0,
  );
  return { chiSquare, degrees, pValue: chiSquareUpperTail(chiSquare, degrees) };
}
