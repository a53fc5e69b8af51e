import { setImmediate } from 'node:timers/promises';
import { invalidField } from '../../../errors';
import { Z } from '../statistics/interval';
import { pointLabel, type Series } from './build-series';
import type { Period } from './dates';
import type { Forecast } from './series-figures';
import { repeatLast, smooth, type Fitted } from './smoothing';

/** A forecast from fewer periods is a guess. */
export const FEWEST_TO_FORECAST = 12;
const HORIZON: Readonly<Record<Period, number>> = { day: 14, week: 8, month: 6 };
const MOST_STEPS = 60;
/** Earlier points from which the known end is forecast. */
const MOST_ORIGINS = 5;

/**
 * Forecasts a series by the method that did best when it forecast the known end from earlier points (rolling origin). `horizon` is the caller's
 * `context.horizon`, in periods.
 * @throws MeshError invalid `context.horizon`; the reason of `signal`.
 */
export async function forecastOf(
  series: Series,
  seasonLength: number | undefined,
  horizon: unknown,
  signal: AbortSignal,
): Promise<Forecast> {
  const { values } = series;
  const steps = horizonOf(series, horizon);
  const methods = methodsFor(values.length, steps, seasonLength);
  const origins = originsOf(values.length, steps, seasonLength ?? 1);
  const tried: { name: string; fit: Method; tally: Tally }[] = [];
  for (const [name, fit] of methods) {
    await setImmediate();
    signal.throwIfAborted();
    tried.push({ name, fit, tally: backtest(values, fit, origins, steps) });
  }
  const best = tried.reduce((least, one) => (one.tally.absolute < least.tally.absolute ? one : least));
  const fitted = best.fit(values);
  const deviations = fitted.deviations(steps);
  const floor = values.every((value) => value >= 0) ? 0 : -Infinity;
  const ceiling = series.kind === 'rate' ? 1 : Infinity;
  const bounded = (value: number): number => Math.min(ceiling, Math.max(floor, value));
  return {
    method: best.name,
    points: fitted.forecast(steps).map((value, ahead) => ({
      at: pointLabel(series, values.length + ahead),
      value: bounded(value),
      low: bounded(value - Z * deviations[ahead]!),
      high: bounded(value + Z * deviations[ahead]!),
    })),
    backtest: {
      origins: origins.length,
      compared: best.tally.compared,
      mean_absolute_error: best.tally.absolute / best.tally.compared,
      relative_error: best.tally.size === 0 ? null : best.tally.absolute / best.tally.size,
      coverage: best.tally.inside / best.tally.compared,
      methods: Object.fromEntries(tried.map(({ name, tally }) => [name, tally.absolute / tally.compared])),
    },
  };
}

type Method = (values: readonly number[]) => Fitted;

function methodsFor(count: number, steps: number, length: number | undefined): [string, Method][] {
  const enough = length !== undefined && count - steps >= 2 * length;
  return [
    ['last value again', (values) => repeatLast(values, 1)],
    ['damped Holt', (values) => smooth(values, 1)],
    ...(enough ? ([['last season again', (values) => repeatLast(values, length)]] as [string, Method][]) : []),
    ...(enough ? ([['damped Holt–Winters', (values) => smooth(values, length)]] as [string, Method][]) : []),
  ];
}

function horizonOf({ values, period }: Series, horizon: unknown): number {
  const most = Math.min(MOST_STEPS, Math.floor(values.length / 3));
  if (horizon === undefined) return Math.min(HORIZON[period], most);
  if (typeof horizon === 'number' && Number.isInteger(horizon) && horizon >= 1 && horizon <= most) return horizon;
  throw invalidField('context.horizon', `must be a whole number of ${period}s from 1 to ${most}, a third of what is known`);
}

/** Lengths of the beginnings to forecast from, the last one leaving exactly `steps` values. */
function originsOf(count: number, steps: number, length: number): number[] {
  const last = count - steps;
  const stride = Math.max(1, Math.floor(steps / 2));
  const fewest = Math.min(last, Math.max(FEWEST_TO_FORECAST - 4, 2 * length));
  return Array.from({ length: MOST_ORIGINS }, (_, back) => last - back * stride).filter((origin) => origin >= fewest);
}

interface Tally {
  absolute: number;
  size: number;
  inside: number;
  compared: number;
}

function backtest(values: readonly number[], fit: Method, origins: readonly number[], steps: number): Tally {
  const tally = { absolute: 0, size: 0, inside: 0, compared: 0 };
  for (const origin of origins) {
    const fitted = fit(values.slice(0, origin));
    const deviations = fitted.deviations(steps);
    fitted.forecast(steps).forEach((value, ahead) => {
      const actual = values[origin + ahead]!;
      tally.absolute += Math.abs(actual - value);
      tally.size += Math.abs(actual);
      tally.inside += Math.abs(actual - value) <= Z * deviations[ahead]! ? 1 : 0;
      tally.compared += 1;
    });
  }
  return tally;
}
