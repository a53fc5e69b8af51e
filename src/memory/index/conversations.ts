import type { Columns } from './columns';
import { FLAG } from './column-record';

/** Stands for nobody in `previous` and `next`. */
export const NOBODY = -1;

/** Which memory follows which in its session, by the time it is of; worked out when somebody asks after a change. */
export class Conversations {
  private isCurrent = false;
  private previousOf = new Int32Array(0);
  private nextOf = new Int32Array(0);
  private lengths = new Float64Array(0);
  private sessions = 0;

  constructor(private readonly columns: Columns) {}

  /** Bytes it takes, about. */
  get bytes(): number {
    return this.previousOf.byteLength + this.nextOf.byteLength;
  }

  /** The columns have changed. */
  outdate(): void {
    this.isCurrent = false;
  }

  /** The memory before each number in its session, or NOBODY. */
  get previous(): Int32Array {
    this.update();
    return this.previousOf;
  }

  /** The memory after each number in its session, or NOBODY. */
  get next(): Int32Array {
    this.update();
    return this.nextOf;
  }

  /** Terms of all memories of a session together, by its ordinal. */
  get sessionLengths(): Float64Array {
    this.update();
    return this.lengths;
  }

  /** How many sessions have live memories. */
  get sessionCount(): number {
    this.update();
    return this.sessions;
  }

  private update(): void {
    if (this.isCurrent) return;
    this.isCurrent = true;
    const { size } = this.columns;
    this.previousOf = new Int32Array(size).fill(NOBODY);
    this.nextOf = new Int32Array(size).fill(NOBODY);
    let greatest = 0;
    for (let number = 0; number < size; number += 1) greatest = Math.max(greatest, this.columns.session[number] as number);
    this.lengths = new Float64Array(greatest + 1);
    this.sessions = 0;
    this.link();
  }

  /** One pass in the order of numbers, which is nearly always that of time; sessions in which it is not are sorted. */
  private link(): void {
    const { size, flags, session, created, length } = this.columns;
    const lastOf = new Int32Array(this.lengths.length).fill(NOBODY);
    const unsorted = new Set<number>();
    for (let number = 0; number < size; number += 1) {
      const ordinal = session[number] as number;
      if (ordinal === 0 || ((flags[number] as number) & FLAG.live) === 0) continue;
      this.lengths[ordinal] = (this.lengths[ordinal] as number) + (length[number] as number);
      const last = lastOf[ordinal] as number;
      if (last === NOBODY) {
        this.sessions += 1;
      } else {
        this.join(last, number);
        if ((created[last] as number) > (created[number] as number)) unsorted.add(ordinal);
      }
      lastOf[ordinal] = number;
    }
    if (unsorted.size > 0) this.sort(unsorted);
  }

  private sort(unsorted: ReadonlySet<number>): void {
    const { size, flags, session, created } = this.columns;
    const members = new Map<number, number[]>();
    for (let number = 0; number < size; number += 1) {
      const ordinal = session[number] as number;
      if (!unsorted.has(ordinal) || ((flags[number] as number) & FLAG.live) === 0) continue;
      const known = members.get(ordinal);
      if (known === undefined) members.set(ordinal, [number]);
      else known.push(number);
    }
    for (const numbers of members.values()) {
      numbers.sort((a, b) => (created[a] as number) - (created[b] as number) || a - b);
      this.previousOf[numbers[0] as number] = NOBODY;
      for (let at = 1; at < numbers.length; at += 1) this.join(numbers[at - 1] as number, numbers[at] as number);
      this.nextOf[numbers.at(-1) as number] = NOBODY;
    }
  }

  private join(former: number, latter: number): void {
    this.nextOf[former] = latter;
    this.previousOf[latter] = former;
  }
}
