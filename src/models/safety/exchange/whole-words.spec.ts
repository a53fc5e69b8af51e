import fc from 'fast-check';
import { WholeWords } from './whole-words';

/** The pieces that may go on when a text comes in these. */
function piecesOf(pieces: readonly string[]): string[] {
  const words = new WholeWords();
  return [...pieces.map((piece) => words.push(piece)), words.end()].filter((piece) => piece !== '');
}

it('gives all of a text on, whatever pieces it comes in', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.string(), fc.constantFrom('<a href="', '">', ' x ', '<', '>', '<script>', '</script>', "'")), { maxLength: 40 }),
      (pieces) => {
        expect(piecesOf(pieces).join('')).toBe(pieces.join(''));
      },
    ),
  );
});

it.each([
  'see https://evil.example/a?b=c now',
  'a <img src=x alt=">" onerror="go()"> b',
  'a <script>let a = 1; go(a)</script> b',
  "a <b title='1 > 0 x'>bold</b> b",
])('never parts a word or markup: %s', (text) => {
  const atomic = text.match(/https\S+|<script.*<\/script>|<(?:"[^"]*"|'[^']*'|[^>"'])*>/g) as string[];
  for (let cut = 1; cut < text.length; cut += 1) {
    const pieces = piecesOf([text.slice(0, cut), text.slice(cut)]);
    for (const whole of atomic) expect(pieces.some((piece) => piece.includes(whole))).toBe(true);
  }
});

it('does not wait for the end of what is no markup', () => {
  const words = new WholeWords();
  expect(words.push('5 < 6, and so on ')).toBe('5 < 6, and so on ');
});

it('holds no more back than an address may be long, and takes the sign from a tag that never ends', () => {
  const words = new WholeWords();
  const said = [words.push('<img '), ...Array.from({ length: 30 }, () => words.push('alt="" '.repeat(20))), words.end()].join('');
  expect(said.startsWith('img alt')).toBe(true);
  expect(said).toHaveLength('img '.length + 30 * 20 * 7);
});
