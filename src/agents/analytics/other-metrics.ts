import type { OtherMetricFigures } from './analytics-output';
import { holm } from './statistics/holm';
import { meanInterval, welch } from './statistics/means';
import type { OtherMetric } from './table/count-rows';

/** Means and pairwise Welch tests of the metrics beside the usual three; adjusted by Holm over all of them. */
export function otherMetricFigures(others: readonly OtherMetric[], control: string | null): OtherMetricFigures[] {
  const found = others.map(({ metric, arms }) => {
    const known = arms.filter(({ moments }) => moments.count > 0);
    const ordered = [...known.filter(({ arm }) => arm !== control), ...known.filter(({ arm }) => arm === control)];
    const pairs = ordered.flatMap((a, index) => ordered.slice(index + 1).map((b) => [a, b] as const));
    return {
      metric,
      arms: known.map(({ arm, moments }) => ({ arm, customers: moments.count, ...meanInterval(moments) })),
      comparisons: pairs.map(([a, b]) => {
        const { value, low, high, pValue } = welch(a.moments, b.moments);
        return { arm: a.arm, against: b.arm, difference: value, low, high, p_value: pValue, p_adjusted: pValue };
      }),
    };
  });
  const all = found.flatMap(({ comparisons }) => comparisons);
  holm(all.map((one) => one.p_value)).forEach((adjusted, index) => (all[index]!.p_adjusted = adjusted));
  return found;
}
