import { distributionOf } from './distribution';

describe('distributionOf', () => {
  it('has nothing to say of nothing', () => {
    expect(distributionOf([])).toEqual({ average: null, p50: null, p95: null, max: null });
  });

  it('names values that occurred, whatever their order', () => {
    const values = Array.from({ length: 100 }, (_unused, i) => 100 - i);
    expect(distributionOf(values)).toEqual({ average: 50.5, p50: 50, p95: 95, max: 100 });
    expect(distributionOf([7])).toEqual({ average: 7, p50: 7, p95: 7, max: 7 });
  });
});
