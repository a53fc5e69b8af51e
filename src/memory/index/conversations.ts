import type { Columns } from './columns';
import { FLAG } from './column-record';
import { rowsOf, type PageSlots } from './page-slots';

/** Stands for nobody in `previous` and `next`, and for no session in `sessionOf`. */
export const NOBODY = -1;

/** Who follows whom, by row, and the sessions there are, counted from 0. */
export interface Links {
  /** The row of the memory before and after each one in its session, or NOBODY. */
  previous: Int32Array;
  next: Int32Array;
  /** The session of each row, or NOBODY. */
  sessionOf: Int32Array;
  /** Terms of all memories of a session together. */
  sessionLengths: readonly number[];
}

/** Which memory follows which in its session, by the time it is of; worked out when somebody asks after a change. */
export class Conversations {
  private links: Links | undefined;

  constructor(
    private readonly columns: Columns,
    private readonly slots: PageSlots,
  ) {}

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
    return (this.links ??= linked(this.columns, this.slots.inOrder()));
  }
}

/** One pass in the order in which memories were stored, which is nearly always that of time; sessions in which it is not are sorted. */
function linked({ size, flags, session, created, length }: Columns, slots: readonly number[]): Links {
  const [previous, next, sessionOf] = [newColumn(size), newColumn(size), newColumn(size)];
  const sessionLengths: number[] = [];
  // Ordinals are given for ever, sessions come and go: those that are there are counted anew.
  const indexOf = new Map<number, number>();
  const last: number[] = [];
  const unsorted = new Set<number>();
  for (const row of rowsOf(slots, size)) {
    const ordinal = session[row] as number;
    if (ordinal === 0 || ((flags[row] as number) & FLAG.live) === 0) continue;
    let index = indexOf.get(ordinal);
    if (index === undefined) {
      index = indexOf.size;
      indexOf.set(ordinal, index);
    } else {
      const before = last[index] as number;
      next[before] = row;
      previous[row] = before;
      if ((created[before] as number) > (created[row] as number)) unsorted.add(index);
    }
    sessionOf[row] = index;
    sessionLengths[index] = (sessionLengths[index] ?? 0) + (length[row] as number);
    last[index] = row;
  }
  const links = { previous, next, sessionOf, sessionLengths };
  if (unsorted.size > 0) sort(links, unsorted, created, rowsOf(slots, size));
  return links;
}

/** Those who are of the same time stay in the order in which they were stored. */
function sort({ previous, next, sessionOf }: Links, unsorted: ReadonlySet<number>, created: Float64Array, rows: Iterable<number>): void {
  const members = new Map<number, number[]>([...unsorted].map((index) => [index, []]));
  for (const row of rows) members.get(sessionOf[row] as number)?.push(row);
  for (const session of members.values()) {
    session.sort((a, b) => (created[a] as number) - (created[b] as number));
    for (const [at, row] of session.entries()) {
      previous[row] = session[at - 1] ?? NOBODY;
      next[row] = session[at + 1] ?? NOBODY;
    }
  }
}

function newColumn(size: number): Int32Array {
  return new Int32Array(size).fill(NOBODY);
}
