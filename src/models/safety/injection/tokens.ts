/** Words, numbers, signs, of which a row of the same counts as one; every character of scripts that write without blanks for itself. */
const TOKEN = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]|[\p{L}\p{M}\p{N}_'’]{1,40}|([^\s\p{L}\p{N}])\1{0,200}/gu;
/** The same for text in ASCII, which is looked through in half the time. */
const ASCII_TOKEN = /[\w']{1,40}|([^\s\w])\1{0,200}/g;
const ASCII = /^\p{ASCII}*$/u;
const NUMBER = /^\p{N}+$/u;

/** A word of a text: what it is compared as, and where it stands. */
export interface Token {
  word: string;
  start: number;
  end: number;
}

/** The words of a text, in lower case, all numbers alike. @public */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  for (const { 0: found, 1: sign, index } of text.matchAll(ASCII.test(text) ? ASCII_TOKEN : TOKEN)) {
    const word = sign ?? (NUMBER.test(found) ? '0' : found.toLowerCase().replaceAll('’', "'"));
    tokens.push({ word, start: index, end: index + found.length });
  }
  return tokens;
}
