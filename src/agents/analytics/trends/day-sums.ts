import type { ColumnBlock } from '../../../datasets';
import { invalidField } from '../../../errors';
import type { NumberUnit } from '../../numbers/format-number';
import type { RowFigures } from '../table/cell-sums';
import type { ColumnRoles } from '../table/column-roles';
import { numberOf } from '../table/row-figures';
import { dayOf } from './dates';

/** Days that are kept: more than fifty years. */
const MOST_DAYS = 20_000;
/** Series of one analysis. */
const MOST_SERIES = 4;
/** Columns whose name says that adding them up means nothing. */
const AVERAGED = /rate|ratio|share|average|avg|mean|price|score|percent|ctr|index/i;

/** One series to build: a rate or mean is a quotient of two sums, a sum stands alone. */
export interface SeriesColumn {
  name: string;
  from: 'visits' | 'conversions' | 'spend' | { column: string };
  kind: 'rate' | 'mean' | 'sum';
  unit: NumberUnit;
}

/** The series that these columns allow, the most telling first: what the caller named, money, visits, orders. */
export function seriesOf(roles: ColumnRoles): SeriesColumn[] {
  const metrics = roles.metrics.map((column): SeriesColumn => {
    return { name: column, from: { column }, kind: AVERAGED.test(column) ? 'mean' : 'sum', unit: 'statistic' };
  });
  return [
    ...metrics,
    ...(roles.spend === null ? [] : [{ name: roles.spend, from: 'spend' as const, kind: 'sum' as const, unit: 'dollars' as const }]),
    ...(roles.visit === null ? [] : [{ name: 'visit_rate', from: 'visits' as const, kind: 'rate' as const, unit: 'percent' as const }]),
    ...(roles.conversion === null
      ? []
      : [{ name: 'conversion_rate', from: 'conversions' as const, kind: 'rate' as const, unit: 'percent' as const }]),
  ].slice(0, MOST_SERIES);
}

/** Sums by day: for each series what is added up, and what it is divided by. */
export class DaySums {
  /** Day → numerator and denominator of each series, one pair after the other. */
  readonly days = new Map<number, Float64Array>();
  /** Rows that were added. */
  rows = 0;

  constructor(
    private readonly dateColumn: string,
    readonly series: readonly SeriesColumn[],
  ) {}

  /**
   * Adds the rows of a block; returns how many had no date but all else.
   * @throws MeshError invalid `context.columns.date` for a cell that is no date, or too many days.
   */
  add(block: ColumnBlock, figures: RowFigures, firstRow: number): number {
    const columns = this.series.map(({ from }) => (typeof from === 'string' ? undefined : block.columns[from.column]));
    let without = 0;
    block.columns[this.dateColumn]!.forEach((cell, row) => {
      if (figures.arm[row] === -1) return;
      if (cell === null || cell === '') {
        without += 1;
        return;
      }
      const sums = this.sumsOf(typeof cell === 'string' ? dayOf(cell) : undefined, String(cell), firstRow + row);
      this.rows += 1;
      this.series.forEach(({ from }, index) => {
        const value = typeof from === 'string' ? figures[from][row]! : numberOf(columns[index]![row]!);
        if (Number.isNaN(value)) return;
        sums[2 * index] = sums[2 * index]! + value;
        sums[2 * index + 1] = sums[2 * index + 1]! + (typeof from === 'string' ? figures.customers[row]! : 1);
      });
    });
    return without;
  }

  private sumsOf(day: number | undefined, cell: string, row: number): Float64Array {
    if (day === undefined) {
      const held = JSON.stringify(cell.slice(0, 40));
      throw invalidField(
        'context.columns.date',
        `row ${row + 1} of ${this.dateColumn} holds ${held}, which is no date like 2026-03-31 or 2026-03`,
      );
    }
    let sums = this.days.get(day);
    if (sums === undefined) {
      if (this.days.size >= MOST_DAYS) throw invalidField('context.columns.date', `must hold at most ${MOST_DAYS} days`);
      sums = new Float64Array(2 * this.series.length);
      this.days.set(day, sums);
    }
    return sums;
  }
}
