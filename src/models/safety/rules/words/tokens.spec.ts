import fc from 'fast-check';
import { tokenise } from './tokens';

describe('the words of a text', () => {
  it('are lower-case, with possession a word of its own and other apostrophes inside', () => {
    expect(tokenise("My Wife's dog, don’t kill it").words).toEqual(['my', 'wife', "'s", 'dog', "don't", 'kill', 'it']);
  });

  it('keep stars that censor, and drop stars that embolden', () => {
    expect(tokenise('f*** this **bold** sh*t').words).toEqual(['f***', 'this', 'bold', 'sh*t']);
  });

  it('know their sentence: full stops count before white space, line breaks in pairs', () => {
    expect(tokenise('v1.5 is out. Try it\nnow!\n\nBye').sentences).toEqual([0, 0, 0, 0, 1, 1, 1, 3]);
  });

  it('can be cut out of the text again, in order and without overlap', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const { words, starts, ends } = tokenise(text);
        words.forEach((word, n) => {
          expect(text.slice(starts[n], ends[n]).toLowerCase().replaceAll('’', "'")).toBe(word);
          expect(starts[n] as number).toBeGreaterThanOrEqual(n === 0 ? 0 : (ends[n - 1] as number));
        });
      }),
    );
  });
});
