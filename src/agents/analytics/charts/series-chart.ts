import { upperFirst, wordsOf } from '../metric-words';
import type { SeriesFigures } from '../trends/series-figures';
import { axisFormat, chartSpec, type ChartPlan } from './chart';

/** Known points drawn at most, the latest ones. */
const MOST_POINTS = 200;

/** A series over time with its anomalies, and its forecast with the interval. */
export function seriesChart({ metric, period, unit, points, anomalies, forecast }: SeriesFigures): ChartPlan {
  const shown = points.slice(-MOST_POINTS);
  const title = `${upperFirst(wordsOf(metric))} by ${period}${forecast === null ? '' : ', with forecast and 95 % interval'}`;
  const first = shown[0]!.at;
  const marked = anomalies.filter(({ at }) => at >= first).map(({ at, value }) => ({ at, value }));
  const x = {
    field: 'at',
    type: 'temporal',
    title: null,
    axis: { format: period === 'month' ? '%b %Y' : '%d %b %Y', tickCount: 6, labelOverlap: true },
  };
  const y = { type: 'quantitative', title: wordsOf(metric), scale: { zero: false }, axis: { format: axisFormat(unit), tickCount: 6 } };
  const known = shown.map(({ at, value }) => ({ at, value }));
  const next = (forecast?.points ?? []).map((point) => ({ ...point }));
  const band = {
    ...mark(next, { type: 'area', opacity: 0.18, color: '#D55E00' }),
    encoding: { x, y: { ...y, field: 'low' }, y2: { field: 'high' } },
  };
  // The forecast's line begins at the last known point, so that it does not hang in the air.
  const lead = known.slice(-1).concat(next.map(({ at, value }) => ({ at, value })));
  const value = { x, y: { ...y, field: 'value' } };
  return {
    id: `series.${metric}`,
    title,
    spec: chartSpec(title, {
      width: 620,
      height: 260,
      layer: [
        ...(next.length === 0 ? [] : [band]),
        { ...mark(known, { type: 'line', strokeWidth: 1.5, color: '#0072B2' }), encoding: value },
        ...(next.length === 0 ? [] : [{ ...mark(lead, { type: 'line', strokeDash: [5, 3], color: '#D55E00' }), encoding: value }]),
        ...(marked.length === 0
          ? []
          : [{ ...mark(marked, { type: 'point', size: 90, strokeWidth: 2, color: '#CC0000' }), encoding: value }]),
      ],
    }),
  };
}

function mark(values: readonly object[], drawn: Readonly<Record<string, unknown>>): { data: { values: readonly object[] }; mark: object } {
  return { data: { values }, mark: drawn };
}
