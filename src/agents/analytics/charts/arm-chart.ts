import type { CampaignFigures } from '../analytics-output';
import { METRIC_WORDS } from '../metric-words';
import { axisFormat, chartSpec, type ChartPlan } from './chart';

/** Every metric of every arm with its interval, one panel a metric. */
export function armChart({ arms, metrics }: CampaignFigures): ChartPlan {
  const title = 'Arms with 95 % intervals';
  const panels = metrics.map((metric, index) => {
    const { name, value: unit } = METRIC_WORDS[metric];
    const values = arms.map((arm) => ({ arm: arm.arm, value: arm[metric]!.value, low: arm[metric]!.low, high: arm[metric]!.high }));
    const y = {
      field: 'arm',
      type: 'nominal',
      title: null,
      sort: null,
      axis: index === 0 ? { labelLimit: 160 } : { labels: false, ticks: false },
    };
    const x = { type: 'quantitative', title: name, scale: { zero: false, nice: true }, axis: { format: axisFormat(unit), tickCount: 4 } };
    return {
      data: { values },
      width: 190,
      height: { step: 36 },
      encoding: { y },
      layer: [
        { mark: { type: 'rule', strokeWidth: 2 }, encoding: { x: { ...x, field: 'low' }, x2: { field: 'high' } } },
        { mark: { type: 'point', filled: true, size: 80, opacity: 1 }, encoding: { x: { ...x, field: 'value' } } },
      ],
    };
  });
  return { id: 'arms', title, spec: chartSpec(title, { hconcat: panels, spacing: 24 }) };
}
