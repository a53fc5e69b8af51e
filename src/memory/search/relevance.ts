import { FLAG, PAGE_SIZE } from '../index/column-record';
import { NOBODY, type Links } from '../index/conversations';
import type { NetworkMirror, PostingRows } from '../index/network-mirror';
import { Accumulator } from './accumulator';
import { inverseFrequency, lengthNorms, saturated } from './bm25';

/** What an item's neighbours in its session lend it of their scores: what follows a question answers it. */
const PREVIOUS_LENDS = 0.7;
const BEFORE_PREVIOUS_LENDS = 0.1;
const NEXT_LENDS = 0.1;
/** The share of the whole session's BM25, and of the actor being named in the query, beside the item's own. */
const SESSION_WEIGHT = 0.3;
const ACTOR_WEIGHT = 0.2;
const POSTING_BYTES = 3;

/** What is asked, as the index knows it. */
export interface Asked {
  terms: readonly string[];
  /** Ordinals of actors that the query names. */
  actors: ReadonlySet<number>;
}

/** Memories and their relevance, 1 for the most relevant; in no order. */
export interface Relevance {
  numbers: Int32Array;
  scores: Float64Array;
}

const own = new Accumulator();
const lent = new Accumulator();
const inSession = new Accumulator();

/**
 * How much each memory that `accepts` says about what is asked: BM25, lent to neighbours in the session, with the session's own BM25 and
 * the actor; each signal divided by its maximum. `rows` has the postings of each of `asked.terms`.
 */
export function relevance(mirror: NetworkMirror, asked: Asked, rows: PostingRows, accepts: (number: number) => boolean): Relevance {
  const { size } = mirror.columns;
  const links = mirror.conversations.current();
  own.begin(size);
  lent.begin(size);
  inSession.begin(links.sessionLengths.length * rows.length);
  rows.forEach((row, term) => addTerm(mirror, links, row, term, rows.length));
  lendToNeighbours(links);
  return combine(mirror, links, asked, sessionScores(links, rows.length), accepts);
}

/** Adds one term's BM25 to `own`, and its frequency to the sessions it occurs in. */
function addTerm({ columns, totals }: NetworkMirror, { sessionOf }: Links, row: PostingRows[number], term: number, terms: number): void {
  const { flags, length } = columns;
  let holders = 0;
  for (const postings of row) holders += (postings?.length ?? 0) / POSTING_BYTES;
  const weight = inverseFrequency(totals.live, holders);
  const norms = lengthNorms(totals.length / Math.max(1, totals.live));
  for (let page = 0; page < row.length; page += 1) {
    const postings = row[page];
    if (!postings) continue;
    const first = page * PAGE_SIZE;
    for (let at = 0; at < postings.length; at += POSTING_BYTES) {
      const number = first + ((postings[at] as number) << 8) + (postings[at + 1] as number);
      if (((flags[number] as number) & FLAG.live) === 0) continue;
      const frequency = postings[at + 2] as number;
      own.add(number, weight * saturated(frequency, norms(length[number] as number)));
      const session = sessionOf[number] as number;
      if (session !== NOBODY) inSession.add(session * terms + term, frequency);
    }
  }
}

function lendToNeighbours({ previous, next }: Links): void {
  for (let at = 0; at < own.count; at += 1) {
    const number = own.touched[at] as number;
    const score = own.values[number] as number;
    lent.add(number, score);
    const after = next[number] as number;
    if (after !== NOBODY) {
      lent.add(after, PREVIOUS_LENDS * score);
      const second = next[after] as number;
      if (second !== NOBODY) lent.add(second, BEFORE_PREVIOUS_LENDS * score);
    }
    const before = previous[number] as number;
    if (before !== NOBODY) lent.add(before, NEXT_LENDS * score);
  }
}

/** BM25 of whole sessions, each as one long text, the greatest 1. */
function sessionScores({ sessionLengths }: Links, terms: number): Float64Array {
  const count = sessionLengths.length;
  const scores = new Float64Array(count);
  const holders = new Float64Array(terms);
  for (let at = 0; at < inSession.count; at += 1) {
    const term = (inSession.touched[at] as number) % terms;
    holders[term] = (holders[term] as number) + 1;
  }
  let total = 0;
  for (const length of sessionLengths) total += length;
  const norms = lengthNorms(total / Math.max(1, count));
  let greatest = 0;
  for (let at = 0; at < inSession.count; at += 1) {
    const place = inSession.touched[at] as number;
    const session = Math.floor(place / terms);
    const weight = inverseFrequency(count, holders[place % terms] as number);
    const score =
      (scores[session] as number) + weight * saturated(inSession.values[place] as number, norms(sessionLengths[session] as number));
    scores[session] = score;
    if (score > greatest) greatest = score;
  }
  return greatest > 0 ? scores.map((score) => score / greatest) : scores;
}

function combine(
  { columns: { actor } }: NetworkMirror,
  { sessionOf }: Links,
  asked: Asked,
  sessions: Float64Array,
  accepts: (number: number) => boolean,
): Relevance {
  const greatest = lent.greatest();
  const numbers = new Int32Array(lent.count);
  const scores = new Float64Array(lent.count);
  let count = 0;
  let best = 0;
  for (let at = 0; at < lent.count; at += 1) {
    const number = lent.touched[at] as number;
    if (!accepts(number)) continue;
    const named = asked.actors.size > 0 && asked.actors.has(actor[number] as number) ? ACTOR_WEIGHT : 0;
    const score = (lent.values[number] as number) / greatest + SESSION_WEIGHT * (sessions[sessionOf[number] as number] ?? 0) + named;
    numbers[count] = number;
    scores[count] = score;
    count += 1;
    if (score > best) best = score;
  }
  for (let at = 0; at < count; at += 1) scores[at] = (scores[at] as number) / best;
  return { numbers: numbers.subarray(0, count), scores: scores.subarray(0, count) };
}
