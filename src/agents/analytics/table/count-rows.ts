import type { ColumnBlock } from '../../../datasets';
import { invalidField } from '../../../errors';
import type { SparseSample } from '../statistics/bootstrap';
import type { Moments } from '../statistics/means';
import { DaySums, type SeriesColumn } from '../trends/day-sums';
import { armLevels, countedDimensions, type CountedDimension } from './arms-and-dimensions';
import type { CampaignTable } from './campaign-table';
import { CellSums, type RowFigures } from './cell-sums';
import type { ColumnProfile } from './column-profile';
import type { ColumnRoles } from './column-roles';
import { checkRoleColumns, metricsOf, numberOf, rowFigures } from './row-figures';
import type { RowSource } from './row-source';

/** Amounts kept for the bootstrap over all arms: 16 MB. */
const MOST_AMOUNTS = 2_000_000;
/** The one arm of rows that have none. */
const EVERYONE = 'all customers';

/** A metric that is none of the three of a campaign: its moments by arm. */
export interface OtherMetric {
  metric: string;
  arms: { arm: string; moments: Moments }[];
}

/** What one pass over the rows leaves behind. */
export interface CountedRows {
  table: CampaignTable;
  /** Spend of single customers by arm; undefined for aggregated rows, and where there are too many amounts to keep. */
  amounts: ReadonlyMap<string, SparseSample> | undefined;
  others: OtherMetric[];
  days: DaySums | undefined;
  /** Rows without an arm, a figure or a date. */
  leftOut: number;
}

/**
 * Reads all rows once and sums them up.
 * @throws MeshError invalid, naming the role, when a column does not fit its role; the reason of `signal`.
 */
export async function countRows(
  source: RowSource,
  roles: ColumnRoles,
  profiles: ReadonlyMap<string, ColumnProfile>,
  series: readonly SeriesColumn[],
  signal: AbortSignal,
): Promise<CountedRows> {
  checkRoleColumns(roles, profiles);
  const levelsOfArms = armLevels(roles, profiles);
  const arms = levelsOfArms?.labels ?? [EVERYONE];
  const { dimensions, skipped } = countedDimensions(roles, profiles);
  const whole = new CellSums([''], arms);
  const counted = dimensions.map((dimension) => ({ ...dimension, sums: new CellSums(dimension.levels.labels, arms) }));
  const amounts = roles.spend === null || roles.customers !== null ? undefined : arms.map((): number[] => []);
  const others = roles.metrics.map((metric) => ({ metric, moments: arms.map(() => ({ count: 0, sum: 0, sumOfSquares: 0 })) }));
  const days = roles.date === null ? undefined : new DaySums(roles.date, series);
  const columns = columnsOf(roles, counted);
  const left = { out: 0, amounts: MOST_AMOUNTS };
  let firstRow = 0;
  for await (const block of source.blocks(columns)) {
    signal.throwIfAborted();
    const figures = rowFigures(block, roles, levelsOfArms, firstRow);
    for (let row = 0; row < block.rows; row += 1) {
      if (figures.arm[row] === -1) left.out += 1;
      else whole.add(0, row, figures);
    }
    for (const dimension of counted) addLevels(block, figures, dimension);
    if (amounts !== undefined) left.amounts -= keepAmounts(figures, amounts, left.amounts);
    for (const { metric, moments } of others) addMoments(block.columns[metric]!, figures, moments);
    if (days !== undefined) left.out += days.add(block, figures, firstRow);
    firstRow += block.rows;
  }
  const totals = whole.levelTotals()[0]?.arms ?? [];
  if (totals.length === 0) throw invalidField(source.field, 'has no row that holds all of the figures to analyse');
  return {
    table: {
      metrics: metricsOf(roles),
      arms: totals,
      dimensions: counted.map(({ dimension, sums }) => ({ dimension, levels: sums.levelTotals() })),
      skipped,
    },
    amounts:
      amounts === undefined || left.amounts <= 0
        ? undefined
        : new Map(totals.map(({ arm, customers }) => [arm, { count: customers, nonZero: Float64Array.from(amounts[arms.indexOf(arm)]!) }])),
    others: others.map(({ metric, moments }) => ({ metric, arms: arms.map((arm, index) => ({ arm, moments: moments[index]! })) })),
    days,
    leftOut: left.out,
  };
}

function addLevels(block: ColumnBlock, figures: RowFigures, { names, levels, sums }: CountedDimension & { sums: CellSums }): void {
  const columns = names.map((name) => block.columns[name]!);
  for (let row = 0; row < block.rows; row += 1) {
    if (figures.arm[row] === -1) continue;
    const cells = columns.map((column) => column[row]!);
    sums.add(levels.indexOf(cells), row, figures);
  }
}

function columnsOf(roles: ColumnRoles, dimensions: readonly CountedDimension[]): string[] {
  const { arm, visit, conversion, spend, spend_squared, customers, date, metrics } = roles;
  const single = [arm, visit, conversion, spend, spend_squared, customers, date].filter((name) => name !== null);
  return [...new Set([...single, ...metrics, ...dimensions.flatMap(({ names }) => names)])];
}

/** Returns how many amounts were kept; none when they are more than `room`, which ends the keeping. */
function keepAmounts(figures: RowFigures, amounts: number[][], room: number): number {
  if (room <= 0) return 0;
  let kept = 0;
  figures.spend.forEach((spend, row) => {
    const arm = figures.arm[row]!;
    if (arm === -1 || spend === 0) return;
    amounts[arm]!.push(spend);
    kept += 1;
  });
  return kept;
}

function addMoments(cells: readonly (string | number | boolean | null)[], figures: RowFigures, moments: Moments[]): void {
  cells.forEach((cell, row) => {
    const value = numberOf(cell);
    if (figures.arm[row] === -1 || Number.isNaN(value)) return;
    const into = moments[figures.arm[row]!]!;
    into.count += 1;
    into.sum += value;
    into.sumOfSquares += value * value;
  });
}
