import type { Analysis } from './analyse-rows';
import { quotedLabels, type QuotedLabels } from './quoted-labels';

/** All names in an analysis that may hold digits: arms, dimensions, levels, metrics, dates. */
export function analysisLabels({ figures, audience, others, series }: Analysis): QuotedLabels {
  const dimensions = [...(figures?.breakdowns ?? []), ...(audience ?? [])];
  return quotedLabels([
    ...(figures?.arms ?? []).map(({ arm }) => arm),
    ...others.flatMap(({ metric, arms }) => [metric, ...arms.map(({ arm }) => arm)]),
    ...dimensions.flatMap(({ dimension, levels }) => [dimension, ...levels.map(({ level }) => level)]),
    ...series.flatMap(({ metric, points, forecast }) => [metric, ...[...points, ...(forecast?.points ?? [])].map(({ at }) => at)]),
  ]);
}
