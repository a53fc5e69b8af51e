import { invalidField } from '../../errors';
import { METRICS, type AnalyticsOutput, type Comparison, type Metric } from './analytics-output';
import { armFigures, armTotals, difference, type ArmTotals } from './arm-totals';
import { breakdowns } from './breakdowns';
import { readCampaignRows } from './campaign-rows';
import { controlArm } from './control-arm';
import { holm } from './statistics/holm';
import { sampleRatio } from './statistics/sample-ratio';

/** Everything that is computed from the rows; sentences come on top. */
export type CampaignFigures = Omit<AnalyticsOutput, 'findings' | 'commentary'>;

/**
 * Analyses `context.campaign_data`, with `context.control`, `context.expected_split` (arm → share) and
 * `context.primary_metric` (default visit_rate: the metric with the most events, so the most power in small levels).
 * @throws MeshError invalid, naming the faulty field.
 */
export function analyseCampaign(context: Readonly<Record<string, unknown>>): CampaignFigures {
  const rows = readCampaignRows(context.campaign_data);
  const totals = armTotals(rows);
  const control = controlArm(
    totals.map(({ arm }) => arm),
    context.control,
  );
  const metric = primaryMetric(context.primary_metric);
  const split = sampleRatio(
    totals.map(({ customers }) => customers),
    expectedShares(context.expected_split, totals),
  );
  const { breakdowns: found, skipped } = breakdowns(rows, control, metric);
  return {
    control,
    metric,
    arms: totals.map(armFigures),
    comparisons: comparisons(totals, control),
    breakdowns: found,
    skipped_dimensions: skipped,
    sample_ratio: { chi_square: split.chiSquare, p_value: split.pValue, passed: split.passed },
  };
}

/** Every pair of arms in every metric, the control always on the right. */
function comparisons(totals: readonly ArmTotals[], control: string | null): Comparison[] {
  const ordered = [...totals.filter(({ arm }) => arm !== control), ...totals.filter(({ arm }) => arm === control)];
  const pairs = ordered.flatMap((a, index) => ordered.slice(index + 1).map((b) => [a, b] as const));
  const found = METRICS.flatMap((metric) => pairs.map(([a, b]) => difference(a, b, metric)));
  const adjusted = holm(found.map((one) => one.p_value));
  return found.map((one, index) => ({ ...one, p_adjusted: adjusted[index]! }));
}

function primaryMetric(value: unknown): Metric {
  if (value === undefined) return 'visit_rate';
  const metric = METRICS.find((name) => name === value);
  if (metric === undefined) throw invalidField('context.primary_metric', `must be one of ${METRICS.join(', ')}`);
  return metric;
}

function expectedShares(value: unknown, totals: readonly ArmTotals[]): number[] | undefined {
  if (value === undefined) return undefined;
  return totals.map(({ arm }) => {
    const share = (value as Record<string, unknown> | null)?.[arm];
    if (typeof share !== 'number' || !(share > 0)) throw invalidField(`context.expected_split.${arm}`, 'must be a share above 0');
    return share;
  });
}
