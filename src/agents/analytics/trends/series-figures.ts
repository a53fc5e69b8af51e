import type { NumberUnit } from '../../numbers/format-number';
import type { Period } from './dates';

/** How a series rises or falls from period to period, seasons set aside; `low` and `high` are the ends of the 95 % interval of the slope. */
export interface Trend {
  direction: 'up' | 'down' | 'none';
  /** Units of the series a period (Theil–Sen). */
  slope: number;
  low: number;
  high: number;
  /** Mann–Kendall, its variance corrected for autocorrelation (Hamed & Rao 1998). */
  p_value: number;
}

/** A pattern that repeats every `length` periods; strength 0–1 is the share of the variation around the trend that it explains. */
export interface Seasonality {
  length: number;
  strength: number;
  /** Kruskal–Wallis over the phases. */
  p_value: number;
  highest: { phase: string; effect: number };
  lowest: { phase: string; effect: number };
}

/** A period far from what trend and season let expect; `score` is in robust standard deviations. */
export interface Anomaly {
  at: string;
  value: number;
  expected: number;
  score: number;
}

/** What comes next, with 95 % intervals, and how far off the same method was when it forecast periods that are known. */
export interface Forecast {
  method: string;
  points: { at: string; value: number; low: number; high: number }[];
  backtest: {
    /** Forecasts made from earlier points of the series, and the values compared. */
    origins: number;
    compared: number;
    mean_absolute_error: number;
    /** Sum of absolute errors over the sum of absolute values; null where that is 0. */
    relative_error: number | null;
    /** Share of the values inside their 95 % interval. */
    coverage: number;
    /** Mean absolute error of every method that was tried. */
    methods: Record<string, number>;
  };
}

/** One metric over time. */
export interface SeriesFigures {
  metric: string;
  period: Period;
  unit: NumberUnit;
  /** `filled` ones had no rows: 0 where rows are single events, else the value between the neighbours. */
  points: { at: string; value: number; filled?: true }[];
  trend: Trend;
  seasonality: Seasonality | null;
  anomalies: Anomaly[];
  forecast: Forecast | null;
}
