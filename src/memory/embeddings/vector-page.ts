import { PAGE_SIZE } from '../index/column-record';

const NOTHING = -1;
const WORD_BITS = 32;

/**
 * The vectors of one page of memories: which of them there should be, in which version of their records, and those that were read. A number
 * whose inverse norm is 0 has none that could be searched.
 */
export class VectorPage {
  /** Version of the record of each memory that has a vector in Redis, or NOTHING. */
  private readonly wanted = new Int32Array(PAGE_SIZE).fill(NOTHING);
  private readonly held = new Int32Array(PAGE_SIZE).fill(NOTHING);
  private readonly foreign = new Uint8Array(PAGE_SIZE);
  readonly inverseNorms = new Float32Array(PAGE_SIZE);
  /** `dimensions` bytes for each number; empty until the first vector has been read. */
  values = new Int8Array(0);
  /** The signs of those bytes, a bit each, in `signWords` words for each number. */
  signs = new Uint32Array(0);

  /** Bytes that one page takes. */
  static bytesOf(dimensions: number): number {
    return PAGE_SIZE * (13 + dimensions + 4 * wordsOf(dimensions));
  }

  /** Numbers in the page whose vectors are to be read. */
  get missing(): number[] {
    const missing: number[] = [];
    for (let n = 0; n < PAGE_SIZE; n += 1) if (this.wanted[n] !== NOTHING && this.wanted[n] !== this.held[n]) missing.push(n);
    return missing;
  }

  /** The record of a number has a vector in this version, or none; what is held of a memory without one goes at once. */
  want(n: number, version: number | undefined): void {
    this.wanted[n] = version ?? NOTHING;
    if (version !== undefined) return;
    this.held[n] = NOTHING;
    this.foreign[n] = 0;
    this.inverseNorms[n] = 0;
  }

  /** The version that is wanted of a number. */
  versionOf(n: number): number {
    return this.wanted[n] as number;
  }

  /** Takes over what was read for a number while `version` was wanted: its values, or undefined where they are of another model. */
  take(n: number, version: number, values: Int8Array | undefined, dimensions: number): void {
    if (this.wanted[n] !== version) return;
    this.held[n] = version;
    this.foreign[n] = values === undefined ? 1 : 0;
    this.inverseNorms[n] = 0;
    if (values === undefined || values.length === 0) return;
    if (this.values.length === 0) {
      this.values = new Int8Array(PAGE_SIZE * dimensions);
      this.signs = new Uint32Array(PAGE_SIZE * wordsOf(dimensions));
    }
    this.values.set(values, n * dimensions);
    this.signs.set(signsOf(values), n * wordsOf(dimensions));
    let square = 0;
    for (const value of values) square += value * value;
    this.inverseNorms[n] = square === 0 ? 0 : 1 / Math.sqrt(square);
  }

  /** Whether a memory has no vector of this model in Redis. */
  lacks(n: number): boolean {
    return this.wanted[n] === NOTHING || this.foreign[n] === 1;
  }
}

/** Words that the signs of a vector take. */
export function wordsOf(dimensions: number): number {
  return Math.ceil(dimensions / WORD_BITS);
}

/** A bit for each number of a vector: 1 where it is negative. */
export function signsOf(values: ArrayLike<number>): Uint32Array {
  const signs = new Uint32Array(wordsOf(values.length));
  for (let at = 0; at < values.length; at += 1) {
    if ((values[at] as number) < 0) signs[at >>> 5] = ((signs[at >>> 5] as number) | (1 << (at & 31))) >>> 0;
  }
  return signs;
}
