import { signsOf, wordsOf } from '../embeddings/vector-page';
import { PAGE_SIZE } from '../index/column-record';

/** Vectors that are compared number by number: those whose signs differ least, where there are more. */
const COMPARED = 400;

/** The vectors of one page of memories, as a mirror keeps them: see `VectorPage`. */
interface SearchedPage {
  readonly inverseNorms: Float32Array;
  readonly values: Int8Array;
  readonly signs: Uint32Array;
}

/** The vectors of a network's memories that were read, by slot (see `PageSlots`). */
export interface SearchedVectors {
  readonly dimensions: number;
  readonly read: ReadonlyMap<number, SearchedPage>;
}

/** Used by one search at a time, without awaiting, and grown as needed. */
let rows = new Int32Array(0);
let distances = new Uint16Array(0);

/**
 * Rows of memories that `accepts` and whose vectors may be near the query's: all, or of many those whose signs differ least, which nearly
 * always has the nearest among them. That reads an eighth of a bit where comparing the numbers would read a byte.
 */
export function nearby(vectors: SearchedVectors, query: Float32Array, accepts: (row: number) => boolean): Int32Array {
  const count = compareSigns(vectors, signsOf(query), accepts);
  if (count <= COMPARED) return rows.slice(0, count);
  const furthest = distanceOfNth(count, query.length);
  const kept: number[] = [];
  for (let at = 0; at < count; at += 1) if ((distances[at] as number) <= furthest) kept.push(rows[at] as number);
  return Int32Array.from(kept);
}

/** Cosines of the query with one memory's vector after the other; 0 for a memory without one. */
export function cosinesWith({ dimensions, read }: SearchedVectors, query: Float32Array): (row: number) => number {
  let square = 0;
  for (const value of query) square += value * value;
  const length = Math.sqrt(square);
  return (row) => {
    const page = read.get(Math.floor(row / PAGE_SIZE));
    const n = row % PAGE_SIZE;
    const inverseNorm = page?.inverseNorms[n] ?? 0;
    if (page === undefined || inverseNorm === 0) return 0;
    return (product(page.values, n * dimensions, query) * inverseNorm) / length;
  };
}

/** In how many signs each accepted vector differs from the query; how many there are. */
function compareSigns({ dimensions, read }: SearchedVectors, asked: Uint32Array, accepts: (row: number) => boolean): number {
  if (rows.length < read.size * PAGE_SIZE) {
    rows = new Int32Array(read.size * PAGE_SIZE * 2);
    distances = new Uint16Array(rows.length);
  }
  const words = wordsOf(dimensions);
  let count = 0;
  for (const [slot, { inverseNorms, signs }] of read) {
    const first = slot * PAGE_SIZE;
    for (let n = 0; n < PAGE_SIZE; n += 1) {
      if (inverseNorms[n] === 0 || !accepts(first + n)) continue;
      let distance = 0;
      for (let word = 0, at = n * words; word < words; word += 1, at += 1) {
        distance += ones((signs[at] as number) ^ (asked[word] as number));
      }
      rows[count] = first + n;
      distances[count] = distance;
      count += 1;
    }
  }
  return count;
}

/** The distance within which as many lie as are compared; all who are as far are within it. */
function distanceOfNth(count: number, most: number): number {
  const having = new Int32Array(most + 1);
  for (let at = 0; at < count; at += 1) having[distances[at] as number] = (having[distances[at] as number] as number) + 1;
  let within = 0;
  for (let distance = 0; distance <= most; distance += 1) {
    within += having[distance] as number;
    if (within >= COMPARED) return distance;
  }
  return most;
}

/** Four sums at a time, which the processor can add at once. */
function product(values: Int8Array, from: number, query: Float32Array): number {
  let [a, b, c, d] = [0, 0, 0, 0];
  const whole = query.length - (query.length % 4);
  for (let i = 0, at = from; i < whole; i += 4, at += 4) {
    a += (values[at] as number) * (query[i] as number);
    b += (values[at + 1] as number) * (query[i + 1] as number);
    c += (values[at + 2] as number) * (query[i + 2] as number);
    d += (values[at + 3] as number) * (query[i + 3] as number);
  }
  for (let i = whole; i < query.length; i += 1) a += (values[from + i] as number) * (query[i] as number);
  return a + b + c + d;
}

/** How many bits of a word are set (Warren, "Hacker's Delight", 5-1). */
function ones(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
