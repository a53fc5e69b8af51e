import type { CountTokens } from '../../models';

/** Ends a text that goes on in the memory. */
const CUT = ' … (cut)';
/** Tokens below which a part of a text says too little to be shown. */
const LEAST_TOKENS = 32;
/** UTF-16 units of a text that are looked at for each token there is room for: English has four to five. */
export const UNITS_PER_TOKEN = 6;
/** The share of a cut text that may be given up so that it ends with a sentence, or at least a word. */
const GIVEN_UP = 0.4;
const SENTENCE_END = /[.!?…]["'”’)\]]*\s|[。！？]|\n/g;

/** A text that fits. */
export interface FittedText {
  text: string;
  tokens: number;
  truncated: boolean;
}

/**
 * As much of `text`, which may be the beginning of one that goes on, as `tokens` hold: cut behind a sentence or a word and marked as cut;
 * undefined when that would be too little to say anything.
 */
export function cutToFit(text: string, goesOn: boolean, tokens: number, count: CountTokens): FittedText | undefined {
  const seen = text.slice(0, Math.max(0, tokens) * UNITS_PER_TOKEN);
  const seenTokens = count(seen);
  if (!goesOn && seen.length === text.length && seenTokens <= tokens) return { text, tokens: seenTokens, truncated: false };
  if (tokens < LEAST_TOKENS) return undefined;
  for (let length = seen.length, taken = seenTokens; length > 0;) {
    // What is left is guessed by what was counted; a text that is denser at its beginning takes another round.
    length = Math.floor(length * Math.min(0.95, (0.99 * tokens) / taken));
    const cut = behindAWord(seen, length) + CUT;
    taken = count(cut);
    if (taken <= tokens) return { text: cut, tokens: taken, truncated: true };
  }
  return undefined;
}

function behindAWord(text: string, length: number): string {
  const part = text.slice(0, length);
  const least = Math.floor(length * (1 - GIVEN_UP));
  let end = 0;
  for (const { index, 0: found } of part.slice(least).matchAll(SENTENCE_END)) end = least + index + found.length;
  if (end === 0) end = Math.max(part.lastIndexOf(' '), part.lastIndexOf('\n')) + 1;
  if (end <= least) end = length;
  return part
    .slice(0, end)
    .replace(/[\ud800-\udbff]$/, '')
    .trimEnd();
}
