import * as fc from 'fast-check';
import { EvidenceBook } from './evidence-book';
import { findNumbers } from './find-numbers';
import { findSpelledNumbers } from './find-spelled-numbers';
import { formatNumber, type NumberUnit } from './format-number';
import { unsupportedNumbers } from './number-check';
import { numberInWords } from './words-to-number';

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

describe('numberInWords', () => {
  it.each([
    ['forty-seven', 47],
    ['one hundred and five', 105],
    ['two million three hundred thousand and twelve', 2_300_012],
    ['ninety-nine point seven', 99.7],
    ['twelve hundred', undefined],
    ['nineteen ninety', undefined],
    ['twenty twenty', undefined],
    ['one two', undefined],
    ['hundred', undefined],
    ['one point five point two', undefined],
  ])('reads %s as %p', (words, value) => {
    expect(numberInWords(words)).toBe(value);
  });
});

describe('findSpelledNumbers', () => {
  it.each([
    ['Forty percent opened it, and twenty-one per cent clicked', [40, 21]],
    ['Opens rose by ninety-nine point five percent', [99.5]],
    ['A third of the list, two thirds of visitors and three quarters of buyers', [0.333, 0.667, 0.75]],
    ['One in five bought, nine out of ten stayed', [0.2, 0.9]],
    ['It was twice as high, then three times the rate, then doubled and halved', [2, 3, 2, 0.5]],
    ['A tenfold rise, and double the clicks', [10, 2]],
    ['Half of them left, which cut sales by half and half the revenue', [0.5, 0.5, 0.5]],
    ['Two hundred and five customers, sixty thousand letters, forty-seven orders', [205, 60_000, 47]],
  ])('sees what measures: %s', (text, values) => {
    expect(findSpelledNumbers(text).map(({ value }) => Number(value.toPrecision(3)))).toEqual(values);
  });

  it.each([
    'One idea an e-mail, in three of them; two arms, twelve months',
    'Check it twice, double-check the double opt-in and do not double down',
    'We have doubled down on what works',
    'The first half of the year, the second half, half-hearted, half the battle',
    'The third segment, a third option, this quarter of the year, the twenty-first',
    'Three times a week, two in one, one by one, one or two',
    'A hundred thanks, thousands of readers, a million reasons, dozens',
    'Someone in tents, often, none, weighty, tone, attentive',
    'Since nineteen ninety-nine, twenty twenty, a sixty-day return',
    'You have one in your basket, and one in the post',
  ])('passes over what measures nothing: %s', (text) => {
    expect(findSpelledNumbers(text)).toEqual([]);
  });

  it('takes time linear in the text', () => {
    const start = performance.now();
    for (const text of ['one '.repeat(20_000), `forty${' '.repeat(80_000)}x`, 'half of '.repeat(8_000), 'twenty-'.repeat(10_000)])
      findSpelledNumbers(text);
    expect(performance.now() - start).toBeLessThan(1_000);
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

  it('holds numbers in words to the same sources, ratios to the change as well', () => {
    const shares = [0.4, 0.333, 0.97, 3.02, -0.52];
    const told = 'forty percent, a third of it, almost doubled, three times as many, halved, twice as much';
    expect(unsupportedNumbers(told, { values: shares })).toEqual([]);
    expect(unsupportedNumbers('fifty percent, a quarter of it, twice as much, ninety orders', { values: [0.4, 0.1833, 21_307] })).toEqual([
      'fifty percent',
      'a quarter',
      'twice',
      'ninety',
    ]);
    expect(unsupportedNumbers('forty percent off', { values: [], texts: ['40 % off'] })).toEqual([]);
    expect(unsupportedNumbers('40 % off', { values: [], texts: ['Forty percent off'] })).toEqual([]);
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
