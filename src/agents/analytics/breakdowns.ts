import type { Breakdown, BreakdownLevel, Heterogeneity, Metric } from './analytics-output';
import { armFigures, difference, differenceSquaredError, metricValue, type ArmTotals } from './arm-totals';
import { benjaminiHochberg } from './statistics/benjamini-hochberg';
import { cochranQ } from './statistics/cochran-q';
import { holm } from './statistics/holm';
import type { CampaignTable, TableDimension } from './table/campaign-table';

/** Tests whose adjusted p-value is below this count as significant. */
export const SIGNIFICANCE = 0.05;

/**
 * Each dimension by itself. Families: the best-against-runner-up tests of all levels of all dimensions together (Holm), the heterogeneity tests of
 * all dimensions (Holm), and those of every arm against the control in all dimensions (Benjamini-Hochberg, for there are many).
 */
export function breakdowns(table: CampaignTable, control: string | null, metric: Metric): Breakdown[] {
  const between = twoBest(table.arms, control, metric);
  if (between === undefined) return [];
  const found = table.dimensions.map((dimension) => breakdown(dimension, between, table, control, metric));
  const levels = found.flatMap((one) => one.levels);
  holm(levels.map((level) => level.p_value)).forEach((adjusted, index) => {
    levels[index]!.p_adjusted = adjusted;
    levels[index]!.best_is_significant = adjusted < SIGNIFICANCE;
  });
  holm(found.map((one) => one.heterogeneity.p_value)).forEach((adjusted, index) => (found[index]!.heterogeneity.p_adjusted = adjusted));
  const effects = found.flatMap((one) => one.lift_heterogeneity);
  benjaminiHochberg(effects.map((one) => one.p_value)).forEach((adjusted, index) => (effects[index]!.p_adjusted = adjusted));
  return found;
}

/** The two arms whose difference may depend on the customer: the best treatments, or the only treatment and the control. */
function twoBest(totals: readonly ArmTotals[], control: string | null, metric: Metric): [string, string] | undefined {
  const ranked = rank(totals, metric).map(({ arm }) => arm);
  const [first, second] = [...ranked.filter((arm) => arm !== control), ...ranked.filter((arm) => arm === control)];
  return first === undefined || second === undefined ? undefined : [first, second];
}

function breakdown(
  { dimension, levels }: TableDimension,
  between: [string, string],
  { arms, metrics }: CampaignTable,
  control: string | null,
  metric: Metric,
): Breakdown {
  const lifted = control === null ? [] : arms.filter(({ arm }) => arm !== control).map(({ arm }) => [arm, control] as [string, string]);
  return {
    dimension,
    metric,
    heterogeneity: heterogeneity(levels, between, metric),
    lift_heterogeneity: lifted.map((pair) => heterogeneity(levels, pair, metric)),
    levels: levels.flatMap((level) => (level.arms.length < 2 ? [] : [levelFigures(level.level, level.arms, metrics, control, metric)])),
  };
}

/** Whether the difference of two arms is the same in all levels that hold both. */
function heterogeneity(levels: TableDimension['levels'], between: [string, string], metric: Metric): Heterogeneity {
  const strata = levels.flatMap(({ arms }) => {
    const [a, b] = between.map((name) => arms.find(({ arm }) => arm === name));
    if (a === undefined || b === undefined) return [];
    return [{ effect: metricValue(a, metric) - metricValue(b, metric), squaredError: differenceSquaredError(a, b, metric) }];
  });
  const { q, degrees, pValue } = cochranQ(strata);
  return { between, q, degrees, p_value: pValue, p_adjusted: pValue };
}

function levelFigures(
  level: string,
  arms: readonly ArmTotals[],
  metrics: readonly Metric[],
  control: string | null,
  metric: Metric,
): BreakdownLevel {
  const [best, runnerUp] = rank(arms, metric) as [ArmTotals, ArmTotals, ...ArmTotals[]];
  const lead = difference(best, runnerUp, metric);
  const held = arms.find(({ arm }) => arm === control);
  return {
    level,
    customers: arms.reduce((sum, { customers }) => sum + customers, 0),
    arms: arms.map((arm) => armFigures(arm, metrics)),
    best_arm: best.arm,
    runner_up: runnerUp.arm,
    best_is_significant: false,
    difference: lead.difference,
    low: lead.low,
    high: lead.high,
    p_value: lead.p_value,
    p_adjusted: lead.p_value,
    lifts: held === undefined ? [] : arms.filter((arm) => arm !== held).map((arm) => difference(arm, held, metric)),
  };
}

function rank(totals: readonly ArmTotals[], metric: Metric): ArmTotals[] {
  return [...totals].sort((a, b) => metricValue(b, metric) - metricValue(a, metric));
}
