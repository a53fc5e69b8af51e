/**
 * The stem of a lower-case English word of ASCII letters: M. F. Porter, "An algorithm for suffix stripping" (1980), with the author's later
 * changes (`-logi`, `-bli`). Written here because the stemmer at hand drops the consonant before `-ion` ("connection" → "connec").
 */
export function porter(word: string): string {
  if (word.length < 3) return word;
  return tidy(dropEnding(replaceEnding(replaceEnding(yToI(pastOrParticiple(plural(word))), DOUBLE_SUFFIXES), ADJECTIVES)));
}

const DOUBLE_SUFFIXES: readonly (readonly [string, string])[] = [
  ['ational', 'ate'],
  ['ization', 'ize'],
  ['iveness', 'ive'],
  ['fulness', 'ful'],
  ['ousness', 'ous'],
  ['tional', 'tion'],
  ['biliti', 'ble'],
  ['ation', 'ate'],
  ['alism', 'al'],
  ['aliti', 'al'],
  ['iviti', 'ive'],
  ['entli', 'ent'],
  ['ousli', 'ous'],
  ['enci', 'ence'],
  ['anci', 'ance'],
  ['izer', 'ize'],
  ['alli', 'al'],
  ['ator', 'ate'],
  ['logi', 'log'],
  ['bli', 'ble'],
  ['eli', 'e'],
];
const ADJECTIVES: readonly (readonly [string, string])[] = [
  ['icate', 'ic'],
  ['ative', ''],
  ['alize', 'al'],
  ['iciti', 'ic'],
  ['ical', 'ic'],
  ['ness', ''],
  ['ful', ''],
];
const ENDINGS = 'ement ance ence able ible ment ant ent ion ism ate iti ous ive ize al er ic ou'.split(' ');

function plural(word: string): string {
  if (!word.endsWith('s') || word.endsWith('ss')) return word;
  if (word.endsWith('sses') || word.endsWith('ies')) return word.slice(0, -2);
  return word.slice(0, -1);
}

function pastOrParticiple(word: string): string {
  if (word.endsWith('eed')) return measure(word, word.length - 3) > 0 ? word.slice(0, -1) : word;
  const cut = word.endsWith('ed') ? 2 : word.endsWith('ing') ? 3 : 0;
  if (cut === 0 || !hasVowel(word, word.length - cut)) return word;
  const stem = word.slice(0, -cut);
  if (stem.endsWith('at') || stem.endsWith('bl') || stem.endsWith('iz')) return `${stem}e`;
  if (endsInDouble(stem)) return /[lsz]$/.test(stem) ? stem : stem.slice(0, -1);
  return measure(stem, stem.length) === 1 && isShort(stem, stem.length) ? `${stem}e` : stem;
}

function yToI(word: string): string {
  return word.endsWith('y') && hasVowel(word, word.length - 1) ? `${word.slice(0, -1)}i` : word;
}

function replaceEnding(word: string, endings: readonly (readonly [string, string])[]): string {
  for (const [ending, replacement] of endings) {
    if (!word.endsWith(ending)) continue;
    const length = word.length - ending.length;
    return measure(word, length) > 0 ? word.slice(0, length) + replacement : word;
  }
  return word;
}

function dropEnding(word: string): string {
  for (const ending of ENDINGS) {
    if (!word.endsWith(ending)) continue;
    const length = word.length - ending.length;
    if (ending === 'ion' && !/[st]ion$/.test(word)) return word;
    return measure(word, length) > 1 ? word.slice(0, length) : word;
  }
  return word;
}

function tidy(word: string): string {
  let stem = word;
  if (stem.endsWith('e')) {
    const length = stem.length - 1;
    const sequences = measure(stem, length);
    if (sequences > 1 || (sequences === 1 && !isShort(stem, length))) stem = stem.slice(0, length);
  }
  return stem.endsWith('ll') && measure(stem, stem.length) > 1 ? stem.slice(0, -1) : stem;
}

/** Porter's m: how often a vowel is followed by a consonant in the first `length` letters. */
function measure(word: string, length: number): number {
  let sequences = 0;
  let vowelBefore = false;
  for (let index = 0; index < length; index++) {
    const vowel = isVowel(word, index, vowelBefore);
    if (vowelBefore && !vowel) sequences++;
    vowelBefore = vowel;
  }
  return sequences;
}

function hasVowel(word: string, length: number): boolean {
  let vowel = false;
  for (let index = 0; index < length && !vowel; index++) vowel = isVowel(word, index, vowel);
  return vowel;
}

/** A `y` is a vowel after a consonant. */
function isVowel(word: string, index: number, vowelBefore: boolean): boolean {
  const letter = word.charCodeAt(index);
  if (letter === 0x79) return index > 0 && !vowelBefore;
  return letter === 0x61 || letter === 0x65 || letter === 0x69 || letter === 0x6f || letter === 0x75;
}

function vowelAt(word: string, index: number): boolean {
  let vowel = false;
  // Whether a `y` is a vowel depends on the letter before it, and so on back to the last that is none.
  let start = index;
  while (start > 0 && word.charCodeAt(start) === 0x79) start--;
  for (; start <= index; start++) vowel = isVowel(word, start, vowel);
  return vowel;
}

function endsInDouble(word: string): boolean {
  const last = word.length - 1;
  return last > 0 && word.charCodeAt(last) === word.charCodeAt(last - 1) && !vowelAt(word, last);
}

/** Porter's *o: the first `length` letters end consonant, vowel, consonant, and the last is not w, x or y. */
function isShort(word: string, length: number): boolean {
  if (length < 3 || /[wxy]/.test(word.charAt(length - 1))) return false;
  return !vowelAt(word, length - 1) && vowelAt(word, length - 2) && !vowelAt(word, length - 3);
}
