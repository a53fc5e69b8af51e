/** What a character is to the scanner: it parts words. */
export const SEPARATOR = 0;
/** Letters of scripts that part words, and marks. */
export const LETTER = 1;
/** Any number. */
export const DIGIT = 2;
/** Han, Hiragana, Katakana: words are not parted, and bigrams find parts of compounds. */
export const IDEOGRAPH = 3;
/** Thai, Lao, Khmer, Burmese: words are not parted. */
export const UNSPACED = 4;
/** Emoji and symbols drawn like them. */
export const PICTURE = 5;

/** Later rows win. Symbols below U+2190 (©, ®, ™) are signs of text, not pictures. */
const CLASSES: readonly (readonly [number, RegExp])[] = [
  [LETTER, /[\p{L}\p{M}]+/gu],
  [DIGIT, /\p{N}+/gu],
  [PICTURE, /(?:(?![\0-\u218f])[\p{Extended_Pictographic}\u{1f1e6}-\u{1f1ff}])+/gu],
  [UNSPACED, /(?:(?=[\p{L}\p{M}\p{N}])[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}])+/gu],
  [IDEOGRAPH, /(?:(?=[\p{L}\p{N}\u30fc])[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u30fc])+/gu],
];
const ASCII = 0x80;
const BMP = 0x10000;
const classes = new Uint8Array(BMP);
learn(0, ASCII);
let learnt = ASCII;

/** The class of the character `code`, a code point; a lone surrogate parts words. The table of the plane is made at first need: a few milliseconds, once. */
export function classOf(code: number): number {
  if (code >= learnt) {
    if (code >= BMP) return astralClassOf(code);
    learn(ASCII, BMP);
    learnt = BMP;
  }
  return classes[code] ?? SEPARATOR;
}

function learn(from: number, to: number): void {
  const codes = Uint16Array.from({ length: to - from }, (_none, index) => from + index);
  // One string of all of them: a run of a class is one match. The only pair in it that makes a character is of private use, no word.
  const characters = Buffer.from(codes.buffer).toString('utf16le');
  for (const [value, pattern] of CLASSES) {
    for (const found of characters.matchAll(pattern)) classes.fill(value, from + found.index, from + found.index + found[0].length);
  }
}

function astralClassOf(code: number): number {
  const character = String.fromCodePoint(code);
  const row = CLASSES.findLast(([, pattern]) => character.search(pattern) === 0);
  return row ? row[0] : SEPARATOR;
}
