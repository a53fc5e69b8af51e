import { seededRandom } from '../../analytics/statistics/random';
import { heldOutCheck } from './held-out-check';
import { logLikelihoodRatio } from './log-likelihood-ratio';
import type { Purchase } from './purchases';
import { Recommender, type RecommenderData } from './recommender';
import { relatedProducts } from './related-products';

const { signal } = new AbortController();
const basket = (...products: number[]): Purchase[] => products.map((product, age) => ({ product, atMs: 1e12 - age * 86_400_000 }));
const dataOf = (baskets: Purchase[][], productCount: number, more: Partial<RecommenderData> = {}): RecommenderData => ({
  baskets,
  productCount,
  newestMs: 1e12,
  allowed: Array.from({ length: productCount }, () => true),
  excludePurchased: true,
  ...more,
});

describe('logLikelihoodRatio', () => {
  // The values of Apache Mahout's LogLikelihoodTest.
  it.each([
    [1, 0, 0, 1, 2.772589],
    [10, 0, 0, 10, 27.72589],
    [5, 1995, 0, 100_000, 39.33052],
    [1000, 1995, 1000, 100_000, 4730.737],
    [1000, 1000, 1000, 100_000, 5734.343],
    [1000, 1000, 1000, 99_000, 5714.932],
  ])('of %i, %i, %i and %i is %d', (both, first, second, neither, expected) => {
    expect(logLikelihoodRatio(both, first, second, neither) / expected).toBeCloseTo(1, 6);
  });

  it('is nothing where two things are independent', () => {
    expect(logLikelihoodRatio(10, 90, 90, 810)).toBeCloseTo(0, 9);
    expect(logLikelihoodRatio(0, 0, 0, 5)).toBe(0);
  });
});

describe('relatedProducts', () => {
  it('finds what is bought together, not what everybody buys', async () => {
    // 0 goes with 1, 2 with 3; 4 is in every basket.
    const baskets = Array.from({ length: 40 }, (_none, n) => (n % 2 ? basket(0, 1, 4) : basket(2, 3, 4)));
    const related = await relatedProducts(baskets, 5, signal);
    expect(related.map((list) => list.map(({ product, together }) => [product, together]))).toEqual([
      [[1, 20]],
      [[0, 20]],
      [[3, 20]],
      [[2, 20]],
      [],
    ]);
    expect(related[0]![0]!.ratio).toBeCloseTo(logLikelihoodRatio(20, 0, 0, 20), 9);
  });

  it('takes one customer of two products for chance, and bears empty baskets', async () => {
    expect(await relatedProducts([basket(0, 1), [], basket(2)], 3, signal)).toEqual([[], [], []]);
  });

  it('stops when the step does', async () => {
    await expect(relatedProducts([basket(0, 1)], 2, AbortSignal.abort())).rejects.toThrow('aborted');
  });
});

describe('a recommender', () => {
  const baskets = [
    ...Array.from({ length: 30 }, () => basket(0, 1)),
    ...Array.from({ length: 20 }, () => basket(2, 3)),
    basket(0),
    basket(4),
  ];

  it('names what goes with the basket, says why, and fills up with what sells well', async () => {
    const recommender = await Recommender.of(dataOf(baskets, 5), signal);
    expect(recommender.for(basket(0), 3)).toEqual([
      { product: 1, score: expect.closeTo(1, 1) as number, because: 0 },
      { product: 2, score: 0 },
      { product: 3, score: 0 },
    ]);
    expect(recommender.for(basket(4), 2).map(({ product, because }) => [product, because])).toEqual([
      [0, undefined],
      [1, undefined],
    ]);
  });

  it('never recommends what was bought, unless it may be bought again', async () => {
    const strict = await Recommender.of(dataOf(baskets, 5), signal);
    for (const own of baskets) {
      const products = new Set(own.map(({ product }) => product));
      expect(strict.for(own, 5).some(({ product }) => products.has(product))).toBe(false);
    }
    const again = await Recommender.of(dataOf(baskets, 5, { excludePurchased: false }), signal);
    expect(
      again
        .for(basket(0, 1), 2)
        .map(({ product }) => product)
        .sort(),
    ).toEqual([0, 1]);
  });

  it('leaves out what is not offered, related or popular', async () => {
    const allowed = [true, false, true, true, true];
    const recommender = await Recommender.of(dataOf(baskets, 5, { allowed }), signal);
    expect(recommender.for(basket(0), 5).map(({ product }) => product)).toEqual([2, 3, 4]);
  });

  it('minds old purchases less than new ones', async () => {
    const year = 365 * 86_400_000;
    const recommender = await Recommender.of(dataOf(baskets, 5), signal);
    const mixed = [
      { product: 0, atMs: 1e12 - year },
      { product: 2, atMs: 1e12 },
    ];
    expect(recommender.for(mixed, 2).map(({ product }) => product)).toEqual([3, 1]);
    expect(recommender.popular.slice(0, 2).sort()).toEqual([0, 1]);
  });

  it('scores one customer the same whoever was asked for before', async () => {
    const recommender = await Recommender.of(dataOf(baskets, 5), signal);
    const first = recommender.for(basket(2), 5);
    recommender.for(basket(0), 5);
    expect(recommender.for(basket(2), 5)).toEqual(first);
  });
});

describe('heldOutCheck', () => {
  const random = seededRandom(4);
  const tastes = Array.from({ length: 600 }, (_none, n) => {
    const taste = (n % 10) * 4;
    const own = [0, 1, 2, 3].map((step) => taste + step).filter(() => random() < 0.8);
    return basket(...own);
  });

  it('finds that tastes foretell purchases better than popularity', async () => {
    const check = await heldOutCheck(dataOf(tastes, 40), 3, signal);
    expect(check!.hit_rate).toBeGreaterThan(0.9);
    expect(check!.baseline_hit_rate).toBeLessThan(0.3);
    expect(await heldOutCheck(dataOf(tastes, 40), 3, signal)).toEqual(check);
  });

  it('finds no better where there is no taste', async () => {
    const anything = Array.from({ length: 600 }, () => basket(...new Set([1, 2, 3].map(() => Math.floor(random() ** 3 * 40)))));
    const check = await heldOutCheck(dataOf(anything, 40), 3, signal);
    expect(check!.hit_rate).toBeLessThan(check!.baseline_hit_rate + 0.1);
  });

  it('does not judge by a few', async () => {
    expect(await heldOutCheck(dataOf(tastes.slice(0, 90), 40), 3, signal)).toBeUndefined();
  });
});
