import { ANOMALY_SCORE } from './decompose';
import { median, ROBUST_SCALE } from './order-statistics';

/** A model that was fitted to a series: what it expects next, and how far off it may be. */
export interface Fitted {
  forecast(steps: number): number[];
  /** Standard deviations of the errors 1, 2, … steps ahead. */
  deviations(steps: number): number[];
}

const LEVEL_RATES = [0.05, 0.1, 0.2, 0.35, 0.5, 0.8];
const SLOPE_RATES = [0, 0.02, 0.1, 0.3];
const SEASON_RATES = [0.05, 0.15, 0.3];
const DAMPING = [0.9, 0.98];

interface Rates {
  level: number;
  slope: number;
  season: number;
  damping: number;
}

/**
 * Additive exponential smoothing with damped slope, and season where `length` > 1 (Holt–Winters): rates by least squares of the one-step errors over a grid;
 * error growth by the formulas of ETS(A,Ad,A) and ETS(A,Ad,N) (Hyndman & Athanasopoulos 2021, section 8.7). Needs two seasons, or four values.
 */
export function smooth(values: readonly number[], length: number): Fitted {
  let best: { rates: Rates; run: Run } | undefined;
  for (const level of LEVEL_RATES) {
    for (const slope of SLOPE_RATES) {
      for (const season of length > 1 ? SEASON_RATES : [0]) {
        for (const damping of DAMPING) {
          const rates = { level, slope, season, damping };
          const run = runThrough(values, length, rates);
          if (best === undefined || run.squares < best.run.squares) best = { rates, run };
        }
      }
    }
  }
  const { rates, run } = best!;
  const deviation = deviationOf(run.errors);
  return {
    forecast: (steps) =>
      Array.from({ length: steps }, (_, ahead) => {
        const season = length > 1 ? run.season[(values.length + ahead) % length]! : 0;
        return run.level + damped(rates.damping, ahead + 1) * run.slope + season;
      }),
    deviations: (steps) => {
      let growth = 1;
      return Array.from({ length: steps }, (_, ahead) => {
        if (ahead > 0) {
          const again = length > 1 && ahead % length === 0 ? rates.season : 0;
          growth += (rates.level * (1 + rates.slope * damped(rates.damping, ahead)) + again) ** 2;
        }
        return deviation * Math.sqrt(growth);
      });
    },
  };
}

/** The last value, or the last season, again (`length` > 1); errors grow with every repetition. */
export function repeatLast(values: readonly number[], length: number): Fitted {
  const step = Math.max(1, length);
  const errors = values.slice(step).map((value, at) => value - values[at]!);
  const deviation = deviationOf(errors);
  return {
    forecast: (steps) => Array.from({ length: steps }, (_, ahead) => values[values.length - step + (ahead % step)]!),
    deviations: (steps) => Array.from({ length: steps }, (_, ahead) => deviation * Math.sqrt(Math.floor(ahead / step) + 1)),
  };
}

/** Of errors around 0, those beyond 3.5 robust deviations cut to that: one odd day must not widen every interval. */
function deviationOf(errors: readonly number[]): number {
  const robust = ROBUST_SCALE * median(errors.map(Math.abs));
  const most = robust === 0 ? Infinity : ANOMALY_SCORE * robust;
  return Math.sqrt(errors.reduce((sum, error) => sum + Math.min(Math.abs(error), most) ** 2, 0) / Math.max(1, errors.length));
}

interface Run {
  level: number;
  slope: number;
  season: Float64Array;
  squares: number;
  errors: number[];
}

function runThrough(values: readonly number[], length: number, rates: Rates): Run {
  const start = Math.max(2, length);
  const mean = (from: number): number => values.slice(from, from + start).reduce((sum, value) => sum + value, 0) / start;
  let slope = (mean(start) - mean(0)) / start;
  let level = mean(0) + (slope * (start - 1)) / 2;
  const season = Float64Array.from({ length }, (_, phase) => values[phase]! - (level - slope * (start - 1 - phase)));
  let squares = 0;
  const errors: number[] = [];
  for (let at = start; at < values.length; at += 1) {
    const phase = length > 1 ? at % length : 0;
    const effect = length > 1 ? season[phase]! : 0;
    const before = level + rates.damping * slope;
    const error = values[at]! - before - effect;
    squares += error * error;
    errors.push(error);
    level = before + rates.level * error;
    slope = rates.damping * slope + rates.level * rates.slope * error;
    if (length > 1) season[phase] = effect + rates.season * error;
  }
  return { level, slope, season, squares, errors };
}

/** φ + φ² + … + φ^steps. */
function damped(damping: number, steps: number): number {
  return (damping * (1 - damping ** steps)) / (1 - damping);
}
