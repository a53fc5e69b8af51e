import type { Cell } from '../../../datasets';
import { seededRandom } from '../statistics/random';
import { dayOf } from '../trends/dates';
import type { RowSource } from './row-source';

/** Different values that are counted; a column with more is a measure or an id. */
const MOST_DISTINCT = 64;
/** Numbers kept for quantiles: their error stays below two percentage points. */
const SAMPLE_SIZE = 5_000;
/** 20 March 2008: any fixed number would do. */
const SEED = 20_080_320;

/** What the cells of a column are; `binary` is 0 and 1, true and false, or yes and no. */
export type ColumnKind = 'empty' | 'binary' | 'number' | 'date' | 'text';

/** A column after all its cells were seen. */
export interface ColumnProfile {
  name: string;
  kind: ColumnKind;
  missing: number;
  /** All numbers are whole. */
  whole: boolean;
  lowest: number;
  highest: number;
  /** Rows by value; undefined when there are too many values to count. */
  distinct: ReadonlyMap<Cell, number> | undefined;
  /** A random part of the numbers, in order. */
  sample: readonly number[];
}

const YES: ReadonlySet<Cell> = new Set([1, true, '1', 'yes', 'true', 'Yes', 'True', 'YES', 'TRUE']);
const NO: ReadonlySet<Cell> = new Set([0, false, '0', 'no', 'false', 'No', 'False', 'NO', 'FALSE']);

/** 1 or 0 for a cell of a binary column, undefined for any other. */
export function binaryOf(cell: Cell): 0 | 1 | undefined {
  return YES.has(cell) ? 1 : NO.has(cell) ? 0 : undefined;
}

/** Reads the named columns once. @throws the reason of `signal`. */
export async function profileColumns(
  source: RowSource,
  names: readonly string[],
  signal: AbortSignal,
): Promise<Map<string, ColumnProfile>> {
  const observers = names.map((name) => new ColumnObserver(name));
  for await (const block of source.blocks(names)) {
    signal.throwIfAborted();
    for (const observer of observers) observer.observe(block.columns[observer.name]!);
  }
  return new Map(observers.map((observer) => [observer.name, observer.profile()]));
}

class ColumnObserver {
  private readonly random = seededRandom(SEED);
  private readonly sample: number[] = [];
  private distinct: Map<Cell, number> | undefined = new Map();
  private missing = 0;
  private numbers = 0;
  private dates = 0;
  private binary = true;
  private others = 0;
  private whole = true;
  private lowest = Infinity;
  private highest = -Infinity;

  constructor(readonly name: string) {}

  observe(cells: readonly Cell[]): void {
    for (const cell of cells) {
      if (cell === null || cell === '') this.missing += 1;
      else this.observeValue(cell);
    }
  }

  profile(): ColumnProfile {
    const { name, missing, whole, lowest, highest, distinct } = this;
    return { name, missing, whole, lowest, highest, distinct, kind: this.kind(), sample: this.sample.toSorted((a, b) => a - b) };
  }

  private observeValue(cell: string | number | boolean): void {
    if (typeof cell === 'number') this.observeNumber(cell);
    else if (typeof cell === 'string' && dayOf(cell) !== undefined) this.dates += 1;
    else this.others += 1;
    if (this.binary && binaryOf(cell) === undefined) this.binary = false;
    if (this.distinct === undefined) return;
    this.distinct.set(cell, (this.distinct.get(cell) ?? 0) + 1);
    if (this.distinct.size > MOST_DISTINCT) this.distinct = undefined;
  }

  private observeNumber(value: number): void {
    this.numbers += 1;
    if (!Number.isInteger(value)) this.whole = false;
    if (value < this.lowest) this.lowest = value;
    if (value > this.highest) this.highest = value;
    if (this.sample.length < SAMPLE_SIZE) this.sample.push(value);
    else {
      const place = Math.floor(this.random() * this.numbers);
      if (place < SAMPLE_SIZE) this.sample[place] = value;
    }
  }

  private kind(): ColumnKind {
    const seen = this.numbers + this.dates + this.others;
    if (seen === 0) return 'empty';
    if (this.binary) return 'binary';
    if (this.numbers === seen) return 'number';
    return this.dates === seen ? 'date' : 'text';
  }
}
