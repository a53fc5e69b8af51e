import { PAGE_SIZE } from './column-record';

/**
 * Where the pages of a network stand in a mirror. Numbers are counted up for ever, so pages come and go; the slots of those that are gone are
 * used again, and a mirror takes as much room as there are pages with memories. A row is the place of a number: slot × 2,048 + number in the page.
 */
export class PageSlots {
  /** One more whenever a slot has been given away: rows from before may be those of other memories. */
  moves = 0;
  private readonly slots = new Map<number, number>();
  private readonly pages: number[] = [];
  private readonly free: number[] = [];

  /** The slot of a page, which gets one if it has none. */
  take(page: number): number {
    const known = this.slots.get(page);
    if (known !== undefined) return known;
    const slot = this.free.pop() ?? this.pages.length;
    this.slots.set(page, slot);
    this.pages[slot] = page;
    return slot;
  }

  /** Gives the slot of a page away; undefined when it has none. */
  leave(page: number): number | undefined {
    const slot = this.slots.get(page);
    if (slot === undefined) return undefined;
    this.slots.delete(page);
    this.free.push(slot);
    this.moves += 1;
    return slot;
  }

  /** The slots of all pages, in the order of the pages: that in which memories were stored. */
  inOrder(): number[] {
    return [...this.slots].sort(([a], [b]) => a - b).map(([, slot]) => slot);
  }

  /** The number of the memory in a row. */
  numberOf(row: number): number {
    return (this.pages[Math.floor(row / PAGE_SIZE)] as number) * PAGE_SIZE + (row % PAGE_SIZE);
  }

  /** The row of a number; undefined when its page has no memories. */
  rowOf(number: number): number | undefined {
    const slot = this.slots.get(Math.floor(number / PAGE_SIZE));
    return slot === undefined ? undefined : slot * PAGE_SIZE + (number % PAGE_SIZE);
  }
}

/** The rows of slots, in their order, as far as there are any below `size`. */
export function* rowsOf(slots: readonly number[], size: number): Generator<number> {
  for (const slot of slots) {
    const end = Math.min(size, (slot + 1) * PAGE_SIZE);
    for (let row = slot * PAGE_SIZE; row < end; row += 1) yield row;
  }
}
