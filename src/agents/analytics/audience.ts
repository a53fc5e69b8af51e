import type { AudienceBreakdown, Metric } from './analytics-output';
import { metricValue, proportion, spend, type ArmTotals } from './arm-totals';
import { benjaminiHochberg } from './statistics/benjamini-hochberg';
import { cochranQ } from './statistics/cochran-q';
import { meanInterval, squaredError } from './statistics/means';
import { homogeneity, wilson } from './statistics/proportions';
import type { CampaignTable } from './table/campaign-table';

/** The levels of every dimension over all arms, the dimension that matters most first; levels by their value, the best first. */
export function audienceOf(table: CampaignTable, metric: Metric): AudienceBreakdown[] {
  const found = table.dimensions
    .map(({ dimension, levels }) => ({ dimension, levels: levels.map(({ level, arms }) => ({ level, ...sumOf(arms) })) }))
    .filter(({ levels }) => levels.length > 1)
    .map(({ dimension, levels }) => ({
      dimension,
      metric,
      test: testOf(levels, metric),
      levels: levels.map((level) => figuresOf(level, metric)),
    }));
  benjaminiHochberg(found.map(({ test }) => test.p_value)).forEach((adjusted, index) => (found[index]!.test.p_adjusted = adjusted));
  return found
    .map((one) => ({ ...one, levels: one.levels.toSorted((a, b) => b.value - a.value) }))
    .sort((a, b) => a.test.p_value - b.test.p_value || b.test.statistic / b.test.degrees - a.test.statistic / a.test.degrees);
}

type LevelTotals = ArmTotals & { level: string };

function figuresOf(totals: LevelTotals, metric: Metric): AudienceBreakdown['levels'][number] {
  const interval = metric === 'spend_per_head' ? meanInterval(spend(totals)) : wilson(proportion(totals, metric));
  return { level: totals.level, customers: totals.customers, ...interval };
}

function testOf(levels: readonly LevelTotals[], metric: Metric): AudienceBreakdown['test'] {
  if (metric === 'spend_per_head') {
    const strata = levels.map((level) => ({ effect: metricValue(level, metric), squaredError: squaredError(spend(level)) }));
    const { q, degrees, pValue } = cochranQ(strata);
    return { name: "Cochran's Q", statistic: q, degrees, p_value: pValue, p_adjusted: pValue };
  }
  const { chiSquare, degrees, pValue } = homogeneity(levels.map((level) => proportion(level, metric)));
  return { name: 'chi-square', statistic: chiSquare, degrees, p_value: pValue, p_adjusted: pValue };
}

function sumOf(arms: readonly ArmTotals[]): ArmTotals {
  return arms.reduce((sum, arm) => ({
    arm: sum.arm,
    customers: sum.customers + arm.customers,
    visits: sum.visits + arm.visits,
    conversions: sum.conversions + arm.conversions,
    spend: sum.spend + arm.spend,
    spendSquared: sum.spendSquared + arm.spendSquared,
  }));
}
