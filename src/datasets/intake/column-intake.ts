import type { ColumnType } from '../dataset';
import type { DatasetWarning, StoredColumn } from '../store/dataset-record';
import { isFormula, kindOfNumber, kindOfString, kindOfText, type CellKind } from './cell-kind';
import { quoted } from './dataset-faults';

/** Cells of the other kinds beside which a column that is nearly numbers is told of: one in ten. */
const NEARLY = 0.9;

/** A column while its cells arrive: the cells of the block that is being filled, as text, and what kinds there were. */
export class ColumnIntake {
  cells: (string | null)[] = [];
  /** UTF-16 units of `cells`. */
  length = 0;
  private readonly counts: Record<CellKind, number> = { missing: 0, integer: 0, number: 0, boolean: 0, date: 0, text: 0 };
  /** Cells that said they are missing, instead of being empty. */
  private saidMissing = 0;
  private formulas = 0;
  /** The first line with a cell that is no number. */
  private firstOtherLine = 0;

  constructor(
    readonly name: string,
    /** The block in which it first appears; in those before, every cell is missing. */
    readonly firstBlock: number,
  ) {}

  takeText(cell: string, line: number): void {
    const kind = kindOfText(cell);
    if (kind === 'missing' && cell !== '') this.saidMissing += 1;
    this.take(cell, kind, line);
  }

  takeString(value: string, line: number): void {
    this.take(value, kindOfString(value), line);
  }

  takeNumber(value: number, line: number): void {
    this.take(String(value), kindOfNumber(value) === 'integer' ? 'integer' : 'number', line);
  }

  takeBoolean(value: boolean, line: number): void {
    this.take(String(value), 'boolean', line);
  }

  takeMissing(count = 1): void {
    this.counts.missing += count;
    for (let i = 0; i < count; i += 1) this.cells.push(null);
  }

  /** The cells so far, which it then forgets. */
  takeBlock(): (string | null)[] {
    const { cells } = this;
    this.cells = [];
    this.length = 0;
    return cells;
  }

  /** What is stored of the column, of a table of `rows` rows. */
  stored(rows: number): StoredColumn {
    const absent = rows - Object.values(this.counts).reduce((sum, count) => sum + count, 0);
    return { name: this.name, type: this.type, missing: this.counts.missing + absent, firstBlock: this.firstBlock };
  }

  get warnings(): DatasetWarning[] {
    const { name: column, counts, formulas, saidMissing } = this;
    const warnings: DatasetWarning[] = [];
    const numbers = counts.integer + counts.number;
    const present = this.present;
    if (this.type === 'text' && numbers > 0 && numbers >= present * NEARLY) {
      const message = `${quoted(column)} is text because of ${present - numbers} of ${present} cells that are no numbers, the first in line ${this.firstOtherLine}`;
      warnings.push({ code: 'not-all-numbers', column, count: present - numbers, message });
    }
    if (formulas > 0) {
      warnings.push({
        code: 'formula-cells',
        column,
        count: formulas,
        message: `${formulas} cells of ${quoted(column)} look like formulas; they are kept as text`,
      });
    }
    if (saidMissing > 0) {
      warnings.push({
        code: 'missing-words',
        column,
        count: saidMissing,
        message: `${saidMissing} cells of ${quoted(column)} say NaN, NA, N/A or null and count as missing`,
      });
    }
    if (present === 0) warnings.push({ code: 'empty-column', column, message: `${quoted(column)} has no values` });
    return warnings;
  }

  private take(text: string, kind: CellKind, line: number): void {
    this.counts[kind] += 1;
    if (kind === 'missing') {
      this.cells.push(null);
      return;
    }
    if (kind === 'text' && isFormula(text)) this.formulas += 1;
    if (kind !== 'integer' && kind !== 'number' && this.firstOtherLine === 0) this.firstOtherLine = line;
    this.cells.push(text);
    this.length += text.length;
  }

  private get present(): number {
    const { integer, number, boolean, date, text } = this.counts;
    return integer + number + boolean + date + text;
  }

  private get type(): ColumnType {
    const { counts, present } = this;
    if (present === 0) return 'text';
    if (counts.integer === present) return 'integer';
    if (counts.integer + counts.number === present) return 'number';
    if (counts.boolean === present) return 'boolean';
    return counts.date === present ? 'date' : 'text';
  }
}
