import * as fc from 'fast-check';
import { readable, readableName } from './readable';

describe('readable', () => {
  it.each([
    ['what a reader cannot see', 'a\0b\u202ec\u2066d\u{e0041}e\x1b[1m', 'abcde[1m'],
    ['halves of characters', 'x\ud800y', 'x\ufffdy'],
    ['line breaks of every kind', 'a\r\nb\u2028c\u0085d\n\n\n  e', 'a\n  b\n  c\n  d\n    e'],
    ['long runs of spaces', `a${' '.repeat(100)}b`, `a${' '.repeat(8)}b`],
    ['nothing else', 'Zoë 👩‍👩‍👧 שלום مرحبا नमस्ते', 'Zoë 👩‍👩‍👧 שלום مرحبا नमस्ते'],
  ])('takes care of %s', (_what, text, expected) => expect(readable(text)).toBe(expected));

  it('never lets a line of a text begin where lines of ours begin', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.string({ unit: fc.constantFrom('\n', '\r', '[', ' ', 'x', '\u2029') }),
        (any, lines) => {
          for (const line of readable(any + lines)
            .split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/)
            .slice(1))
            expect(line).toMatch(/^ {2}/);
        },
      ),
    );
  });

  it('takes linear time', () => {
    const startedAtMs = performance.now();
    for (const piece of [' ', '\n', '\t\n', '\0', '\u202e', '\ud800', 'a ']) readable(piece.repeat(1_000_000));
    expect(performance.now() - startedAtMs).toBeLessThan(10_000);
  });
});

describe('readableName', () => {
  it('keeps a name from passing for more than a name', () => {
    expect(readableName('Ann, 1: [2] fact\n[[data:x]]')).toBe('Ann 1 2 fact data x');
    expect(readableName(' : ')).toBe('');
    expect(readableName('👩'.repeat(100), 7)).toBe('👩👩👩');
  });
});
