import type { Cell } from '../dataset';
import {
  BLOCK_COLUMN_LENGTH,
  BLOCK_LENGTH,
  BLOCK_ROWS,
  MAX_CELL_LENGTH,
  MAX_CELLS,
  MAX_COLUMNS,
  MAX_NAME_LENGTH,
  MAX_ROWS,
  MAX_WARNINGS,
} from '../dataset-bounds';
import { EventLoopTurn } from '../event-loop-turn';
import type { DatasetDocument, DatasetWarning } from '../store/dataset-record';
import { packCells } from '../store/packed-cells';
import { ColumnIntake } from './column-intake';
import { brokenDataset, DatasetFaults, datasetTooLarge } from './dataset-faults';

/** Compressed columns of one block, by the place of the column in the table. */
export type PackedBlock = { column: number; bytes: Buffer }[];

/** Keeps block `index` of a table. */
export type KeepBlock = (index: number, block: PackedBlock) => Promise<void>;

/** Takes the rows of one table as they come, and hands them on as compressed blocks of columns; holds one block at a time. */
export class TableWriter {
  readonly faults = new DatasetFaults();
  private readonly columns: ColumnIntake[] = [];
  private readonly places = new Map<string, ColumnIntake>();
  private readonly turn = new EventLoopTurn();
  private readonly blockRows: number[] = [];
  private rowsInBlock = 0;
  private lengthOfBlock = 0;
  private rows = 0;
  private bytes = 0;

  constructor(private readonly keep: KeepBlock) {}

  /** Adds a column. @throws MeshError 422 naming `line` for a name that nothing could be called by. */
  addColumn(name: string, line: number): void {
    if (name.length > MAX_NAME_LENGTH) throw brokenDataset(line, `the name of a column has at most ${MAX_NAME_LENGTH} characters`, name);
    if (name === '__proto__') throw brokenDataset(line, 'a column cannot be called so', name);
    if (this.columns.length >= MAX_COLUMNS) throw brokenDataset(line, `a dataset has at most ${MAX_COLUMNS} columns`);
    const column = new ColumnIntake(name, this.blockRows.length);
    column.takeMissing(this.rowsInBlock);
    this.columns.push(column);
    this.places.set(name, column);
  }

  get columnCount(): number {
    return this.columns.length;
  }

  /** Takes a row whose cells stand in the order of the columns. @throws MeshError 413 for more rows or cells than a dataset has. */
  takeTexts(cells: readonly string[], line: number): void {
    const { columns } = this;
    if (cells.length !== columns.length) {
      return this.faults.note(line, `has ${cells.length} cells where the header has ${columns.length}`);
    }
    for (let i = 0; i < cells.length; i += 1) {
      const cell = cells[i] as string;
      const column = columns[i] as ColumnIntake;
      if (cell.length > MAX_CELL_LENGTH) this.faults.note(line, TOO_LONG, column.name);
      column.takeText(cell, line);
      this.lengthOfBlock += cell.length;
    }
    this.rowTaken();
  }

  /** Takes a row of named cells; names that were not seen before begin a column, and what is not named is missing. */
  takeRecord(record: Readonly<Record<string, Cell>>, line: number): void {
    for (const name of Object.keys(record)) {
      if (!this.places.has(name)) {
        if (name.trim() === '') throw brokenDataset(line, 'a column has no name');
        this.addColumn(name, line);
      }
      const column = this.places.get(name) as ColumnIntake;
      this.takeCell(column, record[name], line);
    }
    for (const column of this.columns) if (column.cells.length === this.rowsInBlock) column.takeMissing();
    this.rowTaken();
  }

  /** Hands on the block that is being filled when it is full, and lets others have their turn. To be called between rows. */
  async settle(): Promise<void> {
    if (this.isFull) await this.handOn();
    else await this.turn.passWhenOver();
  }

  /** Whether `settle` has anything to do; asking costs less than waiting for it after each row. */
  get isDue(): boolean {
    return this.isFull || this.turn.isOver;
  }

  private get isFull(): boolean {
    return (
      this.rowsInBlock >= BLOCK_ROWS ||
      this.lengthOfBlock >= BLOCK_LENGTH ||
      (this.lengthOfBlock >= BLOCK_COLUMN_LENGTH && this.columns.some(({ length }) => length >= BLOCK_COLUMN_LENGTH))
    );
  }

  /** Hands on the last block. @throws MeshError 422 when there are no rows, or there is a fault in one. */
  async finish(name: string): Promise<DatasetDocument> {
    this.faults.assertNone();
    if (this.rows === 0) throw brokenDataset(1, 'there are no rows');
    if (this.rowsInBlock > 0) await this.handOn();
    const { rows, blockRows, bytes } = this;
    return { name, rows, columns: this.columns.map((column) => column.stored(rows)), blockRows, bytes, warnings: this.warnings };
  }

  private takeCell(column: ColumnIntake, value: unknown, line: number): void {
    switch (typeof value) {
      case 'string':
        if (value.length > MAX_CELL_LENGTH) this.faults.note(line, TOO_LONG, column.name);
        this.lengthOfBlock += value.length;
        return column.takeString(value, line);
      case 'number':
        if (!Number.isFinite(value)) this.faults.note(line, 'is a number out of range', column.name);
        this.lengthOfBlock += 8;
        return column.takeNumber(value, line);
      case 'boolean':
        return column.takeBoolean(value, line);
      default:
        if (value !== null && value !== undefined)
          this.faults.note(line, 'is no text, number, truth value or null: nested values have no column', column.name);
        return column.takeMissing();
    }
  }

  private rowTaken(): void {
    this.rows += 1;
    this.rowsInBlock += 1;
    if (this.rows > MAX_ROWS) throw datasetTooLarge('rows', MAX_ROWS);
    if (this.rows * this.columns.length > MAX_CELLS) throw datasetTooLarge('cells', MAX_CELLS);
  }

  private async handOn(): Promise<void> {
    this.faults.assertNone();
    const block: PackedBlock = [];
    for (const [index, column] of this.columns.entries()) {
      const bytes = packCells(column.takeBlock());
      this.bytes += bytes.length;
      block.push({ column: index, bytes });
      await this.turn.passWhenOver();
    }
    await this.keep(this.blockRows.length, block);
    this.blockRows.push(this.rowsInBlock);
    this.rowsInBlock = 0;
    this.lengthOfBlock = 0;
  }

  private get warnings(): DatasetWarning[] {
    const all = this.columns.flatMap((column) => column.warnings);
    if (all.length <= MAX_WARNINGS) return all;
    const untold = all.length - MAX_WARNINGS + 1;
    return [...all.slice(0, MAX_WARNINGS - 1), { code: 'more-warnings', count: untold, message: `${untold} more warnings are not told` }];
  }
}

const TOO_LONG = `has more than ${MAX_CELL_LENGTH} characters`;
