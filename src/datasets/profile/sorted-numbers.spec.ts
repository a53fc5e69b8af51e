import fc from 'fast-check';
import { EventLoopTurn } from '../event-loop-turn';
import { quantile, SortedNumbers } from './sorted-numbers';
import { ValueCounts } from './value-counts';

describe('figures of a column', () => {
  it('puts numbers in order, whatever blocks they come in', async () => {
    const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(number, { maxLength: 9 }), { maxLength: 9 }), async (blocks) => {
        const numbers = new SortedNumbers();
        for (const block of blocks) numbers.take(block);
        expect([...(await numbers.sorted(new EventLoopTurn()))]).toEqual(blocks.flat().sort((one, other) => one - other));
      }),
    );
  });

  it('takes quantiles as R and NumPy do', () => {
    const sorted = Float64Array.of(1, 2, 4, 8, 16);
    expect([0, 0.05, 0.25, 0.5, 0.9, 1].map((share) => quantile(sorted, share))).toEqual([1, 1.2, 2, 4, 12.8, 16]);
    expect(quantile(Float64Array.of(-1.7e308, 1.7e308), 0.5)).toBe(0);
    expect(quantile(Float64Array.of(7), 0.95)).toBe(7);
  });

  it('finds the most frequent values, and tells long ones apart that begin alike', () => {
    const counts = new ValueCounts();
    const long = 'x'.repeat(200);
    for (const value of ['a', 'b', 'b', 'c', 'c', 'd', `${long}1`, `${long}2`, `${long}2`, `${long}2`]) counts.take(value);
    expect([counts.distinct, counts.isExact]).toEqual([6, true]);
    expect(counts.top(3)).toEqual([
      { value: `${'x'.repeat(100)}…`, count: 3 },
      { value: 'b', count: 2 },
      { value: 'c', count: 2 },
    ]);
  });
});
