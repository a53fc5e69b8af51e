import fc from 'fast-check';
import { analyse } from './analyse';
import { piecesOf } from './pieces';

describe('pieces of a text', () => {
  it('make it up again, are short and cut no character in two', () => {
    const parts = fc.constantFrom('word ', '社會科學院', '😀', '\n', 'x'.repeat(700), '。', '\ud800', 'é');
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 400 }), fc.nat({ max: 40 }), (some, times) => {
        const text = some.join('').repeat(times);
        const pieces = [...piecesOf(text, text.length)];
        expect(pieces.join('')).toBe(text);
        for (const piece of pieces) {
          expect(piece.length).toBeLessThanOrEqual(4_096);
          expect(piece.isWellFormed() || !text.isWellFormed()).toBe(true);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('say together what the whole says', () => {
    const words = Array.from({ length: 3_000 }, (_none, index) => `word${index}`);
    const { terms, complete } = analyse(words.join(', '));
    expect([...terms.keys()]).toEqual(words);
    expect([...terms.values()].every((frequency) => frequency === 1)).toBe(true);
    expect(complete).toBe(true);
  });
});
