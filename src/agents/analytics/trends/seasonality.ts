import { Z } from '../statistics/interval';
import { chiSquareUpperTail } from '../statistics/tails';
import type { Series } from './build-series';
import { firstDayOf, type Period } from './dates';
import { decompose } from './decompose';
import { autocorrelation, ranks } from './order-statistics';
import type { Seasonality } from './series-figures';

/** The season that marketing figures have: a week of days, a year of weeks or months. */
const SEASON_LENGTH: Readonly<Record<Period, number>> = { day: 7, week: 52, month: 12 };
/** Cycles without which a season is a guess. */
const FEWEST_CYCLES = 2;
const SIGNIFICANCE = 0.01;
const WEEKDAYS = ['Thursday', 'Friday', 'Saturday', 'Sunday', 'Monday', 'Tuesday', 'Wednesday'];
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June'].concat([
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]);

/**
 * The season of a series where there is one: its values repeat at the lag of the season (autocorrelation beyond chance) and its phases differ
 * (Kruskal–Wallis), the trend set aside.
 */
export function seasonalityOf({ values, period, first }: Series): Seasonality | null {
  const length = SEASON_LENGTH[period];
  if (values.length < FEWEST_CYCLES * length) return null;
  const { trend, season, residuals } = decompose(values, length);
  const detrended = values.map((value, at) => value - trend[at]!);
  const pValue = kruskalWallis(detrended, length);
  if (pValue >= SIGNIFICANCE || autocorrelation(detrended, length) <= Z / Math.sqrt(values.length)) return null;
  const phase = (index: number) => ({ phase: phaseName(first + index, period), effect: season[index]! });
  return {
    length,
    // Hyndman & Athanasopoulos 2021, section 4.3.
    strength: Math.max(0, 1 - variance(residuals) / variance(detrended)),
    p_value: pValue,
    highest: phase(season.indexOf(Math.max(...season))),
    lowest: phase(season.indexOf(Math.min(...season))),
  };
}

function kruskalWallis(values: readonly number[], length: number): number {
  const { ranks: ranked, ties } = ranks(values);
  const count = values.length;
  const sums = Array.from({ length }, (_, phase) => {
    const own = ranked.filter((_unused, at) => at % length === phase);
    return own.reduce((sum, rank) => sum + rank, 0) ** 2 / own.length;
  });
  const tied = 1 - ties.reduce((sum, size) => sum + size ** 3 - size, 0) / (count ** 3 - count);
  if (tied === 0) return 1;
  const statistic = ((12 / (count * (count + 1))) * sums.reduce((sum, part) => sum + part, 0) - 3 * (count + 1)) / tied;
  return chiSquareUpperTail(statistic, length - 1);
}

function phaseName(index: number, period: Period): string {
  if (period === 'day') return WEEKDAYS[((index % 7) + 7) % 7]!;
  const month = MONTHS[new Date(firstDayOf(index, period) * 86_400_000).getUTCMonth()]!;
  return period === 'month' ? month : `a week of ${month}`;
}

function variance(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
}
