import { invalidField, MeshError } from '../../errors';
import { analyseCampaign, analyseTable, primaryMetric, withBootstrap } from './analyse-campaign';
import type { AnalyticsTaskType, AudienceBreakdown, CampaignFigures, OtherMetricFigures } from './analytics-output';
import { audienceOf } from './audience';
import { otherMetricFigures } from './other-metrics';
import type { GivenRows } from './read-source';
import { columnRoles, columnsToRead, namedColumns, type ColumnRoles } from './table/column-roles';
import { profileColumns } from './table/column-profile';
import { countRows, type CountedRows } from './table/count-rows';
import type { RowSource } from './table/row-source';
import { analyseSeries } from './trends/analyse-series';
import { buildSeries } from './trends/build-series';
import { seriesOf } from './trends/day-sums';
import type { SeriesFigures } from './trends/series-figures';

/** Everything that is computed from rows; sentences and charts come on top. */
export interface Analysis {
  taskType: AnalyticsTaskType;
  rows: { read: number; left_out: number };
  /** Which column was taken for what; undefined for rows of totals. */
  columns: ColumnRoles | undefined;
  figures: CampaignFigures | undefined;
  others: OtherMetricFigures[];
  audience: AudienceBreakdown[] | undefined;
  series: SeriesFigures[];
  warnings: string[];
}

/** What is asked of the rows; `named` is true where the caller named the task type: then what it needs must be there. */
export interface AnalysisRequest {
  context: Readonly<Record<string, unknown>>;
  taskType: AnalyticsTaskType;
  named: boolean;
  signal: AbortSignal;
}

/**
 * Computes what the rows allow: arms where there are arms, customers by their dimensions, time where there are dates.
 * @throws MeshError invalid, naming the field; the reason of the signal.
 */
export async function analyseRows(given: Exclude<GivenRows, { kind: 'none' }>, request: AnalysisRequest): Promise<Analysis> {
  if (given.kind === 'source') return analyseSource(given.source, request);
  const { context, taskType } = request;
  const figures = analyseCampaign(context);
  const read = (context.campaign_data as unknown[]).length;
  const dated = given.dated === undefined ? undefined : await countSource(given.dated, request);
  const timed = await seriesFigures(dated, request, true);
  return { taskType, rows: { read, left_out: 0 }, columns: undefined, figures, others: [], audience: undefined, ...timed };
}

async function analyseSource(source: RowSource, request: AnalysisRequest): Promise<Analysis> {
  const { context, taskType, named, signal } = request;
  const counted = await countSource(source, request);
  const { table, amounts, others, leftOut, roles } = counted;
  const compares = roles.arm !== null && table.arms.length > 1;
  if (table.metrics.length === 0 && others.length === 0)
    throw invalidField('context.columns', 'must name what to measure: no column of visits, conversions, spend or other numbers was found');
  if (taskType === 'comparison' && named && !compares)
    throw invalidField('context.columns.arm', 'must name the column of arms: a comparison needs two with customers');
  const figures = compares && table.metrics.length > 0 ? analyseTable(table, context) : undefined;
  if (figures !== undefined && amounts !== undefined) figures.comparisons = await withBootstrap(figures.comparisons, amounts, signal);
  const control = figures?.control ?? null;
  const wanted = table.metrics.length > 0 && (taskType === 'audience' || figures === undefined);
  const timed = await seriesFigures(counted, request, figures !== undefined);
  return {
    taskType,
    rows: { read: source.rows, left_out: leftOut },
    columns: roles,
    figures,
    others: otherMetricFigures(others, control),
    audience: wanted ? audienceOf(table, primaryMetric(table.metrics, context.primary_metric)) : undefined,
    series: timed.series,
    warnings: [
      ...(leftOut > 0 ? [`${leftOut} of ${source.rows} rows were left out: an arm, a figure or a date is missing there`] : []),
      ...(roles.spend !== null && !table.metrics.includes('spend_per_head')
        ? ['spend a head has no interval without spend_squared, the sum of squares over customers: it was left out']
        : []),
      ...(figures === undefined && table.skipped.length > 0 ? [`too many levels to break down by: ${table.skipped.join(', ')}`] : []),
      ...timed.warnings,
    ],
  };
}

async function countSource(source: RowSource, { context, signal }: AnalysisRequest): Promise<CountedRows & { roles: ColumnRoles }> {
  const named = namedColumns(context.columns, source);
  const profiles = await profileColumns(source, columnsToRead(source, named), signal);
  const roles = columnRoles(profiles, named);
  return { roles, ...(await countRows(source, roles, profiles, seriesOf(roles), signal)) };
}

/** Series where there are dates; without them, or with too few, a problem where time is what was asked for, else a warning. */
async function seriesFigures(
  counted: CountedRows | undefined,
  { context, taskType, named, signal }: AnalysisRequest,
  hasOther: boolean,
): Promise<{ series: SeriesFigures[]; warnings: string[] }> {
  const asked = taskType === 'trends' || taskType === 'prediction';
  const needed = asked && (named || !hasOther);
  if (counted?.days === undefined) {
    if (needed) throw invalidField('context.columns.date', `must name a column of dates: ${taskType} needs one`);
    return { series: [], warnings: asked ? [`no column of dates was found: nothing could be said about ${taskType}`] : [] };
  }
  try {
    const series: SeriesFigures[] = [];
    for (const one of buildSeries(counted.days, context.period))
      series.push(await analyseSeries(one, { horizon: context.horizon, needed: needed && taskType === 'prediction' }, signal));
    return { series, warnings: [] };
  } catch (error) {
    if (needed || !(error instanceof MeshError) || error.kind !== 'invalid') throw error;
    return { series: [], warnings: [`nothing is said about time: ${error.detail}`] };
  }
}
