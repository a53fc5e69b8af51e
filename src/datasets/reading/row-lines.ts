import { isFormula } from '../intake/cell-kind';
import type { Cell, ColumnBlock, Dataset } from '../dataset';
import { EventLoopTurn } from '../event-loop-turn';

/** What rows can be given out as. */
export const ROW_FORMATS = ['ndjson', 'csv'] as const;
export type RowFormat = (typeof ROW_FORMATS)[number];

/** Rows that are written at once. */
const ROWS_AT_ONCE = 256;

/** A dataset as text, some rows at a time: a JSON object a line, or CSV (RFC 4180) that no spreadsheet computes. */
export async function* rowLines(dataset: Dataset, format: RowFormat): AsyncGenerator<string> {
  const names = dataset.columns.map(({ name }) => name);
  const turn = new EventLoopTurn();
  if (format === 'csv') yield `${names.map(csvCell).join(',')}\r\n`;
  for await (const block of dataset.blocks()) {
    for (let from = 0; from < block.rows; from += ROWS_AT_ONCE) {
      const end = Math.min(from + ROWS_AT_ONCE, block.rows);
      yield format === 'csv' ? csvRows(block, names, from, end) : jsonRows(block, names, from, end);
      await turn.passWhenOver();
    }
  }
}

function jsonRows({ columns }: ColumnBlock, names: readonly string[], from: number, end: number): string {
  const keys = names.map((name) => `${JSON.stringify(name)}:`);
  let text = '';
  for (let row = from; row < end; row += 1) {
    text += `{${names.map((name, index) => `${keys[index]}${JSON.stringify(columns[name]?.[row] ?? null)}`).join(',')}}\n`;
  }
  return text;
}

function csvRows({ columns }: ColumnBlock, names: readonly string[], from: number, end: number): string {
  let text = '';
  for (let row = from; row < end; row += 1) text += `${names.map((name) => csvCell(columns[name]?.[row] ?? null)).join(',')}\r\n`;
  return text;
}

/** A cell as CSV; what a spreadsheet would compute gets an apostrophe in front, after which it shows it (OWASP, CSV injection). */
function csvCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell !== 'string') return String(cell);
  const text = isFormula(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
