import { unsupportedNumbers } from '../numbers/number-check';
import { quotedLabels, withoutLabels } from './quoted-labels';

describe('quotedLabels', () => {
  const labels = quotedLabels(['1) $0 - $100', '1) $0 - $100 and more', '2026-03-31', '1', 'Rural']);

  it('lets a text quote levels and dates without taking their digits for figures', () => {
    const text = 'Best on 2026-03-31 where spend was 1) $0 - $100 and more, and where mens is 1.';
    expect(unsupportedNumbers(withoutLabels(text, labels), { values: [], texts: labels.numbers })).toEqual([]);
  });

  it('does not let a label cover a figure that nobody computed', () => {
    const text = 'Up 31 % since 2026-03-31, by $100.';
    expect(unsupportedNumbers(withoutLabels(text, labels), { values: [], texts: labels.numbers })).toEqual(['31 %', '$100']);
  });
});
