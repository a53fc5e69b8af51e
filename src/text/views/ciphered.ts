import { commonShare } from './common-words';
import { INVISIBLE, tagged } from './invisible';
import { MappedText } from './mapped-text';
import type { TextView } from './text-view';

/** By how much more the share of common words must be than that of the text itself for a cipher to be believed. */
const MORE_COMMON = 0.15;
/** Characters that tell: a cipher turns a whole text, or none of it. */
const SAMPLE_CHARS = 800;
const LEET: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
  '|': 'l',
};
/** A word in which signs stand for letters: both are in it, and it begins or goes on with a letter. */
const LEET_WORD = /(?=[a-z0-9@$!|]{0,20}[a-z])(?=[a-z@$!|]{0,20}[013457@$|])[a-z013457@$!|]{3,20}/gi;
/** Letters that stand alone, at least five, parted by the same few signs. */
const SPACED = /\b[A-Za-z](?:[ .\-_*·]{1,2}[A-Za-z]\b){4,}/g;

/** Each letter thirteen places on. */
export function rot13View(text: string): TextView | undefined {
  if (!isLikelier(text, rot13(text.slice(0, SAMPLE_CHARS)))) return undefined;
  return { name: 'rot13', text: rot13(text), originOf: (index) => Math.min(index, text.length - 1) };
}

/** From the end to the beginning. */
export function reversedView(text: string): TextView | undefined {
  if (!isLikelier(text, reversed(text.slice(-SAMPLE_CHARS)))) return undefined;
  return { name: 'reversed', text: reversed(text), originOf: (index) => Math.max(0, text.length - 1 - index) };
}

/** Letters for the signs that stand for them, in words that have both. */
export function leetView(text: string): TextView | undefined {
  if (!/[a-z][013457@$|]|[013457@$|][a-z]/i.test(text)) return undefined;
  let count = 0;
  const read = text.replace(LEET_WORD, (word) => {
    count += 1;
    return word.replace(/[0134570@$!|]/g, (sign) => LEET[sign] ?? sign);
  });
  return count < 2 || !isLikelier(text, read.slice(0, SAMPLE_CHARS))
    ? undefined
    : { name: 'leet', text: read, originOf: (index) => Math.min(index, text.length - 1) };
}

/** Words whose letters were parted, whole again. */
export function spacedView(text: string): TextView | undefined {
  const joined = new MappedText();
  let from = 0;
  for (const { 0: run, index } of text.matchAll(SPACED)) {
    joined.copy(text.slice(from, index), from);
    for (let at = 0; at < run.length; at += 1) {
      const isLetter = /[A-Za-z]/.test(run[at] as string);
      // Two signs in a row part words.
      if (isLetter) joined.add(run[at] as string, index + at);
      else if (!/[A-Za-z]/.test(run[at + 1] ?? 'a')) joined.add(' ', index + at);
    }
    from = index + run.length;
  }
  if (from === 0) return undefined;
  joined.copy(text.slice(from), from);
  return joined.view('spaced');
}

/** What tag characters, which nobody sees, say in ASCII. */
export function taggedView(text: string): TextView | undefined {
  if (!INVISIBLE.test(text)) return undefined;
  const said = new MappedText();
  let at = 0;
  for (const character of text) {
    const sign = tagged(character.codePointAt(0) as number);
    if (sign !== undefined) said.add(sign, at);
    at += character.length;
  }
  return said.isEmpty ? undefined : said.view('tags');
}

function rot13(text: string): string {
  let turned = '';
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const base = code >= 97 && code <= 122 ? 97 : code >= 65 && code <= 90 ? 65 : 0;
    turned += base === 0 ? (text[at] as string) : String.fromCharCode(((code - base + 13) % 26) + base);
  }
  return turned;
}

function reversed(text: string): string {
  let turned = '';
  for (let at = text.length - 1; at >= 0; at -= 1) turned += text[at] as string;
  return turned;
}

/** Whether a part of the text reads more like language once it is turned. */
function isLikelier(text: string, turned: string): boolean {
  return commonShare(turned) >= commonShare(text.slice(0, SAMPLE_CHARS)) + MORE_COMMON;
}
