import type { AudienceBreakdown, Breakdown } from '../analytics-output';
import { METRIC_WORDS, upperFirst, wordsOf } from '../metric-words';
import { axisFormat, chartSpec, type ChartPlan, type ChartSpec } from './chart';

/** Points drawn at most: a chart with more is a smear, and its SVG too long. */
const MOST_POINTS = 120;

/** One dimension: the metric of every arm in every level, with intervals; undefined when it has too many points to read. */
export function breakdownChart({ dimension, metric, levels }: Breakdown): ChartPlan | undefined {
  const values = levels.flatMap(({ level, arms }) =>
    arms.flatMap(({ arm, [metric]: figure }) =>
      figure === undefined ? [] : [{ level, arm, value: figure.value, low: figure.low, high: figure.high }],
    ),
  );
  if (values.length === 0 || values.length > MOST_POINTS) return undefined;
  const { name, value } = METRIC_WORDS[metric];
  const title = `${upperFirst(name)} by ${wordsOf(dimension)}`;
  const arm = { color: { field: 'arm', type: 'nominal', sort: null }, yOffset: { field: 'arm', type: 'nominal', sort: null } };
  return {
    id: `breakdown.${dimension}`,
    title,
    spec: intervals(title, values, { name, format: axisFormat(value), dimension: wordsOf(dimension) }, arm),
  };
}

/** One dimension over all arms: the metric of every level with its interval. */
export function audienceChart({ dimension, metric, levels }: AudienceBreakdown): ChartPlan {
  const { name, value } = METRIC_WORDS[metric];
  const title = `${upperFirst(name)} by ${wordsOf(dimension)}, all customers`;
  const values = levels.map((level) => ({ level: level.level, value: level.value, low: level.low, high: level.high }));
  return {
    id: `audience.${dimension}`,
    title,
    spec: intervals(title, values, { name, format: axisFormat(value), dimension: wordsOf(dimension) }, {}),
  };
}

function intervals(
  title: string,
  values: readonly object[],
  { name, format, dimension }: { name: string; format: string; dimension: string },
  arm: Readonly<Record<string, unknown>>,
): ChartSpec {
  const x = { type: 'quantitative', title: name, scale: { zero: false }, axis: { format, tickCount: 6 } };
  return chartSpec(title, {
    data: { values },
    width: 460,
    // A row of its own for every arm of a level.
    height: 'yOffset' in arm ? { step: 14, for: 'offset' } : { step: 26 },
    encoding: { y: { field: 'level', type: 'nominal', title: dimension, sort: null, axis: { labelLimit: 180 } }, ...arm },
    layer: [
      { mark: { type: 'rule', strokeWidth: 1.5 }, encoding: { x: { ...x, field: 'low' }, x2: { field: 'high' } } },
      { mark: { type: 'point', filled: true, size: 50, opacity: 1 }, encoding: { x: { ...x, field: 'value' } } },
    ],
  });
}
