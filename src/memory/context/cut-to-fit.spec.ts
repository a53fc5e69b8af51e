import * as fc from 'fast-check';
import { textTokens } from '../../models';
import { cutToFit } from './cut-to-fit';

const count = (text: string) => textTokens(text).tokens;
const sentence = 'The mill by the river was sold in spring. ';

describe('cutToFit', () => {
  it('leaves alone what fits', () => {
    expect(cutToFit(sentence, false, 100, count)).toEqual({ text: sentence, tokens: count(sentence), truncated: false });
  });

  it('cuts behind a sentence, else behind a word, and says so', () => {
    expect(cutToFit(sentence.repeat(50), false, 60, count)?.text).toMatch(/spring\. … \(cut\)$/);
    expect(cutToFit('mill '.repeat(500), false, 60, count)?.text).toMatch(/ mill … \(cut\)$/);
    expect(cutToFit('水'.repeat(500), false, 60, count)?.text).toMatch(/^水+ … \(cut\)$/);
  });

  it('marks a beginning as cut, however much room there is', () => {
    expect(cutToFit('The beginning of a long', true, 500, count)?.truncated).toBe(true);
  });

  it('shows nothing rather than a few words of a long text', () => expect(cutToFit(sentence.repeat(50), false, 20, count)).toBeUndefined());

  it('never takes more tokens than it may, nor halves a character', () => {
    const text = fc.string({
      unit: fc.oneof(fc.constantFrom('a', ' ', '.', '\n', '👩', '水', '1'), fc.string({ unit: 'grapheme' })),
      maxLength: 400,
    });
    fc.assert(
      fc.property(text, fc.boolean(), fc.integer({ min: -5, max: 300 }), (said, goesOn, tokens) => {
        const fitted = cutToFit(said, goesOn, tokens, count);
        if (fitted === undefined) return;
        expect(count(fitted.text)).toBe(fitted.tokens);
        expect(fitted.tokens).toBeLessThanOrEqual(tokens);
        expect(fitted.text.isWellFormed?.() ?? true).toBe(said.isWellFormed?.() ?? true);
      }),
    );
  });
});
