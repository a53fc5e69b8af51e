import type { Finding } from '../numbers/evidence-book';
import type { Interval } from './statistics/interval';

/** Rates are fractions of customers; spend is dollars a customer, buyers or not. */
export const METRICS = ['visit_rate', 'conversion_rate', 'spend_per_head'] as const;
export type Metric = (typeof METRICS)[number];

/** One arm, over all customers or those of one level, with 95 % intervals (Wilson for rates, t for spend). */
export interface ArmFigures {
  arm: string;
  customers: number;
  visit_rate: Interval;
  conversion_rate: Interval;
  spend_per_head: Interval & { standard_error: number };
}

/** `arm` minus `against`, with its 95 % interval; `relative` is the share of `against`, null where that is 0. */
export interface Difference {
  arm: string;
  against: string;
  metric: Metric;
  difference: number;
  low: number;
  high: number;
  relative: number | null;
  p_value: number;
}

/** A difference over the whole campaign; adjusted by Holm over all comparisons. */
export interface Comparison extends Difference {
  p_adjusted: number;
}

/** One level of a dimension: who did best there, tested against the runner-up; adjusted by Holm over all levels of all dimensions. */
export interface BreakdownLevel {
  level: string;
  customers: number;
  arms: ArmFigures[];
  best_arm: string;
  runner_up: string;
  best_is_significant: boolean;
  difference: number;
  low: number;
  high: number;
  p_value: number;
  p_adjusted: number;
  /** Every other arm against the control; empty without a control. */
  lifts: Difference[];
}

/** Whether the difference between the two best arms changes with this dimension (Cochran's Q; Holm over dimensions), and each level. */
export interface Breakdown {
  dimension: string;
  metric: Metric;
  heterogeneity: { between: [string, string]; q: number; degrees: number; p_value: number; p_adjusted: number };
  levels: BreakdownLevel[];
}

/** What the analytics agent puts into `AgentResult.output` when it was given rows. */
export interface AnalyticsOutput {
  control: string | null;
  metric: Metric;
  arms: ArmFigures[];
  comparisons: Comparison[];
  breakdowns: Breakdown[];
  /** Columns with too many levels to be a dimension. */
  skipped_dimensions: string[];
  sample_ratio: { chi_square: number; p_value: number; passed: boolean };
  findings: Finding[];
  commentary: string | null;
}
