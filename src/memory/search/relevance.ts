import { FLAG, PAGE_SIZE } from '../index/column-record';
import { NOBODY, type Links } from '../index/conversations';
import type { NetworkMirror, TermSlots } from '../index/network-mirror';
import { nearness, type TimeSpan } from '../text/named-times';
import { Accumulator } from './accumulator';
import { inverseFrequency, lengthNorms, saturated } from './bm25';

// All weights were found on half of the conversations in test/bench/recall and hold on the other half: docs/memory.md.

/** What an item's neighbours in its session lend it of their scores. What follows a question answers it. */
const QUESTION_LENDS = 0.8;
const PREVIOUS_LENDS = 0.2;
const BEFORE_PREVIOUS_LENDS = 0.2;
const NEXT_LENDS = 0.1;
/** What a memory that supersedes another has at least of that one's score. */
const SUPERSEDED_LENDS = 0.9;
/** How much of the scale is what a text of usual length would earn that says all that is asked; the rest is the best that was found. */
const FULL_MATCH = 0.6;
/** What else counts, beside the item's own score of at most about 1. */
const WEIGHT = { session: 0.3, actor: 0.3, time: 0.3, tellsWhen: 0.1, length: 0.2, asks: -0.1 };
/** Terms from which a text is no more worth for being longer. */
const LONG = 30;
/** No score is less: what is found at all stays found. */
const LEAST = 1e-6;
const POSTING_BYTES = 3;

/** What is asked, as the index knows it. */
export interface Asked {
  terms: readonly string[];
  /** Ordinals of actors that the query names. */
  actors: ReadonlySet<number>;
  /** The times that the query names, and whether it asks for one. */
  times: readonly TimeSpan[];
  when: boolean;
}

/** Memories by their rows (see `PageSlots`), and their relevance, 1 for the most relevant; in no order. */
export interface Relevance {
  rows: Int32Array;
  scores: Float64Array;
}

const own = new Accumulator();
const lent = new Accumulator();
const inSession = new Accumulator();
const lengthWorth = Float64Array.from({ length: LONG + 1 }, (_unused, length) => Math.log1p(length) / Math.log1p(LONG));

/**
 * How much each memory that `accepts` says about what is asked: BM25, lent to neighbours in the session and to successors, with the
 * session's own BM25, the actor, the time and what kind of text it is. `postings` has those of each of `asked.terms`.
 */
export function relevance(mirror: NetworkMirror, asked: Asked, postings: TermSlots, accepts: (row: number) => boolean): Relevance {
  const { size } = mirror.columns;
  const links = mirror.conversations.current();
  own.begin(size);
  lent.begin(size);
  inSession.begin(links.sessionLengths.length * postings.length);
  let fullMatch = 0;
  postings.forEach((slots, term) => (fullMatch += addTerm(mirror, links, slots, term, postings.length)));
  lendToNeighbours(mirror, links);
  lendToSuccessors(mirror);
  const scale = FULL_MATCH * fullMatch + (1 - FULL_MATCH) * lent.greatest();
  return combine(mirror, links, asked, sessionScores(links, postings.length), scale, accepts);
}

/** Adds one term's BM25 to `own`, and its frequency to the sessions it occurs in; returns the term's weight. */
function addTerm({ columns, totals }: NetworkMirror, { sessionOf }: Links, slots: TermSlots[number], term: number, terms: number): number {
  const { flags, length } = columns;
  let holders = 0;
  for (const postings of slots) holders += (postings?.length ?? 0) / POSTING_BYTES;
  const weight = inverseFrequency(totals.live, holders);
  const norms = lengthNorms(totals.length / Math.max(1, totals.live));
  for (let slot = 0; slot < slots.length; slot += 1) {
    const postings = slots[slot];
    if (!postings) continue;
    const first = slot * PAGE_SIZE;
    for (let at = 0; at < postings.length; at += POSTING_BYTES) {
      const row = first + ((postings[at] as number) << 8) + (postings[at + 1] as number);
      if (((flags[row] as number) & FLAG.live) === 0) continue;
      const frequency = postings[at + 2] as number;
      own.add(row, weight * saturated(frequency, norms(length[row] as number)));
      const session = sessionOf[row] as number;
      if (session !== NOBODY) inSession.add(session * terms + term, frequency);
    }
  }
  return weight;
}

function lendToNeighbours({ columns: { flags } }: NetworkMirror, { previous, next }: Links): void {
  for (let at = 0; at < own.count; at += 1) {
    const row = own.touched[at] as number;
    const score = own.values[row] as number;
    lent.add(row, score);
    const after = next[row] as number;
    if (after !== NOBODY) {
      lent.add(after, (((flags[row] as number) & FLAG.asks) === 0 ? PREVIOUS_LENDS : QUESTION_LENDS) * score);
      const second = next[after] as number;
      if (second !== NOBODY) lent.add(second, BEFORE_PREVIOUS_LENDS * score);
    }
    const before = previous[row] as number;
    if (before !== NOBODY) lent.add(before, NEXT_LENDS * score);
  }
}

/** Who asks with the words of what held before is to find what holds now. */
function lendToSuccessors(mirror: NetworkMirror): void {
  if (!mirror.hasSuccessors) return;
  const { validUntil } = mirror.columns;
  for (let at = 0; at < lent.count; at += 1) {
    const row = lent.touched[at] as number;
    const successor = validUntil[row] === 0 ? undefined : mirror.successorOf(row);
    if (successor !== undefined) lent.raise(successor, SUPERSEDED_LENDS * (lent.values[row] as number));
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
  { columns }: NetworkMirror,
  { sessionOf }: Links,
  asked: Asked,
  sessions: Float64Array,
  scale: number,
  accepts: (row: number) => boolean,
): Relevance {
  const { actor, created, flags, length } = columns;
  const { actors, times, when } = asked;
  const rows = new Int32Array(lent.count);
  const scores = new Float64Array(lent.count);
  let count = 0;
  let best = 0;
  for (let at = 0; at < lent.count; at += 1) {
    const row = lent.touched[at] as number;
    if (!accepts(row)) continue;
    const flag = flags[row] as number;
    let score = (lent.values[row] as number) / scale + WEIGHT.length * (lengthWorth[Math.min(length[row] as number, LONG)] as number);
    score += WEIGHT.session * (sessions[sessionOf[row] as number] ?? 0);
    if (actors.size > 0 && actors.has(actor[row] as number)) score += WEIGHT.actor;
    if (times.length > 0) score += WEIGHT.time * nearness(times, created[row] as number);
    if (when && (flag & FLAG.tellsTime) !== 0) score += WEIGHT.tellsWhen;
    if ((flag & FLAG.asks) !== 0) score += WEIGHT.asks;
    if (score < LEAST) score = LEAST;
    rows[count] = row;
    scores[count] = score;
    count += 1;
    if (score > best) best = score;
  }
  for (let at = 0; at < count; at += 1) scores[at] = (scores[at] as number) / best;
  return { rows: rows.subarray(0, count), scores: scores.subarray(0, count) };
}
