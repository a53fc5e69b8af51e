import type { CampaignRow } from './campaign-rows';
import type { Breakdown, BreakdownLevel, Metric } from './analytics-output';
import { armFigures, armTotals, difference, differenceSquaredError, metricValue, type ArmTotals } from './arm-totals';
import { cochranQ } from './statistics/cochran-q';
import { holm } from './statistics/holm';

/** Tests whose adjusted p-value is below this count as significant. */
export const SIGNIFICANCE = 0.05;

/** A column with more levels is no dimension but an id or a measure. */
const MOST_LEVELS = 50;

/**
 * Each dimension taken alone. Families: the best-against-runner-up tests of all levels of all dimensions together, and
 * the heterogeneity tests of all dimensions.
 */
export function breakdowns(
  rows: readonly CampaignRow[],
  control: string | null,
  metric: Metric,
): { breakdowns: Breakdown[]; skipped: string[] } {
  const grouped = Object.keys(rows[0]?.dimensions ?? {}).map((dimension) => ({ dimension, levels: groupByLevel(rows, dimension) }));
  const between = twoBest(armTotals(rows), control, metric);
  const found = grouped
    .filter(({ levels: few }) => few.size <= MOST_LEVELS)
    .map(({ dimension, levels: few }) => breakdown(few, dimension, between, control, metric));
  const levels = found.flatMap((one) => one.levels);
  holm(levels.map((level) => level.p_value)).forEach((adjusted, index) => {
    levels[index]!.p_adjusted = adjusted;
    levels[index]!.best_is_significant = adjusted < SIGNIFICANCE;
  });
  holm(found.map((one) => one.heterogeneity.p_value)).forEach((adjusted, index) => (found[index]!.heterogeneity.p_adjusted = adjusted));
  const skipped = grouped.filter(({ levels: many }) => many.size > MOST_LEVELS).map(({ dimension }) => dimension);
  return { breakdowns: found, skipped };
}

function groupByLevel(rows: readonly CampaignRow[], dimension: string): Map<string, CampaignRow[]> {
  const levels = new Map<string, CampaignRow[]>();
  for (const row of rows) {
    const level = row.dimensions[dimension]!;
    const some = levels.get(level);
    if (some === undefined) levels.set(level, [row]);
    else some.push(row);
  }
  return levels;
}

/** The two arms whose difference may depend on the customer: the best treatments, or the only treatment and the control. */
function twoBest(totals: readonly ArmTotals[], control: string | null, metric: Metric): [string, string] {
  const ranked = rank(totals, metric).map(({ arm }) => arm);
  const [first, second] = [...ranked.filter((arm) => arm !== control), ...ranked.filter((arm) => arm === control)];
  return [first!, second!];
}

function breakdown(
  levels: ReadonlyMap<string, CampaignRow[]>,
  dimension: string,
  between: [string, string],
  control: string | null,
  metric: Metric,
): Breakdown {
  const totals = [...levels].map(([level, rows]) => ({ level, arms: armTotals(rows) }));
  const strata = totals.flatMap(({ arms }) => {
    const [a, b] = between.map((name) => arms.find(({ arm }) => arm === name));
    if (a === undefined || b === undefined) return [];
    return [{ effect: metricValue(a, metric) - metricValue(b, metric), squaredError: differenceSquaredError(a, b, metric) }];
  });
  const { q, degrees, pValue } = cochranQ(strata);
  return {
    dimension,
    metric,
    heterogeneity: { between, q, degrees, p_value: pValue, p_adjusted: pValue },
    levels: totals.flatMap(({ level, arms }) => (arms.length < 2 ? [] : [levelFigures(level, arms, control, metric)])),
  };
}

function levelFigures(level: string, arms: readonly ArmTotals[], control: string | null, metric: Metric): BreakdownLevel {
  const [best, runnerUp] = rank(arms, metric) as [ArmTotals, ArmTotals, ...ArmTotals[]];
  const lead = difference(best, runnerUp, metric);
  const held = arms.find(({ arm }) => arm === control);
  return {
    level,
    customers: arms.reduce((sum, { customers }) => sum + customers, 0),
    arms: arms.map(armFigures),
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
