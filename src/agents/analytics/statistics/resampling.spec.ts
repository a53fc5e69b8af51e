import { MeshError } from '../../../errors';
import { benjaminiHochberg } from './benjamini-hochberg';
import { bootstrapDifference } from './bootstrap';
import { sampleSizeForMeans, sampleSizeForRates, smallestDetectable } from './power';
import { binomial, seededRandom } from './random';

const { signal } = new AbortController();

describe('benjaminiHochberg', () => {
  it('adjusts as R does', () => {
    // p.adjust(c(.01, .04, .03, .005), "BH").
    expect(benjaminiHochberg([0.01, 0.04, 0.03, 0.005])).toEqual([0.02, 0.04, 0.04, 0.02].map((p) => expect.closeTo(p, 12) as number));
    expect(benjaminiHochberg([])).toEqual([]);
  });
});

describe('seededRandom', () => {
  it('repeats itself for one seed, and spreads evenly', () => {
    const [one, same] = [seededRandom(7), seededRandom(7)];
    const drawn = Array.from({ length: 20_000 }, () => one());
    expect(drawn.slice(0, 50)).toEqual(Array.from({ length: 50 }, () => same()));
    const tenths = drawn.reduce(
      (counts, value) => counts.with(Math.floor(value * 10), counts[Math.floor(value * 10)]! + 1),
      Array(10).fill(0) as number[],
    );
    expect(tenths.reduce((sum, count) => sum + (count - 2_000) ** 2 / 2_000, 0)).toBeLessThan(27.9); // chi-square with 9 degrees, p .001
  });

  it('draws successes with the mean and variance of the binomial', () => {
    const random = seededRandom(3);
    for (const share of [0.01, 0.4, 0.97]) {
      const drawn = Array.from({ length: 3_000 }, () => binomial(500, share, random));
      const mean = drawn.reduce((sum, value) => sum + value, 0) / drawn.length;
      const variance = drawn.reduce((sum, value) => sum + (value - mean) ** 2, 0) / drawn.length;
      expect(Math.abs(mean - 500 * share)).toBeLessThan(4 * Math.sqrt((500 * share * (1 - share)) / drawn.length));
      expect(variance / (500 * share * (1 - share))).toBeCloseTo(1, 0);
    }
    expect([binomial(10, 0, random), binomial(10, 1, random)]).toEqual([0, 10]);
  });
});

describe('bootstrapDifference', () => {
  const sample = (count: number, nonZero: number[]) => ({ count, nonZero });

  it('gives the same interval every time, around the difference', async () => {
    const [a, b] = [sample(400, [10, 20, 30, 40, 50]), sample(400, [10, 20])];
    const first = await bootstrapDifference(a, b, signal);
    expect(await bootstrapDifference(a, b, signal)).toEqual(first);
    expect(first!.low).toBeLessThan(0.3);
    expect(first!.high).toBeGreaterThan(0.3);
  });

  it('does without where it would take too many draws, and stops with the step', async () => {
    const dense = sample(200_000, new Array<number>(200_000).fill(1));
    expect(await bootstrapDifference(dense, dense, signal)).toBeUndefined();
    const reason = new MeshError('timeout', 'step-deadline', 'too late');
    const some = sample(9_000, new Array<number>(9_000).fill(1));
    await expect(bootstrapDifference(some, some, AbortSignal.abort(reason))).rejects.toBe(reason);
  });
});

describe('power', () => {
  it('has the sample sizes of the textbooks', () => {
    // Fleiss, Levin & Paik 2003: .25 against .40 at 5 % and 80 % takes 152 a group; R's power.t.test(delta = .5, sd = 1) 64 by t, 63 by z.
    expect(sampleSizeForRates(0.25, 0.4)).toBe(152);
    expect(sampleSizeForMeans(1, 0.5)).toBe(63);
  });

  it('finds with that many customers what it was asked to find', () => {
    expect(smallestDetectable(1 / 63, 1 / 63)).toBeCloseTo(0.5, 2);
  });
});
