import { MappedText } from './mapped-text';
import type { TextView } from './text-view';

/** At least four bytes in bits. */
const BITS = /(?:[01]{8}[ ,]{0,2}){4,}/g;
/** At least eight letters in dots and dashes; a stroke parts words. */
const MORSE = /(?:[.·•\-–_]{1,6} {1,3}(?:[/|] {0,2})?){7,}[.·•\-–_]{1,6}/g;
const LETTERS = 'A.-B-...C-.-.D-..E.F..-.G--.H....I..J.---K-.-L.-..M--N-.O---P.--.Q--.-R.-.S...T-U..-V...-W.--X-..-Y-.--Z--..';
/** International Morse code (ITU-R M.1677-1): letters; digits are seldom what an order is made of. */
const LETTER_OF: ReadonlyMap<string, string> = new Map(
  [...LETTERS.matchAll(/([A-Z])([.-]{1,4})/g)].map(([, letter, code]) => [code as string, letter as string]),
);

/** What stands in bits in a text; undefined for nothing. */
export function bitsView(text: string): TextView | undefined {
  const read = new MappedText();
  for (const { 0: run, index } of text.matchAll(BITS)) {
    for (const { 0: bits, index: at } of run.matchAll(/[01]{8}/g)) {
      const code = Number.parseInt(bits, 2);
      if (code >= 0x20 && code < 0x7f) read.add(String.fromCharCode(code), index + at);
    }
  }
  return read.isEmpty ? undefined : read.view('bits');
}

/** What stands in Morse code in a text. */
export function morseView(text: string): TextView | undefined {
  const read = new MappedText();
  for (const { 0: run, index } of text.matchAll(MORSE)) {
    for (const { 0: sign, index: at } of run.matchAll(/[.·•\-–_]{1,6}|[/|]| {3}/g)) {
      const code = sign.replace(/[·•]/g, '.').replace(/[–_]/g, '-');
      const letter = /[/| ]/.test(sign) ? ' ' : LETTER_OF.get(code);
      if (letter !== undefined) read.add(letter.toLowerCase(), index + at);
    }
  }
  return read.isEmpty ? undefined : read.view('morse');
}
