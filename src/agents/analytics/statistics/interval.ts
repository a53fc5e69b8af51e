import { jStat } from 'jstat';

/** An estimate with the two ends of its interval; unit that of the estimate. */
export interface Interval {
  value: number;
  low: number;
  high: number;
}

/** The confidence level of every interval here. */
export const CONFIDENCE_LEVEL = 0.95;

/** The standard normal quantile of the two-sided level, 1.959964 at .95. */
export const Z = jStat.normal.inv(1 - (1 - CONFIDENCE_LEVEL) / 2, 0, 1);
