import { type Hits, hitsOf } from './hits';
import type { Lexicon } from './lexicon';
import { type Tokens, tokenise } from './tokens';

/** Words on either side of a match in which its circumstances are looked for. */
const AROUND = 25;

/** A text as the rules see it: its words, and where the words of each class stand. */
export class Reading {
  readonly tokens: Tokens;
  private readonly hits: (Hits | undefined)[];

  constructor(text: string, lexicon: Lexicon) {
    this.tokens = tokenise(text);
    this.hits = hitsOf(this.tokens, lexicon);
  }

  of(id: number): Hits | undefined {
    return this.hits[id];
  }

  /** Does a word of the class begin in [from, to), word numbers? Logarithmic in the hits. */
  within(id: number, from: number, to: number): boolean {
    const hits = this.hits[id];
    if (hits === undefined) return false;
    const first = firstNotBefore(hits.from, from);
    return first < hits.from.length && (hits.from[first] as number) < to;
  }

  /** The words of the same sentence that are near enough to [from, to) to change its meaning. */
  around(from: number, to: number): [number, number] {
    const { sentences } = this.tokens;
    const sentence = sentences[from] as number;
    const low = Math.max(firstNotBefore(sentences, sentence), from - AROUND);
    return [low, Math.min(firstNotBefore(sentences, sentence + 1), to + AROUND)];
  }
}

/** Index of the first of the sorted numbers that is not less than `value`. */
export function firstNotBefore(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
