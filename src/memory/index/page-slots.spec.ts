import { PAGE_SIZE } from './column-record';
import { PageSlots, rowsOf } from './page-slots';

describe('the slots of pages', () => {
  it('are used again, so that they are as many as there were pages at once', () => {
    const slots = new PageSlots();
    for (let page = 0; page < 1_000; page += 1) {
      slots.take(page);
      if (page >= 3) slots.leave(page - 3);
    }
    expect(slots.inOrder()).toHaveLength(3);
    expect(Math.max(...slots.inOrder())).toBe(3);
  });

  it('lead from a number to its row and back, and nowhere for pages that are gone', () => {
    const slots = new PageSlots();
    [5, 6, 7].forEach((page) => slots.take(page));
    slots.leave(6);
    slots.take(900);
    for (const number of [5 * PAGE_SIZE, 7 * PAGE_SIZE + 3, 900 * PAGE_SIZE + 2_047]) {
      expect(slots.numberOf(slots.rowOf(number) as number)).toBe(number);
    }
    expect([slots.rowOf(6 * PAGE_SIZE), slots.leave(6), slots.moves]).toEqual([undefined, undefined, 1]);
  });

  it('stand in the order of their pages', () => {
    const slots = new PageSlots();
    [1, 2, 3].forEach((page) => slots.take(page));
    slots.leave(1);
    slots.take(4);
    const rows = [...rowsOf(slots.inOrder(), 2 * PAGE_SIZE + 1)];
    expect(rows.map((row) => slots.numberOf(row)).slice(0, 1)).toEqual([2 * PAGE_SIZE]);
    expect(rows.map((row) => slots.numberOf(row))).toEqual([...rows.map((row) => slots.numberOf(row))].sort((a, b) => a - b));
    expect(rows).toHaveLength(2 * PAGE_SIZE + 1);
  });
});
