import { invalidField } from '../../errors';
import type { Metric, PowerFigures } from './analytics-output';
import { differenceSquaredError, metricValue, spend, type ArmTotals } from './arm-totals';
import { squaredError } from './statistics/means';
import { sampleSizeForMeans, sampleSizeForRates, smallestDetectable } from './statistics/power';
import type { CampaignTable } from './table/campaign-table';

/** The relative lift that the next test should be able to find. */
const TARGET_LIFT = 0.1;

/**
 * For every metric: what the comparison of the first arm with the control (or with the second arm) could find, and the customers an arm the next
 * test needs to find `targetLift`, a share of the control's value. Metrics that are 0 or 1 throughout are left out.
 * @throws MeshError invalid `context.target_lift`.
 */
export function powerFigures({ arms, metrics }: CampaignTable, control: string | null, targetLift: unknown = TARGET_LIFT): PowerFigures[] {
  if (typeof targetLift !== 'number' || !(targetLift > 0 && targetLift <= 10))
    throw invalidField('context.target_lift', 'must be a share above 0 and at most 10, such as 0.1 for ten per cent');
  const against = arms.find(({ arm }) => arm === control) ?? arms[1];
  const tested = arms.find((arm) => arm !== against);
  if (against === undefined || tested === undefined) return [];
  return metrics.flatMap((metric) => {
    const target = metricValue(against, metric) * targetLift;
    const customers = sampleSize(against, metric, target);
    if (customers === undefined) return [];
    const [left, right] = [tested, against].map((arm) => differenceSquaredError(arm, arm, metric) / 2);
    return [
      {
        ...{ metric, arm: tested.arm, against: against.arm, smallest_detectable_difference: smallestDetectable(left!, right!) },
        ...{ target_difference: target, customers_per_arm: customers },
      },
    ];
  });
}

function sampleSize(against: ArmTotals, metric: Metric, target: number): number | undefined {
  const value = metricValue(against, metric);
  if (metric !== 'spend_per_head') return value > 0 && value + target < 1 ? sampleSizeForRates(value, value + target) : undefined;
  const variance = squaredError(spend(against)) * against.customers;
  return variance > 0 && target > 0 ? sampleSizeForMeans(variance, target) : undefined;
}
