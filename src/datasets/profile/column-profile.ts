import type { Cell, ColumnType, DatasetColumn } from '../dataset';
import type { EventLoopTurn } from '../event-loop-turn';
import { quantile, SortedNumbers } from './sorted-numbers';
import { ValueCounts, type ValueCount } from './value-counts';

/** Shares at which quantiles are told. */
const QUANTILES = { p5: 0.05, p10: 0.1, p25: 0.25, p50: 0.5, p75: 0.75, p90: 0.9, p95: 0.95 } as const;

/** What numbers come to; the standard deviation is the sample's (n − 1), null for a single number. */
export interface NumberProfile {
  min: number;
  max: number;
  mean: number | null;
  standard_deviation: number | null;
  quantiles: Record<keyof typeof QUANTILES, number>;
}

/** What is in a column, as clients see it; the first and last of dates, and figures of numbers. */
export interface ColumnProfile extends Partial<NumberProfile> {
  name: string;
  type: ColumnType;
  missing: number;
  /** At least this many where `distinct_is_exact` is false. */
  distinct: number;
  distinct_is_exact: boolean;
  first?: string;
  last?: string;
  top: ValueCount[];
}

/** Looks at all cells of one column, block by block. */
export class ColumnProfiling {
  private readonly values = new ValueCounts();
  private readonly numbers = new SortedNumbers();
  private missing = 0;
  private count = 0;
  /** Welford (1962): stays exact where sums of squares would not. */
  private mean = 0;
  private squares = 0;
  /** Of whole numbers it is exact, and their mean reads as people expect it. */
  private sum = 0;
  private first: string | undefined;
  private last: string | undefined;

  constructor(private readonly column: DatasetColumn) {}

  take(cells: readonly Cell[]): void {
    const { type } = this.column;
    const numbers: number[] = [];
    for (const cell of cells) {
      if (cell === null) {
        this.missing += 1;
        continue;
      }
      this.values.take(cell);
      if (typeof cell === 'number') {
        numbers.push(cell);
        this.takeNumber(cell);
      } else if (type === 'date') this.takeDate(cell as string);
    }
    this.numbers.take(numbers);
  }

  /** @param top the most frequent values that are told. */
  async finish(top: number, turn: EventLoopTurn): Promise<ColumnProfile> {
    const { values, missing, first, last } = this;
    return {
      ...this.column,
      missing,
      distinct: values.distinct,
      distinct_is_exact: values.isExact,
      ...(await this.figures(turn)),
      ...(first === undefined || last === undefined ? {} : { first, last }),
      top: values.top(top),
    };
  }

  private takeNumber(value: number): void {
    this.count += 1;
    this.sum += value;
    const distance = value - this.mean;
    this.mean += distance / this.count;
    this.squares += distance * (value - this.mean);
  }

  private takeDate(date: string): void {
    if (this.first === undefined || momentOf(date) < momentOf(this.first)) this.first = date;
    if (this.last === undefined || momentOf(date) > momentOf(this.last)) this.last = date;
  }

  private async figures(turn: EventLoopTurn): Promise<NumberProfile | undefined> {
    const sorted = await this.numbers.sorted(turn);
    if (sorted.length === 0) return undefined;
    const quantiles = Object.entries(QUANTILES).map(([name, share]) => [name, quantile(sorted, share)]);
    return {
      min: sorted[0] as number,
      max: sorted.at(-1) as number,
      mean: finite(this.sum / this.count) ?? finite(this.mean),
      standard_deviation: this.count > 1 ? finite(Math.sqrt(this.squares / (this.count - 1))) : null,
      quantiles: Object.fromEntries(quantiles) as NumberProfile['quantiles'],
    };
  }
}

/** Numbers near the largest there are have figures beyond them. */
const finite = (value: number) => (Number.isFinite(value) ? value : null);

/** Epoch ms; a moment without a zone counts as UTC. */
function momentOf(date: string): number {
  const text = date.replace(' ', 'T');
  return Date.parse(text.length === 10 || /(?:Z|[+-]\d{2}:?\d{2})$/.test(text.slice(10)) ? text : `${text}Z`);
}
