import type { Reading } from './reading';

/**
 * How alike two messages must look to get the same answer. A score alone cannot tell: of the labelled pairs in the tests some with
 * different meanings reach it, and are told apart by what `asksTheSame` asks for besides.
 */
export const SIMILARITY_THRESHOLD = 0.92;

/** A content word counts as much as five words of courtesy; integers, so that sums do not depend on their order. */
const CONTENT_WEIGHT = 5;
const COURTESY_WEIGHT = 1;
/** Fewer content words say too little to be sure. */
const MIN_CONTENT_WORDS = 3;

/**
 * How alike two messages look: the mean of the weighted Jaccard similarities of their words and of their character trigrams.
 * Symmetric, 1 for equal ones, 0 to 1.
 */
export function similarity(a: Reading, b: Reading): number {
  return (jaccard(wordsOf(a), wordsOf(b)) + jaccard(trigramsOf(a), trigramsOf(b))) / 2;
}

/**
 * Whether the answer to one message answers the other. One word in a long text hardly moves a score, and may turn its meaning:
 * so besides the score, all content words and signs must be there in the same order, and quotations, numbers, negations, names and whatever
 * follows a colon or line break be identical.
 */
export function asksTheSame(a: Reading, b: Reading): boolean {
  if (a.content.filter(isWord).length < MIN_CONTENT_WORDS || !equal(a.content, b.content) || !equal(a.guards, b.guards)) return false;
  return similarity(a, b) >= SIMILARITY_THRESHOLD;
}

function isWord(token: string): boolean {
  return /[\p{L}\p{N}]/u.test(token);
}

function wordsOf({ content, courtesies }: Reading): Map<string, number> {
  const weights = new Map<string, number>();
  for (const word of content) add(weights, word, CONTENT_WEIGHT);
  for (const word of courtesies) add(weights, `courtesy ${word}`, COURTESY_WEIGHT);
  return weights;
}

function trigramsOf({ content }: Reading): Map<string, number> {
  const weights = new Map<string, number>();
  const text = ` ${content.join(' ')} `;
  for (let start = 0; start + 3 <= text.length; start += 1) add(weights, text.slice(start, start + 3), 1);
  return weights;
}

function add(weights: Map<string, number>, feature: string, weight: number): void {
  weights.set(feature, (weights.get(feature) ?? 0) + weight);
}

/** Σ min ÷ Σ max over the features of both; 1 when neither has any. */
function jaccard(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  let common = 0;
  let all = 0;
  for (const [feature, weight] of a) {
    const other = b.get(feature) ?? 0;
    common += Math.min(weight, other);
    all += Math.max(weight, other);
  }
  for (const [feature, weight] of b) if (!a.has(feature)) all += weight;
  return all === 0 ? 1 : common / all;
}

function equal(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((one, index) => one === b[index]);
}
