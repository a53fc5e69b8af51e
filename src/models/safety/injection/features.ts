import { conceptsIn } from './concepts';
import type { Token } from './tokens';
import { CONCEPTS } from './vocabulary';

/**
 * Buckets that words and their parts are hashed into: a power of two. Changing anything in this file makes the weights worthless: train anew. @public
 * scripts/safety learns with it, and with all else in this folder that is marked so.
 */
export const WORD_BUCKETS = 131_072;
/** Buckets behind those, for concepts and how they stand together: a power of two. */
const CONCEPT_BUCKETS = 32_768;
export const BUCKETS = WORD_BUCKETS + CONCEPT_BUCKETS;

/** Words whose parts are looked at: longer ones are noise. */
const LONGEST_PARTED = 24;
const [SHORTEST_PART, LONGEST_PART] = [3, 5];
/** Concepts before one that it is paired with, and the words between two that stand close together. */
const PAIRED_WITH = 5;
const CLOSE_WORDS = 4;

/** FNV-1a, 32 bits (http://www.isthe.com/chongo/tech/comp/fnv). */
const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;

/** A run of words: `to` is behind the last. */
export interface Stretch {
  from: number;
  to: number;
}

/** The buckets of all features of a stretch, each once: what is said again and again is not said louder. @public */
export function featuresOf(tokens: readonly Token[], { from, to }: Stretch): number[] {
  const features = new Once();
  for (let at = from; at < to; at += 1) addWord(features, tokens, at);
  addConcepts(features, tokens, { from, to });
  return features.buckets;
}

/** Buckets without repetition: faster than a set, as nobody looks at two stretches at a time. */
class Once {
  private static readonly marks = new Uint32Array(BUCKETS);
  private static last = 0;

  readonly buckets: number[] = [];
  private readonly mark = (Once.last = Once.last === 0xffffffff ? 1 : Once.last + 1);

  add(bucket: number): void {
    if (Once.marks[bucket] === this.mark) return;
    Once.marks[bucket] = this.mark;
    this.buckets.push(bucket);
  }
}

/** The word, it with the one and the two before, and its parts of three to five characters, with its ends marked. */
function addWord(features: Once, tokens: readonly Token[], at: number): void {
  const { word } = tokens[at] as Token;
  let hash = add(OFFSET, word);
  features.add(wordBucket(hash));
  for (let before = 1; before <= 2 && at >= before; before += 1) {
    hash = add(add(hash, ' '), (tokens[at - before] as Token).word);
    features.add(wordBucket(hash));
  }
  if (word.length < 2 || word.length > LONGEST_PARTED) return;
  const marked = `<${word}>`;
  for (let from = 0; from + SHORTEST_PART <= marked.length; from += 1) {
    let part = OFFSET ^ 1;
    for (let length = 1; length <= LONGEST_PART && from + length <= marked.length; length += 1) {
      part = Math.imul(part ^ marked.charCodeAt(from + length - 1), PRIME);
      if (length >= SHORTEST_PART) features.add(wordBucket(part));
    }
  }
}

/** What a stretch is about, and which of that comes after which, closely or not. */
function addConcepts(features: Once, tokens: readonly Token[], { from, to }: Stretch): void {
  const hits = conceptsIn(tokens, from, to);
  const count = CONCEPTS.length;
  for (let index = 0; index < hits.length; index += 1) {
    const hit = hits[index]!;
    features.add(conceptBucket(hit.concept));
    for (let back = 1; back <= PAIRED_WITH && back <= index; back += 1) {
      const other = hits[index - back]!;
      const pair = (other.concept + 1) * count + hit.concept;
      features.add(conceptBucket(pair));
      if (hit.at - other.at > CLOSE_WORDS) continue;
      features.add(conceptBucket(pair + count * (count + 1)));
      for (let third = index - back - 1; third >= 0 && third >= index - back - 2; third -= 1) {
        const last = hits[third]!;
        if (other.at - last.at <= CLOSE_WORDS) features.add(conceptBucket((pair + 1) * 8_191 + last.concept));
      }
    }
  }
}

function add(hash: number, text: string): number {
  let sum = hash;
  for (let at = 0; at < text.length; at += 1) sum = Math.imul(sum ^ text.charCodeAt(at), PRIME);
  return sum;
}

/** The upper bits of FNV are mixed better than the lower ones. */
function wordBucket(hash: number): number {
  return ((hash >>> 15) ^ hash) & (WORD_BUCKETS - 1);
}

function conceptBucket(value: number): number {
  const hash = Math.imul(value + 1, 0x9e3779b1);
  return WORD_BUCKETS + ((hash >>> 15) & (CONCEPT_BUCKETS - 1));
}
