import { Accumulator } from './accumulator';
import { best } from './best';
import { cosinesWith, nearby, type SearchedVectors } from './nearest';
import type { Relevance } from './relevance';

/** Memories nearest in meaning that come into a search beside those its words find. */
const NEAREST = 200;
/** Of those its words find, the best ones whose meaning is looked at though they are not near: only they could come out best nevertheless. */
const BEST_BY_WORDS = 100;

/** What a query means beside the vectors of memories, and what that counts for. */
export interface Semantic {
  vectors: SearchedVectors;
  query: Float32Array;
  /** Share of meaning in the relevance, 0–1; the words have the rest. */
  weight: number;
}

/** `semantic` is how near each memory is in meaning, 1 for the nearest and 0 for those that are not near or not known. */
export interface FusedRelevance extends Relevance {
  semantic: Float64Array;
}

const near = new Accumulator();
const found = new Accumulator();

/**
 * Relevance by words and by meaning together: (1 − weight) × the one + weight × the other, each divided by its maximum, and so the sum. The
 * nearest that `accepts` come in though none of the words find them.
 */
export function fuse(lexical: Relevance, { vectors, query, weight }: Semantic, accepts: (number: number) => boolean): FusedRelevance {
  const candidates = nearby(vectors, query, accepts);
  compare(lexical, candidates, cosinesWith(vectors, query));
  const greatest = near.greatest();
  const others = othersAmong(lexical, candidates);
  const numbers = new Int32Array(lexical.numbers.length + others.length);
  numbers.set(lexical.numbers);
  numbers.set(others, lexical.numbers.length);
  const scores = new Float64Array(numbers.length);
  const semantic = new Float64Array(numbers.length);
  let highest = 0;
  for (let at = 0; at < numbers.length; at += 1) {
    if (greatest > 0) semantic[at] = (near.values[numbers[at] as number] as number) / greatest;
    const score = (1 - weight) * (lexical.scores[at] ?? 0) + weight * (semantic[at] as number);
    scores[at] = score;
    if (score > highest) highest = score;
  }
  if (highest > 0) for (let at = 0; at < scores.length; at += 1) scores[at] = (scores[at] as number) / highest;
  return { numbers, scores, semantic };
}

/** Cosines above 0, by number: of the candidates, and of those that the words find first. */
function compare(lexical: Relevance, candidates: Int32Array, cosine: (number: number) => number): void {
  let size = 1;
  for (const number of candidates) size = Math.max(size, number + 1);
  for (const number of lexical.numbers) size = Math.max(size, number + 1);
  near.begin(size);
  found.begin(size);
  for (const number of candidates) addCosine(number, cosine);
  for (const at of best(lexical.scores, BEST_BY_WORDS)) {
    const number = lexical.numbers[at] as number;
    if (near.values[number] === 0) addCosine(number, cosine);
  }
}

function addCosine(number: number, cosine: (number: number) => number): void {
  const value = cosine(number);
  if (value > 0) near.add(number, value);
}

/** The nearest candidates that no word finds. */
function othersAmong(lexical: Relevance, candidates: Int32Array): Int32Array {
  for (const number of lexical.numbers) found.add(number, 1);
  const nearest = best(
    Float64Array.from(candidates, (number) => near.values[number] as number),
    NEAREST,
  ).map((at) => candidates[at] as number);
  return Int32Array.from(nearest.filter((number) => found.values[number] === 0 && (near.values[number] as number) > 0));
}
