import { invalidField } from '../../../errors';
import type { SparseSample } from '../statistics/bootstrap';
import type { Moments } from '../statistics/means';
import { DaySums, type SeriesColumn } from '../trends/day-sums';
import type { CampaignTable } from './campaign-table';
import { CellSums, type RowFigures } from './cell-sums';
import type { ColumnProfile } from './column-profile';
import type { ColumnRoles } from './column-roles';
import { combinedLevels, levelsOf, MOST_LEVELS, type Levels } from './levels';
import { checkRoleColumns, metricsOf, numberOf, rowFigures } from './row-figures';
import type { RowSource } from './row-source';

/** Arms of one test; more are no test but a dimension. */
export const MOST_ARMS = 20;
/** Amounts kept for the bootstrap over all arms: 16 MB. */
const MOST_AMOUNTS = 2_000_000;
/** The one arm of rows that have none. */
export const EVERYONE = 'all customers';

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
  const armLevels = armsOf(roles, profiles);
  const arms = armLevels?.labels ?? [EVERYONE];
  const { dimensions, skipped } = dimensionsOf(roles, profiles);
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
    const figures = rowFigures(block, roles, armLevels, firstRow);
    for (let row = 0; row < block.rows; row += 1) {
      if (figures.arm[row] === -1) left.out += 1;
      else whole.add(0, row, figures);
    }
    for (const { names, levels, sums } of counted) addLevels(names, levels, sums);
    if (amounts !== undefined) left.amounts -= keepAmounts(figures, amounts, left.amounts);
    for (const { metric, moments } of others) addMoments(block.columns[metric]!, figures, moments);
    if (days !== undefined) left.out += days.add(block, figures, firstRow);
    firstRow += block.rows;

    function addLevels(names: readonly string[], levels: { indexOf(cells: readonly unknown[]): number }, sums: CellSums): void {
      const cells = names.map((name) => block.columns[name]!);
      for (let row = 0; row < block.rows; row += 1) {
        if (figures.arm[row] !== -1) sums.add(levels.indexOf(cells.map((column) => column[row]!)), row, figures);
      }
    }
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

/** @throws MeshError invalid `context.columns.arm` for one arm, or too many. */
function armsOf({ arm }: ColumnRoles, profiles: ReadonlyMap<string, ColumnProfile>): Levels | undefined {
  if (arm === null) return undefined;
  const profile = profiles.get(arm)!;
  const labels = profile.distinct === undefined ? undefined : [...profile.distinct.keys()];
  const other = 'name another column in context.columns.arm, or null where there are no arms';
  if (labels !== undefined && labels.length < 2)
    throw invalidField('context.columns.arm', `the column ${arm} holds one arm or none, and a comparison needs two: ${other}`);
  if (labels === undefined || labels.length > MOST_ARMS)
    throw invalidField('context.columns.arm', `the column ${arm} holds more than ${MOST_ARMS} arms: ${other}`);
  const places = new Map(labels.map((label, index) => [label, index]));
  return { labels: labels.map(String), indexOf: (cell) => places.get(cell) ?? -1 };
}

interface CountedDimension {
  dimension: string;
  names: readonly string[];
  levels: NonNullable<ReturnType<typeof combinedLevels>>;
}

function dimensionsOf(
  roles: ColumnRoles,
  profiles: ReadonlyMap<string, ColumnProfile>,
): { dimensions: CountedDimension[]; skipped: string[] } {
  const skipped = [...roles.skipped];
  const dimensions: CountedDimension[] = [];
  roles.dimensions.forEach((names, index) => {
    const parts = names.map((name) => levelsOf(profiles.get(name)!));
    const levels = parts.includes(undefined) ? undefined : combinedLevels(parts as Levels[]);
    if (levels !== undefined) dimensions.push({ dimension: names.join(' × '), names, levels });
    else if (roles.dimensionsNamed)
      throw invalidField(`context.columns.dimensions[${index}]`, `${names.join(' × ')} must have between one and ${MOST_LEVELS} levels`);
    else skipped.push(names.join(' × '));
  });
  return { dimensions: dimensions.filter(({ levels }) => roles.dimensionsNamed || levels.labels.length > 1), skipped };
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
