import { setImmediate } from 'node:timers/promises';
import { invalidField } from '../../../errors';
import { pointLabel, type Series } from './build-series';
import { ANOMALY_SCORE, decompose, type Decomposition } from './decompose';
import { FEWEST_TO_FORECAST, forecastOf } from './forecast';
import { robustDeviation } from './order-statistics';
import { seasonalityOf } from './seasonality';
import type { Anomaly, SeriesFigures } from './series-figures';
import { trendOf } from './trend';

/** A trend over fewer periods is a guess. */
const FEWEST_PERIODS = 8;
/** Anomalies told, the furthest first. */
const MOST_ANOMALIES = 10;
const EDGE_FACTOR = 1.7;

/**
 * Trend, season, anomalies and forecast of one series. A forecast that `needed` does not ask for is left out where the series is too short for it.
 * @throws MeshError invalid, naming the field, when the series is too short; the reason of `signal`.
 */
export async function analyseSeries(
  series: Series,
  { horizon, needed }: { horizon: unknown; needed: boolean },
  signal: AbortSignal,
): Promise<SeriesFigures> {
  await setImmediate();
  signal.throwIfAborted();
  const { values, period } = series;
  const fewest = needed ? FEWEST_TO_FORECAST : FEWEST_PERIODS;
  if (values.length < fewest)
    throw invalidField(
      'context.columns.date',
      `spans ${values.length} ${period}s, and a ${needed ? 'forecast' : 'trend'} needs ${fewest} at least`,
    );
  const seasonality = seasonalityOf(series);
  const parts = decompose(values, seasonality?.length ?? 1);
  const { season } = parts;
  const adjusted = values.map((value, at) => value - (season.length > 0 ? season[at % season.length]! : 0));
  const trend = trendOf(adjusted);
  await setImmediate();
  const forecast = values.length < FEWEST_TO_FORECAST ? null : await forecastOf(series, seasonality?.length, horizon, signal);
  return {
    ...{ metric: series.name, period, unit: series.unit },
    points: values.map((value, at) => ({ at: pointLabel(series, at), value, ...(series.filled.has(at) ? { filled: true as const } : {}) })),
    ...{ trend, seasonality, anomalies: anomaliesOf(series, parts), forecast },
  };
}

/**
 * Periods whose residual is far out by the robust deviation of all residuals. In the first and the last half of a season the trend is drawn on beyond
 * its averages, so there it takes more.
 */
function anomaliesOf(series: Series, { expected, residuals, season }: Decomposition): Anomaly[] {
  const deviation = robustDeviation(residuals);
  if (deviation === 0) return [];
  const half = season.length / 2;
  const bar = (at: number): number => (at < half || at >= residuals.length - half ? EDGE_FACTOR : 1) * ANOMALY_SCORE;
  return residuals
    .map((residual, at) => ({
      at: pointLabel(series, at),
      value: series.values[at]!,
      expected: expected[at]!,
      score: residual / deviation,
    }))
    .filter(({ score }, at) => Math.abs(score) > bar(at) && !series.filled.has(at))
    .sort((a, b) => Math.abs(b.score) - Math.abs(a.score))
    .slice(0, MOST_ANOMALIES);
}
