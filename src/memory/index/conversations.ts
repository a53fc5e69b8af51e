import type { Columns } from './columns';
import { FLAG } from './column-record';

/** Stands for nobody in `previous` and `next`, and for no session in `sessionOf`. */
export const NOBODY = -1;

/** Who follows whom, by number, and the sessions there are, counted from 0. */
export interface Links {
  /** The memory before and after each number in its session, or NOBODY. */
  previous: Int32Array;
  next: Int32Array;
  /** The session of each number, or NOBODY. */
  sessionOf: Int32Array;
  /** Terms of all memories of a session together. */
  sessionLengths: readonly number[];
}

/** Which memory follows which in its session, by the time it is of; worked out when somebody asks after a change. */
export class Conversations {
  private links: Links | undefined;

  constructor(private readonly columns: Columns) {}

  /** Bytes it takes, about. */
  get bytes(): number {
    return this.links === undefined ? 0 : 3 * this.links.next.byteLength;
  }

  /** The columns have changed. */
  outdate(): void {
    this.links = undefined;
  }

  /** As the columns are now. */
  current(): Links {
    return (this.links ??= linked(this.columns));
  }
}

/** One pass in the order of numbers, which is nearly always that of time; sessions in which it is not are sorted. */
function linked({ size, flags, session, created, length }: Columns): Links {
  const [previous, next, sessionOf] = [newColumn(size), newColumn(size), newColumn(size)];
  const sessionLengths: number[] = [];
  // Ordinals are given for ever, sessions come and go: those that are there are counted anew.
  const indexOf = new Map<number, number>();
  const last: number[] = [];
  const unsorted = new Set<number>();
  for (let number = 0; number < size; number += 1) {
    const ordinal = session[number] as number;
    if (ordinal === 0 || ((flags[number] as number) & FLAG.live) === 0) continue;
    let index = indexOf.get(ordinal);
    if (index === undefined) {
      index = indexOf.size;
      indexOf.set(ordinal, index);
    } else {
      const before = last[index] as number;
      next[before] = number;
      previous[number] = before;
      if ((created[before] as number) > (created[number] as number)) unsorted.add(index);
    }
    sessionOf[number] = index;
    sessionLengths[index] = (sessionLengths[index] ?? 0) + (length[number] as number);
    last[index] = number;
  }
  const links = { previous, next, sessionOf, sessionLengths };
  if (unsorted.size > 0) sort(links, unsorted, created);
  return links;
}

function sort({ previous, next, sessionOf }: Links, unsorted: ReadonlySet<number>, created: Float64Array): void {
  const members = new Map<number, number[]>([...unsorted].map((index) => [index, []]));
  for (let number = 0; number < sessionOf.length; number += 1) members.get(sessionOf[number] as number)?.push(number);
  for (const numbers of members.values()) {
    numbers.sort((a, b) => (created[a] as number) - (created[b] as number) || a - b);
    for (const [at, number] of numbers.entries()) {
      previous[number] = numbers[at - 1] ?? NOBODY;
      next[number] = numbers[at + 1] ?? NOBODY;
    }
  }
}

function newColumn(size: number): Int32Array {
  return new Int32Array(size).fill(NOBODY);
}
