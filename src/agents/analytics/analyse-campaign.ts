import { setImmediate } from 'node:timers/promises';
import { invalidField } from '../../errors';
import { METRICS, type CampaignFigures, type Comparison, type Metric, type OverallTest } from './analytics-output';
import { armFigures, difference, proportion, type ArmTotals } from './arm-totals';
import { breakdowns } from './breakdowns';
import { readCampaignRows } from './campaign-rows';
import { controlArm } from './control-arm';
import { powerFigures } from './power-figures';
import { benjaminiHochberg } from './statistics/benjamini-hochberg';
import { bootstrapDifference, type SparseSample } from './statistics/bootstrap';
import { holm } from './statistics/holm';
import { homogeneity } from './statistics/proportions';
import { sampleRatio } from './statistics/sample-ratio';
import { tableOfRows, type CampaignTable } from './table/campaign-table';

export type { CampaignFigures } from './analytics-output';

/**
 * Analyses the aggregated rows of `context.campaign_data`, with `context.control`, `context.expected_split` (arm → share) and
 * `context.primary_metric` (default visit_rate: the metric with the most events, so the most power in small levels).
 * @throws MeshError invalid, naming the faulty field.
 */
export function analyseCampaign(context: Readonly<Record<string, unknown>>): CampaignFigures {
  return analyseTable(tableOfRows(readCampaignRows(context.campaign_data)), context);
}

/** The same for rows that are summed up already, of two arms or more. */
export function analyseTable(table: CampaignTable, context: Readonly<Record<string, unknown>>): CampaignFigures {
  const control = controlArm(
    table.arms.map(({ arm }) => arm),
    context.control,
  );
  const metric = primaryMetric(table.metrics, context.primary_metric);
  const split = sampleRatio(
    table.arms.map(({ customers }) => customers),
    expectedShares(context.expected_split, table.arms),
  );
  return {
    control,
    metric,
    metrics: table.metrics,
    arms: table.arms.map((arm) => armFigures(arm, table.metrics)),
    overall: overallTests(table),
    comparisons: comparisons(table, control),
    power: powerFigures(table, control, context.target_lift),
    breakdowns: breakdowns(table, control, metric),
    skipped_dimensions: [...table.skipped],
    sample_ratio: { chi_square: split.chiSquare, p_value: split.pValue, passed: split.passed },
  };
}

/** Adds the bootstrap interval to every comparison of spend. @throws the reason of `signal`. */
export async function withBootstrap(
  found: readonly Comparison[],
  amounts: ReadonlyMap<string, SparseSample>,
  signal: AbortSignal,
): Promise<Comparison[]> {
  const done: Comparison[] = [];
  for (const one of found) {
    await setImmediate();
    const [a, b] = [amounts.get(one.arm), amounts.get(one.against)];
    const bootstrap =
      one.metric !== 'spend_per_head' || a === undefined || b === undefined ? undefined : await bootstrapDifference(a, b, signal);
    done.push(bootstrap === undefined ? one : { ...one, bootstrap });
  }
  return done;
}

/**
 * The metric that answers first: the one named, else the first that the rows hold.
 * @throws MeshError invalid `context.primary_metric` for one that they do not hold.
 */
export function primaryMetric(metrics: readonly Metric[], value: unknown): Metric {
  const metric = value === undefined ? metrics[0] : metrics.find((name) => name === value);
  if (metric === undefined)
    throw invalidField('context.primary_metric', `must be one of ${(metrics.length > 0 ? metrics : METRICS).join(', ')}`);
  return metric;
}

/** Every pair of arms in every metric, the control always on the right. */
function comparisons({ arms, metrics }: CampaignTable, control: string | null): Comparison[] {
  const ordered = [...arms.filter(({ arm }) => arm !== control), ...arms.filter(({ arm }) => arm === control)];
  const pairs = ordered.flatMap((a, index) => ordered.slice(index + 1).map((b) => [a, b] as const));
  const found = metrics.flatMap((metric) => pairs.map(([a, b]) => difference(a, b, metric)));
  const pValues = found.map((one) => one.p_value);
  const [adjusted, fdr] = [holm(pValues), benjaminiHochberg(pValues)];
  return found.map((one, index) => ({ ...one, p_adjusted: adjusted[index]!, p_fdr: fdr[index]! }));
}

function overallTests({ arms, metrics }: CampaignTable): OverallTest[] {
  return metrics.flatMap((metric) => {
    if (metric === 'spend_per_head') return [];
    const { chiSquare, degrees, pValue } = homogeneity(arms.map((arm) => proportion(arm, metric)));
    return [{ metric, chi_square: chiSquare, degrees, p_value: pValue }];
  });
}

function expectedShares(value: unknown, totals: readonly Pick<ArmTotals, 'arm'>[]): number[] | undefined {
  if (value === undefined) return undefined;
  return totals.map(({ arm }) => {
    const share = (value as Record<string, unknown> | null)?.[arm];
    if (typeof share !== 'number' || !(share > 0)) throw invalidField(`context.expected_split.${arm}`, 'must be a share above 0');
    return share;
  });
}
