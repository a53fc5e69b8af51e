const BEYOND_ASCII = /[\u0080-\uffff]/;
/** Marks beyond the sixteenth of one character: normalising them takes time that grows with their square. */
const MARKS_TOO_MANY = /(\p{M}{16})\p{M}+/gu;
/** What is not seen and parts no word: soft hyphens, direction marks, joiners but the one of emoji, variation selectors, skin tones, keycaps, tatweel. */
const UNSEEN = new RegExp(
  '[\\u00ad\\u034f\\u061c\\u0640\\u180b-\\u180f\\u200c\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u20e3\\ufe00-\\ufe0f\\ufeff' +
    '\\u{1f3fb}-\\u{1f3ff}\\u{e0020}-\\u{e007f}\\u{e0100}-\\u{e01ef}]',
  'gu',
);
/** A zero-width joiner between letters; between emoji it makes one of several. */
const JOINER_OF_LETTERS = /(?<!\p{Extended_Pictographic})\u200d/gu;
const APOSTROPHES = /[\u2018\u2019\u02bc\u02b9\u00b4\u05f3]/g;
const HYPHENS = /[\u2010\u2212\u05be\u30fb]/g;
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

const LATIN_OR_GREEK = /[\u00c0-\u024f\u0370-\u03ff\u1e00-\u1fff\u0300-\u036f]/;
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
