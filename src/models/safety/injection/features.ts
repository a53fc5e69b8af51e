/** Buckets that features are hashed into: a power of two. Changing anything in this file makes the weights worthless: train anew. */
export const BUCKETS = 131_072;

/** Words, numbers, signs, of which a row of the same counts as one; every character of scripts that write without blanks for itself. */
const TOKEN = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]|[\p{L}\p{M}\p{N}_'’]{1,40}|([^\s\p{L}\p{N}])\1{0,200}/gu;
const NUMBER = /^\p{N}+$/u;
/** Words whose parts are looked at: longer ones are noise. */
const LONGEST_PARTED = 24;
const [SHORTEST_PART, LONGEST_PART] = [3, 5];

/** FNV-1a, 32 bits (http://www.isthe.com/chongo/tech/comp/fnv). */
const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;

/** A word of a text: what it is compared as, and where it stands. */
export interface Token {
  word: string;
  start: number;
  end: number;
}

/** The words of a text, in lower case, all numbers alike. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  for (const { 0: found, 1: sign, index } of text.matchAll(TOKEN)) {
    const word = sign ?? (NUMBER.test(found) ? '0' : found.toLowerCase());
    tokens.push({ word, start: index, end: index + found.length });
  }
  return tokens;
}

/**
 * Calls `use` with the bucket of every feature that the word at `at` adds: the word, it with the one and the two before, and its parts of three to
 * five characters, with its ends marked.
 */
export function featuresAt(tokens: readonly Token[], at: number, use: (bucket: number) => void): void {
  const { word } = tokens[at] as Token;
  let hash = add(OFFSET, word);
  use(bucketOf(hash));
  for (let before = 1; before <= 2 && at >= before; before += 1) {
    hash = add(add(hash, ' '), (tokens[at - before] as Token).word);
    use(bucketOf(hash));
  }
  if (word.length < 2 || word.length > LONGEST_PARTED) return;
  const marked = `<${word}>`;
  for (let from = 0; from + SHORTEST_PART <= marked.length; from += 1) {
    let part = OFFSET ^ 1;
    for (let length = 1; length <= LONGEST_PART && from + length <= marked.length; length += 1) {
      part = Math.imul(part ^ marked.charCodeAt(from + length - 1), PRIME);
      if (length >= SHORTEST_PART) use(bucketOf(part));
    }
  }
}

function add(hash: number, text: string): number {
  let sum = hash;
  for (let at = 0; at < text.length; at += 1) sum = Math.imul(sum ^ text.charCodeAt(at), PRIME);
  return sum;
}

/** The upper bits of FNV are mixed better than the lower ones. */
function bucketOf(hash: number): number {
  return ((hash >>> 15) ^ hash) & (BUCKETS - 1);
}
