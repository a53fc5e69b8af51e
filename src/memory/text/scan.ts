import { classOf, DIGIT, IDEOGRAPH, LETTER, PICTURE, SEPARATOR, UNSPACED } from './character-class';
import { addCompound } from './compound';
import { addIdeographs, addUnspaced } from './segments';
import type { TermCollector } from './term-collector';
import { cut } from './vocabulary';

/** Signs that join two words to one. */
const JOINERS: ReadonlySet<number> = new Set(Array.from("-'_@&.", (sign) => sign.charCodeAt(0)));
/** Signs that join two numbers to one. */
const NUMBER_JOINERS: ReadonlySet<number> = new Set(Array.from(',:/', (sign) => sign.charCodeAt(0)));
/** Signs before or after a number that make it another. */
const NUMBER_SIGNS: ReadonlySet<string> = new Set('-+<>~=≤≥$€£¥₹₽%‰°');
const ZERO_WIDTH_JOINER = 0x200d;
const FIRST_FLAG_LETTER = 0x1f1e6;
const LAST_FLAG_LETTER = 0x1f1ff;

/** Hands every word, number and picture of the folded `text` to the collector, in one walk over its characters. `asked`: it is a query. */
export function scan(text: string, to: TermCollector, asked: boolean): void {
  const { length } = text;
  let index = 0;
  while (index < length) {
    const code = text.codePointAt(index) ?? 0;
    const kind = classOf(code);
    if (kind === SEPARATOR) {
      index += code > 0xffff ? 2 : 1;
    } else if (kind === PICTURE) {
      index = addPicture(text, index, to);
    } else if (kind === IDEOGRAPH || kind === UNSPACED) {
      const start = index;
      index = endOfRun(text, index, kind);
      if (kind === UNSPACED) addUnspaced(text.slice(start, index), to);
      else addIdeographs(text.slice(start, index), to, asked);
    } else {
      index = addSpaced(text, index, kind, to);
    }
  }
}

/** A word, a number or a compound of them, which begins at `start`; returns where it ends. */
function addSpaced(text: string, start: number, kind: number, to: TermCollector): number {
  let last = kind;
  let joined = false;
  let end = start;
  for (;;) {
    end += unitsAt(text, end);
    const next = wordClassAt(text, end);
    if (next !== SEPARATOR) {
      last = next;
      continue;
    }
    const sign = text.charCodeAt(end);
    if (!JOINERS.has(sign) && !(last === DIGIT && NUMBER_JOINERS.has(sign))) break;
    const after = wordClassAt(text, end + 1);
    if (after === SEPARATOR || (after !== DIGIT && NUMBER_JOINERS.has(sign))) break;
    joined = true;
    last = after;
    end++;
  }
  const signs = signsOfName(text, start, end);
  if (signs > 0) {
    to.add(text.slice(start, end + signs));
    return end + signs;
  }
  const word = text.slice(start, end);
  if (kind === DIGIT) addSigns(text, start, end, to);
  if (joined) addCompound(word, to);
  else to.addWord(word);
  addSyllables(word, to);
  return end;
}

/** Units of the signs by which `c++`, `c#` and `f#` are not the letter alone. */
function signsOfName(text: string, start: number, end: number): number {
  if (end - start !== 1) return 0;
  const signs = text.startsWith('++', end) ? 2 : text.startsWith('#', end) ? 1 : 0;
  return signs > 0 && classOf(text.codePointAt(end + signs) ?? 0) === SEPARATOR ? signs : 0;
}

/** The class of the character at `index` when it belongs to a word between spaces. */
function wordClassAt(text: string, index: number): number {
  const code = text.codePointAt(index);
  if (code === undefined) return SEPARATOR;
  const kind = classOf(code);
  return kind === LETTER || kind === DIGIT ? kind : SEPARATOR;
}

function unitsAt(text: string, index: number): number {
  return (text.codePointAt(index) ?? 0) > 0xffff ? 2 : 1;
}

function addSigns(text: string, start: number, end: number, to: TermCollector): void {
  const before = text.charAt(start - 1);
  if (NUMBER_SIGNS.has(before)) to.addTelling(before);
  const after = text.charAt(end);
  if (NUMBER_SIGNS.has(after)) to.addTelling(after);
}

/** Korean writes particles and compounds in one word: its pairs of syllables find what is inside. */
function addSyllables(word: string, to: TermCollector): void {
  const first = word.charCodeAt(0);
  if (word.length < 3 || first < 0xac00 || first > 0xd7a3) return;
  for (let index = 0; index < word.length - 1; index++) {
    const next = word.charCodeAt(index + 1);
    if (next < 0xac00 || next > 0xd7a3) break;
    to.add(word.slice(index, index + 2));
  }
}

function endOfRun(text: string, start: number, kind: number): number {
  let end = start;
  for (let code = text.codePointAt(end); code !== undefined && classOf(code) === kind; code = text.codePointAt(end)) {
    end += code > 0xffff ? 2 : 1;
  }
  return end;
}

/** An emoji with what a joiner ties to it, or the two letters of a flag. */
function addPicture(text: string, start: number, to: TermCollector): number {
  let end = start + unitsAt(text, start);
  if (isFlagLetter(text, start) && isFlagLetter(text, end)) {
    end += 2;
  } else {
    while (text.charCodeAt(end) === ZERO_WIDTH_JOINER) {
      const next = text.codePointAt(end + 1);
      if (next === undefined || classOf(next) !== PICTURE) break;
      end += 1 + unitsAt(text, end + 1);
    }
  }
  to.add(cut(text.slice(start, end)));
  return end;
}

function isFlagLetter(text: string, index: number): boolean {
  const code = text.codePointAt(index) ?? 0;
  return code >= FIRST_FLAG_LETTER && code <= LAST_FLAG_LETTER;
}
