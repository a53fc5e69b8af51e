import type { EvidenceBook, Finding } from '../../numbers/evidence-book';
import { upperFirst, wordsOf } from '../metric-words';
import type { SeriesFigures } from './series-figures';

type Cite = Parameters<Parameters<EvidenceBook['finding']>[0]>[0];

/** Anomalies told of each series; the rest stand in the output. */
const MOST_TOLD = 3;

/** The trend of every series, then its season, its anomalies and its forecast; the forecasts first where they are what was asked for. */
export function seriesFindings(all: readonly SeriesFigures[], book: EvidenceBook, forecastFirst: boolean): Finding[] {
  const forecasts = all.flatMap((series) => forecastFinding(series, book));
  const past = all.flatMap((series) => [trendFinding(series, book), ...seasonFinding(series, book), ...anomalyFindings(series, book)]);
  return forecastFirst ? [...forecasts, ...past] : [...past, ...forecasts];
}

function trendFinding({ metric, period, unit, points, trend }: SeriesFigures, book: EvidenceBook): Finding {
  const id = `series.${metric}`;
  book.put(`${id}.slope`, `Theil–Sen slope of ${metric}, a ${period}`, trend.slope);
  book.put(`${id}.slope.low`, `lower end of the interval of the slope of ${metric}`, trend.low);
  book.put(`${id}.slope.high`, `upper end of the interval of the slope of ${metric}`, trend.high);
  book.put(`${id}.trend.p`, `Mann–Kendall test of ${metric}`, trend.p_value);
  const [name, from, to] = [wordsOf(metric), points[0]!.at, points.at(-1)!.at];
  const change = unit === 'percent' ? 'points' : unit;
  return book.finding((cite) => {
    const p = `Mann–Kendall p ${cite(`${id}.trend.p`, 'p')}`;
    if (trend.direction === 'none') return `From ${from} to ${to}, ${name} shows no reliable trend (${p}).`;
    const ends = `${signed(cite, `${id}.slope.low`, change, trend.low)} to ${signed(cite, `${id}.slope.high`, change, trend.high)}`;
    const verb = trend.direction === 'up' ? 'rose' : 'fell';
    return `From ${from} to ${to}, ${name} ${verb} by ${cite(`${id}.slope`, change)} a ${period} (interval ${ends}, ${p}).`;
  });
}

function seasonFinding({ metric, period, unit, seasonality }: SeriesFigures, book: EvidenceBook): Finding[] {
  if (seasonality === null) return [];
  const id = `series.${metric}.season`;
  const { highest, lowest, strength } = seasonality;
  const when = period === 'day' ? 'on' : 'in';
  book.put(`${id}.strength`, `share of the variation of ${metric} around its trend that the season explains`, strength);
  book.put(`${id}.highest`, `effect of ${highest.phase} on ${metric}`, highest.effect);
  book.put(`${id}.lowest`, `effect of ${lowest.phase} on ${metric}`, lowest.effect);
  const change = unit === 'percent' ? 'points' : unit;
  return [
    book.finding(
      (cite) =>
        `${upperFirst(wordsOf(metric))} follows a season: highest ${when} ${highest.phase}, ${cite(`${id}.highest`, change)} above the trend, lowest ${when} ` +
        `${lowest.phase}, ${cite(`${id}.lowest`, change)} below it; the season explains ${cite(`${id}.strength`, 'percent')} of the variation around the trend.`,
    ),
  ];
}

function anomalyFindings({ metric, unit, anomalies }: SeriesFigures, book: EvidenceBook): Finding[] {
  return anomalies.slice(0, MOST_TOLD).map(({ at, value, expected }) => {
    const id = `series.${metric}.${at}`;
    book.put(`${id}.value`, `${metric} at ${at}`, value);
    book.put(`${id}.expected`, `${metric} at ${at} by trend and season`, expected);
    return book.finding((cite) => {
      const [was, should] = [signed(cite, `${id}.value`, unit, value), signed(cite, `${id}.expected`, unit, expected)];
      return `${upperFirst(wordsOf(metric))} was unusual at ${at}: ${was} where trend and season let expect ${should}.`;
    });
  });
}

function forecastFinding({ metric, period, unit, forecast }: SeriesFigures, book: EvidenceBook): Finding[] {
  if (forecast === null) return [];
  const id = `series.${metric}.forecast`;
  const last = forecast.points.at(-1)!;
  const { relative_error, mean_absolute_error } = forecast.backtest;
  book.put(`${id}.steps`, `${period}s forecast of ${metric}`, forecast.points.length);
  book.put(`${id}.value`, `forecast of ${metric} at ${last.at}`, last.value);
  book.put(`${id}.low`, `lower end of the forecast of ${metric} at ${last.at}`, last.low);
  book.put(`${id}.high`, `upper end of the forecast of ${metric} at ${last.at}`, last.high);
  book.put(`${id}.error`, `mean absolute error of the same forecast of known ${period}s`, mean_absolute_error);
  if (relative_error !== null) book.put(`${id}.relative_error`, 'sum of the absolute errors over the sum of the values', relative_error);
  return [
    book.finding((cite) => {
      const [value, low, high] = (['value', 'low', 'high'] as const).map((end) => signed(cite, `${id}.${end}`, unit, last[end]));
      const error =
        relative_error === null ? cite(`${id}.error`, unit === 'percent' ? 'points' : unit) : cite(`${id}.relative_error`, 'percent');
      return (
        `${upperFirst(wordsOf(metric))} is forecast at ${value} for ${last.at} (interval ${low} to ${high}), ${cite(`${id}.steps`, 'count')} ${period}s ` +
        `ahead by the method "${forecast.method}", which was off by ${error} on average when it forecast ${period}s that are known.`
      );
    }),
  ];
}

function signed(cite: Cite, id: string, unit: Parameters<Cite>[1], value: number): string {
  return `${value < 0 ? 'minus ' : ''}${cite(id, unit)}`;
}
