import type { CampaignRow } from './campaign-rows';
import { METRICS, type ArmFigures, type Difference, type Metric } from './analytics-output';
import { mean, meanInterval, squaredError, welch, type Moments } from './statistics/means';
import { differenceOfProportions, twoProportionTest, wilson, type Proportion } from './statistics/proportions';

/** The sums of one arm. */
export interface ArmTotals {
  arm: string;
  customers: number;
  visits: number;
  conversions: number;
  spend: number;
  spendSquared: number;
}

/** Rows summed by arm, in the order in which arms first appear; arms without customers are left out. */
export function armTotals(rows: readonly CampaignRow[]): ArmTotals[] {
  const totals = new Map<string, ArmTotals>();
  for (const row of rows) {
    const total = totals.get(row.arm) ?? { arm: row.arm, customers: 0, visits: 0, conversions: 0, spend: 0, spendSquared: 0 };
    total.customers += row.customers;
    total.visits += row.visits;
    total.conversions += row.conversions;
    total.spend += row.spend;
    total.spendSquared += row.spendSquared;
    totals.set(row.arm, total);
  }
  return [...totals.values()].filter(({ customers }) => customers > 0);
}

/** The metrics of one arm with their intervals. */
export function armFigures(totals: ArmTotals, metrics: readonly Metric[] = METRICS): ArmFigures {
  const spendOf = () => ({ ...meanInterval(spend(totals)), standard_error: Math.sqrt(squaredError(spend(totals))) });
  return {
    arm: totals.arm,
    customers: totals.customers,
    ...(metrics.includes('visit_rate') ? { visit_rate: wilson(proportion(totals, 'visit_rate')) } : {}),
    ...(metrics.includes('conversion_rate') ? { conversion_rate: wilson(proportion(totals, 'conversion_rate')) } : {}),
    ...(metrics.includes('spend_per_head') ? { spend_per_head: spendOf() } : {}),
  };
}

/** The value of one metric. */
export function metricValue(totals: ArmTotals, metric: Metric): number {
  return metric === 'spend_per_head' ? mean(spend(totals)) : proportion(totals, metric).successes / totals.customers;
}

/** The difference of two arms in one metric: Newcombe interval and pooled z test for rates, Welch for spend. */
export function difference(a: ArmTotals, b: ArmTotals, metric: Metric): Difference {
  const found = metric === 'spend_per_head' ? spendDifference(a, b) : rateDifference(a, b, metric);
  const base = metricValue(b, metric);
  return { arm: a.arm, against: b.arm, metric, ...found, relative: base === 0 ? null : found.difference / base };
}

/** The squared standard error of `a − b`, unpooled, for weighting strata. */
export function differenceSquaredError(a: ArmTotals, b: ArmTotals, metric: Metric): number {
  return [a, b].reduce((sum, totals) => {
    if (metric === 'spend_per_head') return sum + squaredError(spend(totals));
    const rate = metricValue(totals, metric);
    return sum + (rate * (1 - rate)) / totals.customers;
  }, 0);
}

type Tested = Omit<Difference, 'arm' | 'against' | 'metric' | 'relative'>;

function rateDifference(a: ArmTotals, b: ArmTotals, metric: 'visit_rate' | 'conversion_rate'): Tested {
  const [left, right] = [proportion(a, metric), proportion(b, metric)];
  const { value, low, high } = differenceOfProportions(left, right);
  const { z, pValue } = twoProportionTest(left, right);
  return { difference: value, low, high, test: 'two-proportion z', statistic: z, p_value: pValue };
}

function spendDifference(a: ArmTotals, b: ArmTotals): Tested {
  const { value, low, high, t, degrees, pValue } = welch(spend(a), spend(b));
  return { difference: value, low, high, test: 'Welch t', statistic: t, degrees, p_value: pValue };
}

/** Successes and customers of a rate. */
export function proportion(totals: ArmTotals, metric: 'visit_rate' | 'conversion_rate'): Proportion {
  return { successes: metric === 'visit_rate' ? totals.visits : totals.conversions, total: totals.customers };
}

/** The moments of spend a head. */
export function spend({ customers, spend: sum, spendSquared }: ArmTotals): Moments {
  return { count: customers, sum, sumOfSquares: spendSquared };
}
