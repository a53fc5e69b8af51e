import type { Cell, ColumnBlock } from '../../../datasets';
import { invalidField } from '../../../errors';
import type { Metric } from '../analytics-output';
import type { RowFigures } from './cell-sums';
import { binaryOf, type ColumnProfile } from './column-profile';
import type { ColumnRoles } from './column-roles';
import type { Levels } from './levels';

/** The metrics that the columns of these roles allow; spend of aggregated rows needs its sum of squares. */
export function metricsOf({ visit, conversion, spend, spend_squared, customers }: ColumnRoles): Metric[] {
  return [
    ...(visit === null ? [] : ['visit_rate' as const]),
    ...(conversion === null ? [] : ['conversion_rate' as const]),
    ...(spend === null || (customers !== null && spend_squared === null) ? [] : ['spend_per_head' as const]),
  ];
}

/** @throws MeshError invalid when a named column does not hold what its role needs. */
export function checkRoleColumns(roles: ColumnRoles, profiles: ReadonlyMap<string, ColumnProfile>): void {
  const kindOf = (name: string | null) => (name === null ? undefined : profiles.get(name)!.kind);
  for (const role of ['visit', 'conversion'] as const) {
    const kind = kindOf(roles[role]);
    if (kind === undefined || kind === 'binary' || (kind === 'number' && roles.customers !== null)) continue;
    throw invalidField(
      `context.columns.${role}`,
      `the column ${roles[role]} must hold 0 or 1 for each customer, or counts beside a column of customers`,
    );
  }
  for (const role of ['spend', 'spend_squared', 'customers'] as const) {
    const kind = kindOf(roles[role]);
    if (kind === undefined || kind === 'number' || kind === 'binary') continue;
    throw invalidField(`context.columns.${role}`, `the column ${roles[role]} must hold numbers`);
  }
  roles.metrics.forEach((name, index) => {
    const kind = kindOf(name);
    if (kind !== 'number' && kind !== 'binary')
      throw invalidField(`context.columns.metrics[${index}]`, `the column ${name} must hold numbers`);
  });
}

/**
 * The figures of a block's rows; a row that misses its arm or a figure is left out.
 * @throws MeshError invalid, naming role and row, when counts are broken or more than the customers they are of.
 */
export function rowFigures(block: ColumnBlock, roles: ColumnRoles, arms: Levels | undefined, firstRow: number): RowFigures {
  const cells = (name: string | null): readonly Cell[] | undefined => (name === null ? undefined : block.columns[name]);
  const [armCells, customerCells, visitCells] = [cells(roles.arm), cells(roles.customers), cells(roles.visit)];
  const [conversionCells, spendCells, squareCells] = [cells(roles.conversion), cells(roles.spend), cells(roles.spend_squared)];
  const figures: RowFigures = {
    arm: new Int32Array(block.rows),
    ...{ customers: new Float64Array(block.rows), visits: new Float64Array(block.rows), conversions: new Float64Array(block.rows) },
    ...{ spend: new Float64Array(block.rows), spendSquared: new Float64Array(block.rows) },
  };
  const aggregated = customerCells !== undefined;
  for (let row = 0; row < block.rows; row += 1) {
    const customers = customerCells === undefined ? 1 : numberOf(customerCells[row]!);
    const visits = visitCells === undefined ? 0 : numberOf(visitCells[row]!);
    const conversions = conversionCells === undefined ? 0 : numberOf(conversionCells[row]!);
    const spend = spendCells === undefined ? 0 : numberOf(spendCells[row]!);
    const squares = aggregated ? (squareCells === undefined ? 0 : numberOf(squareCells[row]!)) : spend * spend;
    const arm = armCells?.[row];
    const usable = arm !== null && arm !== '' && !Number.isNaN(customers + visits + conversions + spend + squares);
    if (aggregated && usable) {
      checkCount('customers', customers, Infinity, firstRow + row);
      checkCount('visit', visits, customers, firstRow + row);
      checkCount('conversion', conversions, customers, firstRow + row);
    }
    figures.arm[row] = !usable ? -1 : arms === undefined ? 0 : arms.indexOf(arm!);
    figures.customers[row] = customers;
    figures.visits[row] = visits;
    figures.conversions[row] = conversions;
    figures.spend[row] = spend;
    figures.spendSquared[row] = squares;
  }
  return figures;
}

/** NaN stands for a missing cell; words for yes and no are 1 and 0. */
export function numberOf(cell: Cell): number {
  if (typeof cell === 'number') return cell;
  return cell === null || cell === '' ? Number.NaN : (binaryOf(cell) ?? Number.NaN);
}

function checkCount(role: string, count: number, most: number, row: number): void {
  if (Number.isSafeInteger(count) && count >= 0 && count <= most) return;
  throw invalidField(`context.columns.${role}`, `row ${row + 1} must hold a whole number from 0 up to its customers`);
}
