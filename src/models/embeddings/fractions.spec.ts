import { Fractions } from './fractions';

describe('parts of a micro-dollar', () => {
  it('are counted once they come to a whole one, for each tenant', () => {
    const fractions = new Fractions();
    const counted = Array.from({ length: 20 }, () => fractions.whole('acme', 0.15));
    expect(counted.reduce((sum, one) => sum + one, 0)).toBe(3);
    expect(fractions.whole('other', 0.9)).toBe(0);
    expect(fractions.whole('other', 12.1)).toBe(13);
  });
});
