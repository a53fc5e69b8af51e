import { invalidField } from '../../../errors';
import { firstDayOf, periodLabel, periodOf, type Period } from './dates';
import type { DaySums, SeriesColumn } from './day-sums';

/** Points of a series; a longer one goes to weeks, then to months. Keeps the pairs that a slope is taken over below 200,000. */
const MOST_POINTS = 600;
/** Periods without rows, as a share of all. */
const MOST_GAPS = 0.25;
const PERIODS = ['day', 'week', 'month'] as const;

/** One metric, period by period. */
export interface Series extends Pick<SeriesColumn, 'name' | 'kind' | 'unit'> {
  period: Period;
  /** The number of the first period, as `periodOf` counts. */
  first: number;
  values: number[];
  /** Places in `values` that had no rows. */
  filled: ReadonlySet<number>;
}

/**
 * The series of all days, by the period that the rows have or `context.period` names.
 * @throws MeshError invalid when periods are missing or the series is too long, naming the field.
 */
export function buildSeries(sums: DaySums, asked: unknown): Series[] {
  const days = [...sums.days.keys()].sort((a, b) => a - b);
  if (days.length === 0) throw invalidField('context.columns.date', 'holds no date');
  const usual = usualPeriod(days);
  const period = asked === undefined ? fitting(usual, days) : namedPeriod(asked);
  const [first, last] = wholePeriods(days, usual, period);
  const length = last - first + 1;
  if (length > MOST_POINTS || length < 1)
    throw invalidField('context.period', `${period} gives ${Math.max(0, length)} whole periods, and a series has 1 to ${MOST_POINTS}`);
  return sums.series.map((column, index) => {
    const [above, below] = [new Float64Array(length), new Float64Array(length)];
    for (const day of days) {
      const at = periodOf(day, period) - first;
      if (at < 0 || at >= length) continue;
      above[at] = above[at]! + sums.days.get(day)![2 * index]!;
      below[at] = below[at]! + sums.days.get(day)![2 * index + 1]!;
    }
    const events = column.kind === 'sum' && sums.rows > 1.5 * days.length;
    const known = [...above].map((sum, at) => (below[at] === 0 ? undefined : column.kind === 'sum' ? sum : sum / below[at]!));
    const filled = new Set(known.flatMap((value, at) => (value === undefined ? [at] : [])));
    if (!events && filled.size > MOST_GAPS * length)
      throw invalidField('context.columns.date', `${filled.size} of ${length} ${period}s have no value of ${column.name}: too many gaps`);
    const { name, kind, unit } = column;
    return { name, kind, unit, period, first, values: events ? known.map((value) => value ?? 0) : interpolated(known), filled };
  });
}

/** How the point at `index` is named. */
export function pointLabel(series: Pick<Series, 'first' | 'period'>, index: number): string {
  return periodLabel(series.first + index, series.period);
}

function usualPeriod(days: readonly number[]): Period {
  const gaps = days.slice(1).map((day, index) => day - days[index]!);
  const median = gaps.sort((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? 1;
  return median >= 27 ? 'month' : median >= 6 ? 'week' : 'day';
}

/** The usual period, or the next coarser one that keeps the series short enough. */
function fitting(usual: Period, days: readonly number[]): Period {
  const candidates = PERIODS.slice(PERIODS.indexOf(usual));
  return candidates.find((period) => periodOf(days.at(-1)!, period) - periodOf(days[0]!, period) < MOST_POINTS) ?? 'month';
}

function namedPeriod(asked: unknown): Period {
  const period = PERIODS.find((name) => name === asked);
  if (period === undefined) throw invalidField('context.period', `must be one of ${PERIODS.join(', ')}`);
  return period;
}

/** First and last period; half ones at the ends are left out where days are put together, for their sums are too low. */
function wholePeriods(days: readonly number[], usual: Period, period: Period): [number, number] {
  const [first, last] = [periodOf(days[0]!, period), periodOf(days.at(-1)!, period)];
  if (usual === period) return [first, last];
  const slack = usual === 'week' ? 6 : 0;
  return [
    days[0]! > firstDayOf(first, period) + slack ? first + 1 : first,
    days.at(-1)! < firstDayOf(last + 1, period) - 1 - slack ? last - 1 : last,
  ];
}

function interpolated(known: readonly (number | undefined)[]): number[] {
  return known.map((value, at) => {
    if (value !== undefined) return value;
    const before = known.findLastIndex((one, index) => index < at && one !== undefined);
    const after = known.findIndex((one, index) => index > at && one !== undefined);
    if (before === -1 || after === -1) return known[before === -1 ? after : before] ?? 0;
    return known[before]! + ((known[after]! - known[before]!) * (at - before)) / (after - before);
  });
}
