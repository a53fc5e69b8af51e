import { INVISIBLE } from './invisible';
import { enclosedLetter, LATIN_OF } from './look-alikes';
import { MappedText } from './mapped-text';
import type { TextView } from './text-view';

/** Text to which none of this applies. */
const ASCII = /^[\x20-\x7e\t\n\r]*$/;
/** Accents and strokes over letters: what is stacked on a text to disguise it, and what is left out of Latin when it is compared. */
const MARKS = /[\u0300-\u036F\u0489\u20D0-\u20FF]/gu;
const LATIN = /[A-Za-z]/;
/** A word in which Latin letters and their look-alikes stand together; in one of another script they are what they seem. */
const WORD = /[\p{L}\p{N}\p{M}_]+/gu;

/**
 * The text as it is compared: compatibility forms replaced by what they stand for (NFKC), accents of Latin letters and what nobody sees left out, and
 * letters of other scripts that stand for Latin ones inside a word made Latin. Undefined where that changes nothing.
 */
export function normalView(text: string): TextView | undefined {
  if (ASCII.test(text)) return undefined;
  const normal = new MappedText();
  const disguised = disguisedWords(text);
  let at = 0;
  let isChanged = false;
  for (const character of text) {
    const shown = shownFor(character, disguised.has(at));
    if (shown !== character) isChanged = true;
    if (shown !== '') normal.add(shown, at);
    at += character.length;
  }
  return isChanged ? normal.view('normal') : undefined;
}

function shownFor(character: string, isDisguised: boolean): string {
  if (character < '\u0080') return character;
  if (INVISIBLE.test(character)) return '';
  const plain = enclosedLetter(character) ?? withoutAccents(character);
  return isDisguised ? (LATIN_OF.get(plain) ?? LATIN_OF.get(character) ?? plain) : plain;
}

/** Latin letters without what stands over, under and on them; in other scripts such marks make other letters (й, ガ), and stay. */
export function withoutAccents(character: string): string {
  const parts = character.normalize('NFKD').replace(MARKS, '');
  return parts === '' || LATIN.test(parts) ? parts : character.normalize('NFKC');
}

/** Where characters stand that belong to words with Latin letters and look-alikes of some; all-Cyrillic words are left alone. */
function disguisedWords(text: string): ReadonlySet<number> {
  const places = new Set<number>();
  for (const { 0: word, index } of text.matchAll(WORD)) {
    const characters = [...word];
    const lookAlikes = characters.filter((character) => LATIN_OF.has(character)).length;
    const others = characters.filter((character) => character > '\u024F' && !LATIN_OF.has(character)).length;
    if (lookAlikes === 0 || (!LATIN.test(word.normalize('NFKD')) && (others > 0 || lookAlikes < characters.length))) continue;
    if (!LATIN.test(word.normalize('NFKD')) && !isAllAlike(word)) continue;
    for (let at = index; at < index + word.length; at += 1) places.add(at);
  }
  return places;
}

/** A word of nothing but look-alikes is a disguise only where it is long: short ones are ordinary words of those languages. */
function isAllAlike(word: string): boolean {
  return word.length >= 6;
}
