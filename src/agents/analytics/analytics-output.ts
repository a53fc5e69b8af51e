import type { Finding } from '../numbers/evidence-book';
import type { Chart } from './charts/chart';
import type { Interval } from './statistics/interval';
import type { SeriesFigures } from './trends/series-figures';

/** Rates are fractions of customers; spend is dollars a customer, buyers or not. */
export const METRICS = ['visit_rate', 'conversion_rate', 'spend_per_head'] as const;
export type Metric = (typeof METRICS)[number];

/** One arm, over all customers or those of one level, with 95 % intervals (Wilson for rates, t for spend); only the metrics that the rows hold. */
export interface ArmFigures {
  arm: string;
  customers: number;
  visit_rate?: Interval;
  conversion_rate?: Interval;
  spend_per_head?: Interval & { standard_error: number };
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
  test: 'two-proportion z' | 'Welch t';
  /** z, or t with its degrees of freedom. */
  statistic: number;
  degrees?: number;
  p_value: number;
}

/** A difference over the whole campaign; adjusted over all comparisons by Holm, and by Benjamini and Hochberg (`p_fdr`). */
export interface Comparison extends Difference {
  p_adjusted: number;
  p_fdr: number;
  /** Of spend, where the spend of single customers is known: the percentile interval. */
  bootstrap?: { low: number; high: number; replicates: number };
}

/** Whether all arms could share one rate: Pearson's chi-square over all of them. */
export interface OverallTest {
  metric: Metric;
  chi_square: number;
  degrees: number;
  p_value: number;
}

/** What this test could find with 80 % power, and what the next one needs; a rate's differences are fractions, those of spend dollars. */
export interface PowerFigures {
  metric: Metric;
  arm: string;
  against: string;
  smallest_detectable_difference: number;
  /** The difference the next test should find: `context.target_lift` (default .1) of the rate or spend of `against`. */
  target_difference: number;
  customers_per_arm: number;
}

/** Cochran's Q for the difference between two arms over the levels of a dimension. */
export interface Heterogeneity {
  between: [string, string];
  q: number;
  degrees: number;
  p_value: number;
  p_adjusted: number;
}

/** A metric that the caller named beside the usual three: means by arm, Welch's test for each pair, adjusted by Holm. */
export interface OtherMetricFigures {
  metric: string;
  arms: (Interval & { arm: string; customers: number })[];
  comparisons: {
    arm: string;
    against: string;
    difference: number;
    low: number;
    high: number;
    p_value: number;
    p_adjusted: number;
  }[];
}

/** How the customers of one dimension differ, whatever arm they were in; adjusted by Benjamini and Hochberg over all dimensions. */
export interface AudienceBreakdown {
  dimension: string;
  metric: Metric;
  test: { name: 'chi-square' | "Cochran's Q"; statistic: number; degrees: number; p_value: number; p_adjusted: number };
  levels: (Interval & { level: string; customers: number })[];
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
  heterogeneity: Heterogeneity;
  /** The same for every arm against the control, adjusted by Benjamini and Hochberg over all dimensions; empty without a control. */
  lift_heterogeneity: Heterogeneity[];
  levels: BreakdownLevel[];
}

/** The work that a step may ask for. */
export type AnalyticsTaskType = 'performance' | 'trends' | 'audience' | 'comparison' | 'prediction';

/** What is computed from rows with arms. */
export interface CampaignFigures {
  control: string | null;
  metric: Metric;
  /** The metrics that the rows hold. */
  metrics: readonly Metric[];
  arms: ArmFigures[];
  overall: OverallTest[];
  comparisons: Comparison[];
  power: PowerFigures[];
  breakdowns: Breakdown[];
  /** Columns with too many levels to be a dimension. */
  skipped_dimensions: string[];
  sample_ratio: { chi_square: number; p_value: number; passed: boolean };
}

/** What the analytics agent puts into `AgentResult.output` when it was given rows; the figures of a campaign only where there are arms. */
export interface AnalyticsOutput extends Partial<CampaignFigures> {
  task_type: AnalyticsTaskType;
  /** Rows that were read, and those among them that lack an arm, a figure or a date. */
  rows: { read: number; left_out: number };
  /** Which column was taken for what; absent for aggregated `campaign_data`. */
  columns?: Record<string, unknown>;
  other_metrics?: OtherMetricFigures[];
  audience?: AudienceBreakdown[];
  series?: SeriesFigures[];
  charts: Chart[];
  findings: Finding[];
  commentary: string | null;
}
