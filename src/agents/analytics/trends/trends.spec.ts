import { autocorrelation, ranks } from './order-statistics';
import { analyseSeries } from './analyse-series';
import { buildSeries, type Series } from './build-series';
import { dayOf, periodLabel, periodOf } from './dates';
import { DaySums, type SeriesColumn } from './day-sums';
import { smooth } from './smoothing';
import { trendOf } from './trend';
import { seededRandom } from '../statistics/random';

const { signal } = new AbortController();
const START = dayOf('2026-01-01')!;
const WEEK = [300, 200, -100, -200, 900, 1_200, -2_300];
const noise = (seed: number) => {
  const random = seededRandom(seed);
  return () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
};
const seriesOf = (values: number[], first = START): Series => ({
  ...{ name: 'revenue', kind: 'sum', unit: 'dollars', period: 'day', first, values, filled: new Set() },
});
const revenue = (days: number, seed = 1) => {
  const normal = noise(seed);
  return Array.from({ length: days }, (_, day) => 5_000 + 12 * day + WEEK[day % 7]! + 150 * normal());
};
const analyse = (values: number[], horizon?: number) => analyseSeries(seriesOf(values), { horizon, needed: true }, signal);

describe('dates', () => {
  it('knows days, months and times, and no others', () => {
    expect(['2026-03-31', '2026-03', '2026-03-31T10:00:00+02:00', '2024-02-29'].map((text) => periodLabel(dayOf(text)!, 'day'))).toEqual([
      '2026-03-31',
      '2026-03-01',
      '2026-03-31',
      '2024-02-29',
    ]);
    expect(['2026-02-30', '31.03.2026', '2026-13', 'soon', '', '0000-01-01'].map(dayOf)).toEqual(Array(6).fill(undefined));
  });

  it('counts weeks from Monday and months by the calendar', () => {
    const [sunday, monday] = [dayOf('2026-03-29')!, dayOf('2026-03-30')!];
    expect(periodOf(monday, 'week') - periodOf(sunday, 'week')).toBe(1);
    expect(periodLabel(periodOf(dayOf('2026-04-02')!, 'week'), 'week')).toBe('2026-03-30');
    expect(periodLabel(periodOf(dayOf('2026-12-31')!, 'month') + 1, 'month')).toBe('2027-01');
  });
});

describe('trendOf', () => {
  it('gives the slope of SciPy, and the test as by hand', () => {
    // scipy.stats.theilslopes of 1.17; S 34, its variance with one tie 124, no autocorrelation beyond chance.
    const { slope, p_value, direction } = trendOf([1, 3, 2, 5, 4, 6, 8, 7, 9, 7]);
    expect([slope, p_value, direction]).toEqual([0.8571428571428571, expect.closeTo(0.003041744319900935, 12), 'up']);
  });

  it('is not moved by one wild value, and finds none in a constant series', () => {
    const line = Array.from({ length: 60 }, (_, at) => 2 * at);
    line[30] = 1e6;
    expect(trendOf(line).slope).toBeCloseTo(2, 9);
    expect(trendOf(Array(20).fill(5))).toMatchObject({ direction: 'none', slope: 0, p_value: 1 });
  });

  it('alarms in about one of twenty series of noise, and hardly more when noise is drawn out', () => {
    const normal = noise(4);
    const alarms = (carry: number) => {
      let found = 0;
      for (let run = 0; run < 200; run += 1) {
        let last = 0;
        const values = Array.from({ length: 60 }, () => (last = carry * last + normal()));
        if (trendOf(values).direction !== 'none') found += 1;
      }
      return found / 200;
    };
    expect(alarms(0)).toBeLessThan(0.09);
    expect(alarms(0.5)).toBeLessThan(0.2);
  });
});

describe('analyseSeries', () => {
  it('finds the slope, the week, the odd day, and forecasts with intervals that hold', async () => {
    const [values, ahead] = [revenue(180), revenue(194)];
    values[100] = values[100]! + 4_000;
    const found = await analyse(values, 14);
    expect(found.trend).toMatchObject({ direction: 'up', slope: expect.closeTo(12, 0) as number });
    expect(found.trend.low).toBeLessThan(12);
    expect(found.trend.high).toBeGreaterThan(12);
    // 1 January 2026 was a Thursday.
    expect(found.seasonality).toMatchObject({ length: 7, highest: { phase: 'Tuesday' }, lowest: { phase: 'Wednesday' } });
    expect(found.seasonality!.strength).toBeGreaterThan(0.8);
    expect(found.anomalies[0]).toMatchObject({ at: '2026-04-11' });
    expect(found.forecast?.method).toBe('damped Holt–Winters');
    expect(found.forecast?.points[0]?.at).toBe('2026-06-30');
    expect(found.forecast!.backtest.relative_error).toBeLessThan(0.05);
    const inside = found.forecast!.points.filter(({ low, high }, at) => ahead[180 + at]! >= low && ahead[180 + at]! <= high);
    expect(inside.length).toBeGreaterThanOrEqual(12);
  });

  it('covers what comes by about the share it says', async () => {
    let [inside, all] = [0, 0];
    for (let seed = 10; seed < 25; seed += 1) {
      const whole = revenue(124, seed);
      const { forecast } = await analyse(whole.slice(0, 110), 14);
      inside += forecast!.points.filter(({ low, high }, at) => whole[110 + at]! >= low && whole[110 + at]! <= high).length;
      all += 14;
    }
    expect(inside / all).toBeGreaterThan(0.88);
    expect(inside / all).toBeLessThanOrEqual(1);
  });

  it('finds neither season nor anomaly where there is none, nor trips over a constant series', async () => {
    const normal = noise(9);
    const found = await analyse(Array.from({ length: 120 }, () => 100 + normal()));
    expect(found.seasonality).toBeNull();
    expect(found.anomalies.length).toBeLessThanOrEqual(1);
    const constant = await analyse(Array(40).fill(7) as number[]);
    expect(constant).toMatchObject({ trend: { direction: 'none' }, seasonality: null, anomalies: [] });
    expect(constant.forecast?.points.every(({ value, low, high }) => value === 7 && low === 7 && high === 7)).toBe(true);
  });

  it('refuses a series too short for a forecast, or a horizon beyond a third of it', async () => {
    await expect(analyse(revenue(11))).rejects.toMatchObject({ errors: [{ field: 'context.columns.date' }] });
    await expect(analyse(revenue(30), 11)).rejects.toMatchObject({ errors: [{ field: 'context.horizon' }] });
    await expect(analyse(revenue(30), 1.5)).rejects.toMatchObject({ errors: [{ field: 'context.horizon' }] });
  });
});

describe('smooth', () => {
  it('goes on with a line and with a season that have no noise', () => {
    const line = Array.from({ length: 30 }, (_, at) => 10 + 2 * at);
    smooth(line, 1)
      .forecast(3)
      .forEach((value, ahead) => expect(Math.abs(value - (70 + 2 * ahead))).toBeLessThan(0.7));
    const season = Array.from({ length: 42 }, (_, at) => 100 + [5, 0, -5, 9, 2, -8, -3][at % 7]!);
    smooth(season, 7)
      .forecast(7)
      .forEach((value, ahead) => expect(value).toBeCloseTo(season[ahead]!, 1));
  });
});

describe('buildSeries', () => {
  const column: SeriesColumn = { name: 'spend', from: 'spend', kind: 'sum', unit: 'dollars' };
  const sumsOf = (days: Record<string, number>, rows = Object.keys(days).length, kind: SeriesColumn['kind'] = 'sum') => {
    const sums = new DaySums('date', [{ ...column, kind }]);
    for (const [day, value] of Object.entries(days)) sums.days.set(dayOf(day)!, Float64Array.of(value, 1));
    sums.rows = rows;
    return sums;
  };
  const daily = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, at) => [periodLabel(START + at, 'day'), at]));

  it('draws a line over a gap, but takes 0 where rows are single events', () => {
    const days = { '2026-01-01': 4, '2026-01-02': 6, '2026-01-04': 10, '2026-01-05': 10, '2026-01-06': 10 };
    expect(buildSeries(sumsOf(days), undefined)[0]).toMatchObject({ period: 'day', values: [4, 6, 8, 10, 10, 10], filled: new Set([2]) });
    expect(buildSeries(sumsOf(days, 50), undefined)[0]?.values).toEqual([4, 6, 0, 10, 10, 10]);
  });

  it('puts long series together by whole weeks', () => {
    const [series] = buildSeries(sumsOf(daily(1_000)), undefined);
    expect(series?.period).toBe('week');
    // From Monday 5 January: days 4 to 10.
    expect(series?.values[0]).toBe(4 + 5 + 6 + 7 + 8 + 9 + 10);
    expect(series?.values.length).toBe(142);
  });

  it('refuses too many gaps, an unknown period, and one that is too fine', () => {
    const fault = (run: () => unknown): string | undefined => {
      try {
        run();
        return undefined;
      } catch (error) {
        return (error as { errors?: { field: string }[] }).errors?.[0]?.field;
      }
    };
    expect(fault(() => buildSeries(sumsOf({ ...daily(20), '2026-06-01': 1 }), undefined))).toBe('context.columns.date');
    expect(fault(() => buildSeries(sumsOf(daily(9)), 'hour'))).toBe('context.period');
    expect(fault(() => buildSeries(sumsOf(daily(900)), 'day'))).toBe('context.period');
  });
});

describe('order statistics', () => {
  it('rank with ties, and correlate a series with itself', () => {
    expect(ranks([10, 20, 10, 5])).toEqual({ ranks: [2.5, 4, 2.5, 1], ties: [1, 2, 1] });
    expect(autocorrelation([1, -1, 1, -1, 1, -1], 2)).toBeCloseTo(4 / 6, 12);
    expect(autocorrelation([3, 3, 3], 1)).toBe(0);
  });
});
