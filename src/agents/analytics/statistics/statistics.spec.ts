import * as fc from 'fast-check';
import { cochranQ } from './cochran-q';
import { holm } from './holm';
import { meanInterval, welch } from './means';
import { differenceOfProportions, homogeneity, twoProportionTest, wilson } from './proportions';
import { sampleRatio } from './sample-ratio';
import { twoSidedStudentP } from './student';
import { chiSquareUpperTail, normalUpperTail } from './tails';
import { jStat } from 'jstat';

describe('tails', () => {
  it('keeps the digits of far normal tails', () => {
    expect(normalUpperTail(1.959963985)).toBeCloseTo(0.025, 9);
    expect(normalUpperTail(6) / 9.865876450376946e-10).toBeCloseTo(1, 9);
    expect(normalUpperTail(22) / 1.4398924351450382e-107).toBeCloseTo(1, 9);
  });

  it('finds the five per cent points of the published chi-square and t tables', () => {
    for (const [degrees, point] of [
      [1, 3.841459],
      [2, 5.991465],
      [7, 14.06714],
      [10, 18.30704],
    ] as const) {
      expect(chiSquareUpperTail(point, degrees)).toBeCloseTo(0.05, 6);
    }
    for (const [degrees, point] of [
      [10, 2.228139],
      [20, 2.085963],
      [120, 1.97993],
    ] as const) {
      expect(twoSidedStudentP(point, degrees)).toBeCloseTo(0.05, 6);
    }
    expect(chiSquareUpperTail(40, 3) / 1.065509033425585e-8).toBeCloseTo(1, 9);
    expect(chiSquareUpperTail(40, 4) / 4.328422607120966e-8).toBeCloseTo(1, 9);
  });

  it('agrees with the regularised gamma function for every whole number of degrees', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.double({ min: 0.01, max: 90, noNaN: true }), (degrees, x) => {
        expect(chiSquareUpperTail(x, degrees)).toBeCloseTo(1 - jStat.chisquare.cdf(x, degrees), 7);
      }),
    );
  });
});

describe('proportions', () => {
  it('gives the Wilson intervals of Newcombe 1998, table I', () => {
    for (const [successes, total, low, high] of [
      [81, 263, 0.2553, 0.3662],
      [15, 148, 0.0624, 0.1605],
      [0, 20, 0, 0.1611],
      [1, 29, 0.0061, 0.1718],
    ] as const) {
      const interval = wilson({ successes, total });
      expect(interval.low).toBeCloseTo(low, 4);
      expect(interval.high).toBeCloseTo(high, 4);
    }
  });

  it('gives the hybrid score intervals of Newcombe 1998, table II', () => {
    for (const [a, m, b, n, low, high] of [
      [56, 70, 48, 80, 0.0524, 0.3339],
      [9, 10, 3, 10, 0.1705, 0.809],
      [6, 7, 2, 7, 0.0582, 0.8062],
      [5, 56, 0, 29, -0.0381, 0.1926],
    ] as const) {
      const interval = differenceOfProportions({ successes: a, total: m }, { successes: b, total: n });
      expect(interval.low).toBeCloseTo(low, 4);
      expect(interval.high).toBeCloseTo(high, 4);
    }
  });

  it('tests two proportions with the pooled error', () => {
    // By hand: 60/100 against 40/100, pooled .5, error sqrt(.5 · .5 · .02), z = .2 / .0707107 = 2.828427.
    expect(twoProportionTest({ successes: 60, total: 100 }, { successes: 40, total: 100 }).pValue).toBeCloseTo(0.0046777, 7);
    expect(twoProportionTest({ successes: 0, total: 9 }, { successes: 0, total: 7 })).toEqual({ z: 0, pValue: 1 });
  });

  it('tests several proportions together as the square of z does two', () => {
    const [a, b] = [
      { successes: 60, total: 100 },
      { successes: 40, total: 120 },
    ];
    const { chiSquare, degrees, pValue } = homogeneity([a, b]);
    const { z, pValue: p } = twoProportionTest(a, b);
    expect([degrees, chiSquare / z ** 2, pValue / p]).toEqual([1, expect.closeTo(1, 12), expect.closeTo(1, 12)]);
    expect(homogeneity([a, { successes: 0, total: 0 }, b].map(({ total }) => ({ successes: 0, total })))).toMatchObject({
      chiSquare: 0,
      pValue: 1,
    });
  });

  it('keeps every interval around its value and inside its range', () => {
    const proportion = fc
      .integer({ min: 1, max: 100_000 })
      .chain((total) => fc.record({ total: fc.constant(total), successes: fc.integer({ min: 0, max: total }) }));
    fc.assert(
      fc.property(proportion, proportion, (a, b) => {
        const one = wilson(a);
        expect(one.low).toBeLessThanOrEqual(one.value + 1e-12);
        expect(one.high).toBeGreaterThanOrEqual(one.value - 1e-12);
        const difference = differenceOfProportions(a, b);
        const swapped = differenceOfProportions(b, a);
        expect(difference.low).toBeGreaterThanOrEqual(-1 - 1e-12);
        expect(difference.low).toBeCloseTo(-swapped.high, 12);
      }),
    );
  });
});

describe('means', () => {
  const of = (values: number[]) => ({
    count: values.length,
    sum: values.reduce((a, b) => a + b, 0),
    sumOfSquares: values.reduce((a, b) => a + b * b, 0),
  });

  it('gives the t interval of a small sample', () => {
    // By hand: mean 3, variance 2.5, error sqrt(.5), t(4) = 2.776445.
    const interval = meanInterval(of([1, 2, 3, 4, 5]));
    expect(interval.low).toBeCloseTo(3 - 2.776445 * Math.sqrt(0.5), 5);
    expect(interval.high).toBeCloseTo(3 + 2.776445 * Math.sqrt(0.5), 5);
  });

  it('gives the Welch test of two samples of unequal variance', () => {
    // By hand: means 3 and 6, squared errors .5 and 10/5 = 2; t = −3 / sqrt(2.5), degrees 2.5² / (.25/4 + 4/4) = 5.882353.
    const test = welch(of([1, 2, 3, 4, 5]), of([2, 4, 6, 8, 10]));
    expect(test.t).toBeCloseTo(-1.897367, 6);
    expect(test.degrees).toBeCloseTo(5.882353, 6);
    expect(test.pValue).toBeCloseTo(0.1075, 3);
  });
});

describe('families of tests', () => {
  it('adjusts by Holm as R does', () => {
    expect(holm([0.01, 0.04, 0.03, 0.005])).toEqual([0.03, 0.06, 0.06, 0.02].map((p) => expect.closeTo(p, 12) as number));
  });

  it('never lowers a p-value, keeps their order and stays at most 1', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 20 }), (pValues) => {
        const adjusted = holm(pValues);
        pValues.forEach((p, i) => {
          expect(adjusted[i]).toBeGreaterThanOrEqual(p);
          expect(adjusted[i]).toBeLessThanOrEqual(1);
          pValues.forEach((q, j) => p < q && expect(adjusted[i]).toBeLessThanOrEqual(adjusted[j]!));
        });
      }),
    );
  });

  it('measures heterogeneity around the pooled effect', () => {
    // By hand: effects 1 and 4 with squared errors 1 and 2: pooled (1 + 2) / 1.5 = 2, Q = 1 + 4/2 = 3.
    const { q, degrees, pValue } = cochranQ([
      { effect: 1, squaredError: 1 },
      { effect: 4, squaredError: 2 },
      { effect: 9, squaredError: 0 },
    ]);
    expect([q, degrees]).toEqual([3, 1]);
    expect(pValue).toBeCloseTo(0.0832645, 6);
  });

  it('passes an even split and alarms at a broken one', () => {
    const even = sampleRatio([21_307, 21_387, 21_306]);
    expect(even.chiSquare).toBeCloseTo(0.20253, 5);
    expect(even.passed).toBe(true);
    expect(sampleRatio([10_000, 10_500])).toMatchObject({ passed: false });
    expect(sampleRatio([9_000, 1_000], [0.9, 0.1]).chiSquare).toBe(0);
  });
});
