import type { Analysis } from './analyse';
import { base64Of, hash32, mix32 } from './hash';

/** Texts of fewer different terms are merged only when they are equal: a word is too much of them. */
const MIN_TERMS = 6;
/**
 * A. Broder, "On the resemblance and containment of documents" (1997), in bands (Leskovec et al., "Mining of Massive Datasets", 3.4): of two
 * texts that share nine terms in ten, 98.6 % share a band; of two that share half, 22 %, which the rule below then parts.
 */
const BANDS = 4;
const ROWS = 4;
/** Share of the terms of the longer text that the shorter must hold (their Jaccard index, as one contains the other). */
const LEAST_SHARED = 0.9;
/** One seed a row: multiples of 2^32 / golden ratio, which are spread evenly. */
const SEEDS = Uint32Array.from({ length: BANDS * ROWS }, (_none, row) => Math.imul(row + 1, 0x9e3779b9));

/**
 * Four bands of the MinHash of the set of terms, each six base64url characters of which the first numbers the band (A–D); texts that are
 * nearly the same share at least one. Undefined for a text that can have no near duplicate: of fewer than six terms, or not analysed whole.
 */
export function nearSignature({ terms, complete }: Pick<Analysis, 'terms' | 'complete'>): string[] | undefined {
  if (terms.size < MIN_TERMS || !complete) return undefined;
  const least = new Uint32Array(BANDS * ROWS).fill(0xffffffff);
  for (const term of terms.keys()) {
    const hash = hash32(term);
    for (let row = 0; row < least.length; row++) {
      const value = mix32(hash ^ (SEEDS[row] ?? 0));
      if (value < (least[row] ?? 0)) least[row] = value;
    }
  }
  return Array.from({ length: BANDS }, (_none, band) => bandOf(band, least.subarray(band * ROWS, (band + 1) * ROWS)));
}

function bandOf(band: number, rows: Uint32Array): string {
  let hash = 0;
  for (const row of rows) hash = mix32(Math.imul(hash, 31) ^ row);
  return base64Of(band, 1) + base64Of(hash, 5);
}

/** What decides whether two texts that share a band are one: the distinct terms in the order of their first occurrence, and the guards. */
export interface NearText {
  readonly terms: readonly string[];
  readonly guards: string;
}

/**
 * Whether two texts say the same: equal guards, and the terms of the shorter stand in the longer, in the same order, and are nine tenths of
 * them. A word in place of another ("Ann" for "Bob"), or two words changing places, makes another text however long it is.
 */
export function isNearDuplicate(one: NearText, other: NearText): boolean {
  if (one.guards !== other.guards) return false;
  const [shorter, longer] = one.terms.length <= other.terms.length ? [one.terms, other.terms] : [other.terms, one.terms];
  if (shorter.length < MIN_TERMS || shorter.length < LEAST_SHARED * longer.length) return false;
  let found = 0;
  for (const term of longer) if (term === shorter[found]) found++;
  return found === shorter.length;
}
