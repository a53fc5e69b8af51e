import * as fc from 'fast-check';
import { EvidenceBook } from './evidence-book';
import { findNumbers } from './find-numbers';
import { formatNumber, type NumberUnit } from './format-number';
import { unsupportedNumbers } from './number-check';

describe('findNumbers', () => {
  it('reads percentages, thousands, money, scales and decimal commas', () => {
    const found = findNumbers('up 12.3 % of 1,422 at $0.65, about 1.4 million, 12,5 percent, .5 and −3');
    expect(found.map(({ value, percent }) => [value, percent])).toEqual([
      [12.3, true],
      [1422, false],
      [0.65, false],
      [1_400_000, false],
      [12.5, true],
      [0.5, false],
      [3, false],
    ]);
  });

  it('leaves words that hold digits and list markers alone', () => {
    expect(findNumbers('1. B2B in Q3\n2) release v2.0 for three of them')).toEqual([]);
  });

  it('sees digits of other widths', () => {
    expect(findNumbers('２５％').map(({ value, percent }) => [value, percent])).toEqual([[25, true]]);
  });
});

describe('unsupportedNumbers', () => {
  const values = [0.18276, 0.0766, 1.42262, 21_307];

  it('allows the usual roundings of a computed value', () => {
    expect(
      unsupportedNumbers('18 %, 18.3 percent, 18.28%, 0.183, 7.66 points, 8 points, $1.42, 21,307, 21,300, 21 thousand', { values }),
    ).toEqual([]);
  });

  it('refuses numbers that no tool produced', () => {
    expect(unsupportedNumbers('19 %, 18.4 %, $1, 20,000, 0 and 42', { values })).toEqual(['19 %', '18.4 %', '$1', '20,000', '0', '42']);
  });

  it('allows numbers of the task itself', () => {
    expect(unsupportedNumbers('Save 20 % until 31 December', { values, texts: ['20% off until December 31'] })).toEqual([]);
  });

  it('accepts whatever the formatter writes of its evidence', () => {
    const units: NumberUnit[] = ['percent', 'points', 'dollars', 'count', 'statistic'];
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e7, noNaN: true }), fc.constantFrom(...units), (size, unit) => {
        const value = unit === 'count' ? Math.round(size) : size;
        expect(unsupportedNumbers(`it was ${formatNumber(value, unit)}.`, { values: [value] })).toEqual([]);
      }),
    );
  });

  it('refuses any number further from the evidence than its last digit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 1e6 }), fc.integer({ min: 1, max: 1e6 }), (value, shift) => {
        fc.pre(value + shift !== value * 100);
        expect(unsupportedNumbers(`it was ${value + shift}.0`, { values: [value] })).toHaveLength(1);
      }),
    );
  });
});

describe('EvidenceBook', () => {
  it('writes sentences whose every number it can name', () => {
    const book = new EvidenceBook();
    book.put('rate', 'visit rate', 0.18276);
    book.put('p', 'p-value', 1e-30);
    const finding = book.finding((cite) => `The rate was ${cite('rate', 'percent')} (p ${cite('p', 'p')}).`);
    expect(finding).toEqual({ sentence: 'The rate was 18.3 % (p below 0.0001).', evidence: ['rate', 'p', 'smallest_p_shown'] });
    expect(unsupportedNumbers(finding.sentence, { values: book.all().map(({ value }) => value) })).toEqual([]);
    expect(() => book.finding((cite) => cite('other', 'count'))).toThrow(RangeError);
  });
});
