import { signsOf, wordsOf } from '../embeddings/vector-page';
import { PAGE_SIZE } from '../index/column-record';
import { best } from './best';
import type { Relevance } from './relevance';

/** Memories nearest in meaning that come into a search beside those its words find. */
const NEAREST = 200;
/** Vectors that are compared number by number: those whose signs differ least, where there are more. */
const COMPARED = 1_000;

/** The vectors of one page of memories, as a mirror keeps them: see `VectorPage`. */
export interface SearchedPage {
  readonly inverseNorms: Float32Array;
  readonly values: Int8Array;
  readonly signs: Uint32Array;
}

/** What a query means beside the vectors of memories, and what that counts for. */
export interface Semantic {
  vectors: { readonly dimensions: number; readonly read: ReadonlyMap<number, SearchedPage> };
  query: Float32Array;
  /** Share of meaning in the relevance, 0–1; the words have the rest. */
  weight: number;
}

/** `semantic` is how near each memory is in meaning, 1 for the nearest and 0 for those that are not near or not known. */
export interface FusedRelevance extends Relevance {
  semantic: Float64Array;
}

type Accepts = (number: number) => boolean;

/**
 * Relevance by words and by meaning together: (1 − weight) × the one + weight × the other, each divided by its maximum, and so the sum. The
 * nearest that `accepts` come in though none of the words find them.
 */
export function fuse(lexical: Relevance, { vectors, query, weight }: Semantic, accepts: Accepts): FusedRelevance {
  const cosines = cosinesOfNearest(vectors, query, accepts);
  // Of those that words find, only who is well ahead can come out best without being among the nearest.
  for (const at of best(lexical.scores, NEAREST)) {
    const number = lexical.numbers[at] as number;
    if (!cosines.has(number)) cosines.set(number, cosine(vectors, query, number));
  }
  const greatest = Math.max(0, ...cosines.values());
  const found = new Set(lexical.numbers);
  const only = nearestOf(cosines).filter((number) => !found.has(number));
  const numbers = new Int32Array(lexical.numbers.length + only.length);
  numbers.set(lexical.numbers);
  numbers.set(only, lexical.numbers.length);
  const semantic = Float64Array.from(numbers, (number) => (greatest > 0 ? Math.max(0, cosines.get(number) ?? 0) / greatest : 0));
  const scores = Float64Array.from(semantic, (near, at) => (1 - weight) * (lexical.scores[at] ?? 0) + weight * near);
  const highest = scores.reduce((most, score) => Math.max(most, score), 0);
  return { numbers, scores: highest > 0 ? scores.map((score) => score / highest) : scores, semantic };
}

function nearestOf(cosines: ReadonlyMap<number, number>): number[] {
  const near = [...cosines].filter(([, value]) => value > 0);
  const values = near.map(([, value]) => value);
  return best(values, NEAREST).map((at) => (near[at] as [number, number])[0]);
}

/** Cosines by number: of all, or of those whose signs differ least from the query's, which nearly always has the nearest among them. */
function cosinesOfNearest(vectors: Semantic['vectors'], query: Float32Array, accepts: Accepts): Map<number, number> {
  const { numbers, distances } = signDistances(vectors, query, accepts);
  const furthest = numbers.length <= COMPARED ? Infinity : distanceOfNth(distances, COMPARED, query.length);
  const cosines = new Map<number, number>();
  for (const [at, number] of numbers.entries()) {
    if ((distances[at] as number) <= furthest) cosines.set(number, cosine(vectors, query, number));
  }
  return cosines;
}

/** In how many signs each accepted vector differs from the query. */
function signDistances(
  { dimensions, read }: Semantic['vectors'],
  query: Float32Array,
  accepts: Accepts,
): { numbers: number[]; distances: number[] } {
  const words = wordsOf(dimensions);
  const asked = signsOf(query);
  const numbers: number[] = [];
  const distances: number[] = [];
  for (const [page, { inverseNorms, signs }] of read) {
    const first = page * PAGE_SIZE;
    for (let n = 0; n < PAGE_SIZE; n += 1) {
      if (inverseNorms[n] === 0 || !accepts(first + n)) continue;
      let distance = 0;
      for (let word = 0, at = n * words; word < words; word += 1, at += 1) {
        distance += ones((signs[at] as number) ^ (asked[word] as number));
      }
      numbers.push(first + n);
      distances.push(distance);
    }
  }
  return { numbers, distances };
}

/** The distance within which the nearest `count` lie; all who are as far are within it. */
function distanceOfNth(distances: readonly number[], count: number, most: number): number {
  const at = new Int32Array(most + 1);
  for (const distance of distances) at[distance] = (at[distance] as number) + 1;
  let within = 0;
  for (let distance = 0; distance <= most; distance += 1) {
    within += at[distance] as number;
    if (within >= count) return distance;
  }
  return most;
}

/** 0 for a memory without a vector. */
function cosine({ dimensions, read }: Semantic['vectors'], query: Float32Array, number: number): number {
  const page = read.get(Math.floor(number / PAGE_SIZE));
  const n = number % PAGE_SIZE;
  const inverseNorm = page?.inverseNorms[n] ?? 0;
  if (page === undefined || inverseNorm === 0) return 0;
  const { values } = page;
  let dot = 0;
  let square = 0;
  for (let i = 0, at = n * dimensions; i < dimensions; i += 1, at += 1) {
    const asked = query[i] as number;
    dot += (values[at] as number) * asked;
    square += asked * asked;
  }
  return (dot * inverseNorm) / Math.sqrt(square);
}

/** How many bits of a word are set (Warren, "Hacker's Delight", 5-1). */
function ones(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
