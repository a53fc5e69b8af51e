import type { Cell } from '../dataset';
import { MAX_ROW_LENGTH } from '../dataset-bounds';
import { brokenDataset } from './dataset-faults';
import type { TableWriter } from './table-writer';

/** Reads a JSON object a line into a table. @throws MeshError 422 naming line and column for what is wrong, 413 for what is too large. */
export async function readJsonLines(text: AsyncIterable<Buffer>, table: TableWriter): Promise<void> {
  let open = '';
  let line = 1;
  for await (const bytes of text) {
    const pieces = bytes.toString().split('\n');
    const last = pieces.pop() as string;
    for (const piece of pieces) {
      takeLine(open + piece, line, table);
      open = '';
      line += 1;
      if (table.isDue) await table.settle();
    }
    open += last;
    assertFits(open, line);
    await table.settle();
  }
  takeLine(open, line, table);
}

function takeLine(piece: string, line: number, table: TableWriter): void {
  const text = (line === 1 ? piece.replace(/^\ufeff/, '') : piece).trim();
  if (text === '') return;
  assertFits(text, line);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return table.faults.note(line, 'is not JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return table.faults.note(line, 'is not a JSON object');
  table.takeRecord(value as Record<string, Cell>, line); // the table refuses cells that are none
}

function assertFits(text: string, line: number): void {
  if (text.length > MAX_ROW_LENGTH) throw brokenDataset(line, `a row has more than ${MAX_ROW_LENGTH} characters`);
}
