import type { ConfidenceBound } from '../confidence';
import type { Analysis } from './analyse-rows';
import type { AnalyticsOutput, CampaignFigures } from './analytics-output';
import { leadingArm } from './findings';

/** More rows left out than this share make the rest a choice. */
const MOST_LEFT_OUT = 0.05;
/** A forecast whose method was off by more than this share of the values is a rough one. */
const ROUGH_FORECAST = 0.3;

/** The computed part of the output. */
export function outputOf({
  taskType,
  rows,
  columns,
  figures,
  others,
  audience,
  series,
}: Analysis): Omit<AnalyticsOutput, 'charts' | 'findings' | 'commentary'> {
  return {
    task_type: taskType,
    rows,
    ...(columns === undefined ? {} : { columns: rolesTaken(columns) }),
    ...figures,
    ...(others.length > 0 ? { other_metrics: others } : {}),
    ...(audience === undefined ? {} : { audience }),
    ...(series.length > 0 ? { series } : {}),
  };
}

/** The upper bounds of the confidence in what was computed. */
export function analysisBounds({ taskType, rows, figures, series }: Analysis): ConfidenceBound[] {
  const rough = taskType === 'prediction' && series.some(({ forecast }) => (forecast?.backtest.relative_error ?? 0) > ROUGH_FORECAST);
  return [
    ...(figures === undefined ? [{ limit: 0.9, reason: 'figures computed from the rows; no arms were compared' }] : figureBounds(figures)),
    ...(rows.left_out > MOST_LEFT_OUT * rows.read ? [{ limit: 0.6, reason: 'many rows lack a figure' }] : []),
    ...(rough ? [{ limit: 0.5, reason: 'the forecasting method was far off when it forecast what is known' }] : []),
  ];
}

/** What a reader must know before acting on the figures. */
export function analysisWarnings({ figures, warnings }: Analysis): string[] {
  return [...(figures === undefined ? [] : figureWarnings(figures)), ...warnings];
}

function rolesTaken({ metrics, dimensions, dimensionsNamed: _named, skipped: _skipped, ...single }: NonNullable<Analysis['columns']>) {
  return { ...Object.fromEntries(Object.entries(single).filter(([, name]) => name !== null)), metrics, dimensions };
}

function figureBounds(figures: CampaignFigures): ConfidenceBound[] {
  const leader = leadingArm(figures, figures.metric);
  const clear = figures.comparisons.some(
    (one) => one.metric === figures.metric && (one.arm === leader || one.against === leader) && one.p_adjusted < 0.05,
  );
  return [
    { limit: 0.95, reason: 'figures computed from campaign data' },
    figures.sample_ratio.passed ? { limit: 0.95, reason: 'arms split as planned' } : { limit: 0.3, reason: 'arms not split as planned' },
    ...(figures.control === null ? [{ limit: 0.7, reason: 'no control arm' }] : []),
    clear ? { limit: 0.95, reason: `${leader} leads significantly` } : { limit: 0.6, reason: 'no arm leads significantly' },
  ];
}

function figureWarnings(figures: CampaignFigures): string[] {
  return [
    ...(figures.skipped_dimensions.length > 0 ? [`too many levels to break down by: ${figures.skipped_dimensions.join(', ')}`] : []),
    ...(figures.control === null ? ['no control arm was named or recognised: effects of sending at all are unknown'] : []),
    ...(figures.sample_ratio.passed
      ? []
      : ['the sizes of the arms do not fit the planned split: check how customers were assigned before acting']),
  ];
}
