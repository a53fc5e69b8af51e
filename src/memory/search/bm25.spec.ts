import { inverseFrequency, lengthNorms, saturated } from './bm25';

describe('BM25', () => {
  it('weighs a rare term more than a common one, and none below nothing', () => {
    expect(inverseFrequency(100, 1)).toBeGreaterThan(inverseFrequency(100, 50));
    expect(inverseFrequency(100, 100)).toBeGreaterThan(0);
    expect(inverseFrequency(0, 3)).toBeGreaterThan(0); // postings may be newer than the totals
  });

  it('counts each further occurrence less, and an occurrence in a long text less', () => {
    const norms = lengthNorms(20);
    const [once, twice, often] = [1, 2, 50].map((frequency) => saturated(frequency, norms(20)));
    expect(twice).toBeGreaterThan(once as number);
    expect((twice as number) - (once as number)).toBeLessThan(once as number);
    expect(often).toBeLessThan(1.6);
    expect(saturated(1, norms(10_000))).toBeLessThan(saturated(1, norms(5)));
    expect(norms(300)).toBeCloseTo(norms(255) + (norms(255) - norms(210)), 9);
  });
});
