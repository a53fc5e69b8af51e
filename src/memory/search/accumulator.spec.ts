import { Accumulator } from './accumulator';

describe('Accumulator', () => {
  it('sums by number, and begins anew with nothing', () => {
    const sums = new Accumulator();
    sums.begin(10);
    sums.add(3, 1.5);
    sums.add(7, 1);
    sums.add(3, 0.5);
    expect([sums.count, sums.values[3], sums.values[7], sums.greatest()]).toEqual([2, 2, 1, 2]);
    sums.begin(100);
    expect([sums.count, sums.values[3], sums.greatest()]).toEqual([0, 0, 0]);
    sums.add(99, 4);
    expect([...sums.touched.subarray(0, sums.count)]).toEqual([99]);
  });
});
