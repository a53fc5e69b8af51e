import fc from 'fast-check';
import { normalised } from './normalised';

describe('normalised', () => {
  it('is the same for texts that differ in case, white space and composition alone', () => {
    expect(normalised('  The\tCAFE\u0301 \r\n opens ')).toBe(normalised('the caf\u00e9 opens'));
  });

  it('tells texts apart that differ in a letter, an accent or a sign', () => {
    const forms = ['meeting at 5', 'meeting at 6', 'meeting at 5?', 'méeting at 5'].map(normalised);
    expect(new Set(forms).size).toBe(4);
  });

  it('changes nothing the second time, whatever the text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => normalised(normalised(text)) === normalised(text)));
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => normalised(normalised(text)) === normalised(text)));
  });

  it('is one for what Unicode holds equal', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => normalised(text.normalize('NFD')) === normalised(text)),
    );
  });

  it('is linear for a megabyte of combining marks', () => {
    const started = performance.now();
    normalised(`a${'\u0315\u0300'.repeat(500_000)}`);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
