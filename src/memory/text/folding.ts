const BEYOND_ASCII = /[\u0080-\uffff]/;
/** Marks beyond the sixteenth of one character: normalising them takes time that grows with their square. */
const MARKS_TOO_MANY = /(\p{M}{16})\p{M}+/gu;
/**
 * What is not seen and parts no word: soft hyphen, grapheme joiner, tatweel, direction marks, word joiners, variation selectors, keycaps,
 * skin tones, the tags of flags. Not the joiner U+200D, which emoji need, nor the break U+200B.
 */
const UNSEEN_RANGES: readonly (readonly [number, number])[] = [
  [0xad, 0xad],
  [0x34f, 0x34f],
  [0x61c, 0x61c],
  [0x640, 0x640],
  [0x180b, 0x180f],
  [0x200c, 0x200c],
  [0x200e, 0x200f],
  [0x202a, 0x202e],
  [0x2060, 0x206f],
  [0x20e3, 0x20e3],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
  [0x1f3fb, 0x1f3ff],
  [0xe0020, 0xe007f],
  [0xe0100, 0xe01ef],
];
const UNSEEN = new RegExp(
  `[${UNSEEN_RANGES.map(([from, to]) => `${String.fromCodePoint(from)}-${String.fromCodePoint(to)}`).join('')}]`,
  'gu',
);
/** A zero-width joiner between letters; between emoji it makes one of several. */
const JOINER_OF_LETTERS = /(?<!\p{Extended_Pictographic})\u200d/gu;
const APOSTROPHES = /[\u2018\u2019\u02bc\u02b9\u05f3]/g;
const HYPHENS = /[\u2010\u2212\u05be]/g;
/** The zeros of decimal digits in use today; NFKC turns only full-width and mathematical ones into ASCII. */
const DIGIT_ZEROS = [0x0660, 0x06f0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0be6, 0x0e50, 0x0ed0, 0x1040, 0x17e0];
const DIGITS = new RegExp(`[${DIGIT_ZEROS.map((zero) => `${String.fromCharCode(zero)}-${String.fromCharCode(zero + 9)}`).join('')}]`, 'g');

/**
 * `text` as the index reads it: NFKC, lower case, nothing unseen, one apostrophe, one hyphen, ASCII digits. At most `maxLength` UTF-16
 * units of it, before and after; linear for any text.
 */
export function folded(text: string, maxLength: number): string {
  const start = text.length > maxLength ? text.slice(0, maxLength) : text;
  if (!BEYOND_ASCII.test(start)) return start.toLowerCase();
  const normal = start.replace(MARKS_TOO_MANY, '$1').normalize('NFKC').toLowerCase().normalize('NFKC').slice(0, maxLength);
  const seen = normal.replace(UNSEEN, '').replace(APOSTROPHES, "'").replace(HYPHENS, '-').replace(DIGITS, asciiDigit);
  return seen.includes('\u200d') ? seen.replace(JOINER_OF_LETTERS, '') : seen;
}

function asciiDigit(digit: string): string {
  const code = digit.charCodeAt(0);
  return String(code - (DIGIT_ZEROS.findLast((zero) => zero <= code) ?? code));
}

const LATIN_OR_GREEK = /[\u0300-\u036f\u00c0-\u024f\u0370-\u03ff\u1e00-\u1fff]/;
const ARABIC_OR_HEBREW = /[\u0590-\u06ff]/;
const CYRILLIC_YO = /ё/g;
/** Letters that do not decompose, as people type them on a keyboard that lacks them. */
const PLAIN_LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ı: 'i',
  ς: 'σ',
  أ: 'ا',
  إ: 'ا',
  آ: 'ا',
  ى: 'ي',
  ة: 'ه',
};
const NOT_PLAIN = new RegExp(`[${Object.keys(PLAIN_LETTERS).join('')}]`, 'g');

/** `word` without accents and vowel points where people leave them out when they type: Latin, Greek, Arabic, Hebrew, and the Russian ё. */
export function unaccented(word: string): string {
  if (!BEYOND_ASCII.test(word)) return word;
  const plain = word.replace(NOT_PLAIN, (letter) => PLAIN_LETTERS[letter] ?? letter).replace(CYRILLIC_YO, 'е');
  if (LATIN_OR_GREEK.test(plain))
    return plain
      .normalize('NFD')
      .replace(/\p{Mn}+/gu, '')
      .normalize('NFC');
  return ARABIC_OR_HEBREW.test(plain) ? plain.replace(/\p{Mn}+/gu, '') : plain;
}
