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
export function fuse(lexical: Relevance, { vectors, query, weight }: Semantic, accepts: (row: number) => boolean): FusedRelevance {
  const candidates = nearby(vectors, query, accepts);
  compare(lexical, candidates, cosinesWith(vectors, query));
  const greatest = near.greatest();
  const others = othersAmong(lexical, candidates);
  const rows = new Int32Array(lexical.rows.length + others.length);
  rows.set(lexical.rows);
  rows.set(others, lexical.rows.length);
  const scores = new Float64Array(rows.length);
  const semantic = new Float64Array(rows.length);
  let highest = 0;
  for (let at = 0; at < rows.length; at += 1) {
    if (greatest > 0) semantic[at] = (near.values[rows[at] as number] as number) / greatest;
    const score = (1 - weight) * (lexical.scores[at] ?? 0) + weight * (semantic[at] as number);
    scores[at] = score;
    if (score > highest) highest = score;
  }
  if (highest > 0) for (let at = 0; at < scores.length; at += 1) scores[at] = (scores[at] as number) / highest;
  return { rows, scores, semantic };
}

/** Cosines above 0, by row: of the candidates, and of those that the words find first. */
function compare(lexical: Relevance, candidates: Int32Array, cosine: (row: number) => number): void {
  let size = 1;
  for (const row of candidates) size = Math.max(size, row + 1);
  for (const row of lexical.rows) size = Math.max(size, row + 1);
  near.begin(size);
  found.begin(size);
  for (const row of candidates) addCosine(row, cosine);
  for (const at of best(lexical.scores, BEST_BY_WORDS)) {
    const row = lexical.rows[at] as number;
    if (near.values[row] === 0) addCosine(row, cosine);
  }
}

function addCosine(row: number, cosine: (row: number) => number): void {
  const value = cosine(row);
  if (value > 0) near.add(row, value);
}

/** The nearest candidates that no word finds. */
function othersAmong(lexical: Relevance, candidates: Int32Array): Int32Array {
  for (const row of lexical.rows) found.add(row, 1);
  const nearest = best(
    Float64Array.from(candidates, (row) => near.values[row] as number),
    NEAREST,
  ).map((at) => candidates[at] as number);
  return Int32Array.from(nearest.filter((row) => found.values[row] === 0 && (near.values[row] as number) > 0));
}
