import { METRICS, type Metric } from '../analytics-output';
import { armTotals, type ArmTotals } from '../arm-totals';
import type { CampaignRow } from '../campaign-rows';
import { MOST_LEVELS } from './levels';

/** All that an analysis needs to know of rows: sums by arm, over all customers and over each level of each dimension. */
export interface CampaignTable {
  /** The metrics that the rows hold. */
  metrics: readonly Metric[];
  arms: readonly ArmTotals[];
  dimensions: readonly TableDimension[];
  /** Columns with too many levels to be a dimension. */
  skipped: readonly string[];
}

/** One dimension with the sums of the arms in each of its levels; arms without customers there are left out. */
export interface TableDimension {
  dimension: string;
  levels: readonly { level: string; arms: readonly ArmTotals[] }[];
}

/** Sums up aggregated rows; every dimension alone, levels as they first appear. */
export function tableOfRows(rows: readonly CampaignRow[]): CampaignTable {
  const grouped = Object.keys(rows[0]?.dimensions ?? {}).map((dimension) => ({ dimension, levels: groupByLevel(rows, dimension) }));
  return {
    metrics: METRICS,
    arms: armTotals(rows),
    dimensions: grouped
      .filter(({ levels }) => levels.size <= MOST_LEVELS)
      .map(({ dimension, levels }) => ({ dimension, levels: [...levels].map(([level, some]) => ({ level, arms: armTotals(some) })) })),
    skipped: grouped.filter(({ levels }) => levels.size > MOST_LEVELS).map(({ dimension }) => dimension),
  };
}

function groupByLevel(rows: readonly CampaignRow[], dimension: string): Map<string, CampaignRow[]> {
  const levels = new Map<string, CampaignRow[]>();
  for (const row of rows) {
    const level = row.dimensions[dimension]!;
    const some = levels.get(level);
    if (some === undefined) levels.set(level, [row]);
    else some.push(row);
  }
  return levels;
}
