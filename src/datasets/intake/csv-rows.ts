import { parse, type CsvError, type Parser } from 'csv-parse';
import { MAX_ROW_LENGTH } from '../dataset-bounds';
import { brokenDataset } from './dataset-faults';
import { delimiterOf } from './delimiter';
import { columnNames } from './header';
import type { TableWriter } from './table-writer';

/** Bytes of the beginning from which the delimiter is told. */
const HEAD_BYTES = 16_384;

/**
 * Reads a CSV file with a header (RFC 4180; what separates cells is found out) into a table.
 * @throws MeshError 422 naming line and column for what is wrong with it, 413 for what is too large.
 */
export async function readCsv(text: AsyncIterable<Buffer>, table: TableWriter): Promise<void> {
  let head: Buffer = Buffer.alloc(0);
  let parser: CsvParsing | undefined;
  for await (const bytes of text) {
    if (parser !== undefined) {
      await parser.take(bytes);
    } else {
      head = Buffer.concat([head, bytes]);
      if (head.length < HEAD_BYTES) continue;
      parser = new CsvParsing(head.toString(), table);
      await parser.take(head);
    }
    await table.settle();
  }
  if (parser === undefined) {
    parser = new CsvParsing(head.toString(), table);
    await parser.take(head);
  }
  await parser.end();
}

/** One file on its way through the parser, which hands over each row as soon as it is whole. */
class CsvParsing {
  private readonly parser: Parser;
  private failure: unknown;
  /** Where the last whole row ended. */
  private lastLine = 0;

  /** @param head the beginning of the file, which tells how it is written. */
  constructor(head: string, table: TableWriter) {
    this.parser = parse({
      bom: true,
      delimiter: delimiterOf(head),
      // Files that several programs wrote mix them; a file without any line feed is from an old Mac, or has one line.
      ...(head.includes('\n') ? { record_delimiter: ['\r\n', '\n'] } : {}),
      relax_column_count: true, // the table says which line is ragged
      skip_empty_lines: true,
      max_record_size: MAX_ROW_LENGTH,
      on_record: (cells: string[], { lines }) => {
        this.lastLine = lines;
        if (table.columnCount > 0) table.takeTexts(cells, lines);
        else for (const name of columnNames(cells, lines)) table.addColumn(name, lines);
        return null;
      },
    });
    this.parser.on('error', (error) => (this.failure ??= error)).resume();
  }

  async take(bytes: Buffer): Promise<void> {
    await new Promise<void>((resolve) => this.parser.write(bytes, (error) => this.settle(error, resolve)));
    this.assertWell();
  }

  async end(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.parser.once('error', (error) => this.settle(error, resolve)).end((error?: Error | null) => this.settle(error, resolve));
    });
    this.assertWell();
  }

  private settle(error: Error | null | undefined, resolve: () => void): void {
    this.failure ??= error ?? undefined;
    resolve();
  }

  private assertWell(): void {
    if (this.failure !== undefined) throw this.problemOf(this.failure);
  }

  private problemOf(error: unknown): unknown {
    const { code, lines } = error as Partial<CsvError> & { lines?: number };
    const message = code === undefined ? undefined : MESSAGES[code];
    if (message === undefined || lines === undefined) return error;
    // A row that does not end is told by its beginning.
    return brokenDataset(code === 'CSV_QUOTE_NOT_CLOSED' || code === 'CSV_MAX_RECORD_SIZE' ? this.lastLine + 1 : lines, message);
  }
}

const MESSAGES: Partial<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quote is opened in this row and never closed',
  CSV_MAX_RECORD_SIZE: `a row has more than ${MAX_ROW_LENGTH} characters: perhaps a quote is never closed`,
  CSV_INVALID_CLOSING_QUOTE: 'a quote is closed and followed by more text in the same cell; a quote in a cell is written twice',
  INVALID_OPENING_QUOTE: 'a quote stands inside a cell that does not begin with one; put the cell in quotes and write the quote twice',
};
