import { setImmediate } from 'node:timers/promises';
import type { Cell, ColumnBlock } from '../../../datasets';
import { invalidField } from '../../../errors';

/** Rows that can be read more than once, in blocks; the event loop turns between blocks. */
export interface RowSource {
  /** How problems name the rows: `context.dataset_id`, `context.rows` or `context.campaign_data`. */
  field: string;
  columns: readonly string[];
  rows: number;
  blocks(columns: readonly string[]): AsyncIterable<ColumnBlock>;
}

/** Columns that an analysis reads; a wider table must name the ones that matter in `context.columns`. */
export const MOST_COLUMNS = 200;
/** Inline rows are bounded by the request's body as well. */
const MOST_INLINE_ROWS = 200_000;
const ROWS_A_BLOCK = 1_024;

/**
 * Inline rows as a source; a column that a row lacks is missing there.
 * @throws MeshError invalid, naming the field, when there are none, or too many, or a cell holds what no column can.
 */
export async function inlineRows(value: unknown, field: string): Promise<RowSource> {
  if (!Array.isArray(value) || value.length === 0) throw invalidField(field, 'must be a non-empty list of rows');
  if (value.length > MOST_INLINE_ROWS) throw invalidField(field, `must hold at most ${MOST_INLINE_ROWS} rows: upload more as a dataset`);
  const rows = value as readonly Readonly<Record<string, Cell>>[];
  const columns = new Set<string>();
  for (const [index, row] of rows.entries()) {
    checkRow(row, `${field}[${index}]`, columns);
    if (columns.size > 10 * MOST_COLUMNS) throw invalidField(field, `must have at most ${MOST_COLUMNS} columns`);
    if (index % ROWS_A_BLOCK === ROWS_A_BLOCK - 1) await setImmediate();
  }
  if (columns.size === 0) throw invalidField(field, 'must have columns');
  return { field, columns: [...columns], rows: rows.length, blocks: (names) => blocksOf(rows, names) };
}

function checkRow(row: unknown, at: string, columns: Set<string>): void {
  if (row === null || typeof row !== 'object' || Array.isArray(row)) throw invalidField(at, 'must be an object');
  for (const [name, cell] of Object.entries(row)) {
    if (typeof cell === 'number' ? !Number.isFinite(cell) : cell !== null && typeof cell !== 'string' && typeof cell !== 'boolean')
      throw invalidField(`${at}.${name}`, 'must be text, a finite number, a truth value or null');
    columns.add(name);
  }
}

async function* blocksOf(rows: readonly Readonly<Record<string, Cell>>[], names: readonly string[]): AsyncIterable<ColumnBlock> {
  for (let start = 0; start < rows.length; start += ROWS_A_BLOCK) {
    const part = rows.slice(start, start + ROWS_A_BLOCK);
    const cells = names.map((name) => [name, part.map((row) => (Object.hasOwn(row, name) ? row[name]! : null))] as const);
    yield { rows: part.length, columns: Object.fromEntries(cells) };
    await setImmediate();
  }
}
