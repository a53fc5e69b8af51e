import type { TermCollector } from './term-collector';
import { isTellingCharacter } from './negations';

/** Characters given to the segmenter at once: the time it takes grows faster than their number. */
const SEGMENTED_LENGTH = 256;
const SEGMENTER = new Intl.Segmenter('und', { granularity: 'word' });
/** Characters so frequent that alone they find everything: particles, pronouns, copulas. */
const FUNCTION_CHARACTERS: ReadonlySet<string> = new Set('的了是在我你您他她它们們这這那有和与與就也而及着著或于於之');
const HAN = /\p{Script=Han}/u;

/** The words of a run of Thai, Lao, Khmer or Burmese, as the dictionaries of ICU part it. */
export function addUnspaced(run: string, to: TermCollector): void {
  for (const part of partsOf(run)) for (const { segment } of SEGMENTER.segment(part)) to.addWord(segment);
}

/**
 * The terms of a run of Han and Kana: every pair of neighbours, so that a part of a compound finds it; words of three and more; and Han
 * characters by themselves: all of them when a text is indexed, in a query (`asked`) only those that are a word.
 */
export function addIdeographs(run: string, to: TermCollector, asked: boolean): void {
  let before = '';
  for (const character of run) {
    if (before !== '') to.add(before + character);
    before = character;
    if (isTellingCharacter(character)) to.addTelling(character);
    if (!asked && isSingle(character)) to.add(character);
  }
  for (const part of partsOf(run)) {
    for (const { segment } of SEGMENTER.segment(part)) {
      const characters = [...segment].length;
      if (characters > 2) to.addWord(segment);
      else if (characters === 1 && asked && (isSingle(segment) || segment === run)) to.add(segment);
    }
  }
}

function isSingle(character: string): boolean {
  return HAN.test(character) && !FUNCTION_CHARACTERS.has(character);
}

function* partsOf(run: string): Generator<string> {
  for (let start = 0; start < run.length;) {
    let end = Math.min(run.length, start + SEGMENTED_LENGTH);
    if (end < run.length && (run.charCodeAt(end - 1) & 0xfc00) === 0xd800) end--;
    yield run.slice(start, end);
    start = end;
  }
}
