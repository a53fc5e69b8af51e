import { FLAG } from '../index/column-record';
import { NOBODY } from '../index/conversations';
import type { NetworkMirror, PostingRows } from '../index/network-mirror';
import { PAGE_SIZE } from '../index/column-record';

/** BM25's saturation and length normalisation: tuned on conversations of our own, see docs/memory.md. */
const K1 = 0.6;
const B = 0.6;
/** What an item's neighbours in its session lend it of their scores: a question says what its answer is about. */
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

/** Scores by number; only numbers in `candidates` have one. Reused by the next search: read it before awaiting anything. */
export interface Relevance {
  scores: Float64Array;
  candidates: readonly number[];
}

let scratch = new Float64Array(0);

/**
 * How much each memory that `accepts` says about what is asked, 1 for the most relevant: BM25, lent to neighbours in the session, with the
 * session's own BM25 and the actor; each signal divided by its maximum.
 */
export function relevance(mirror: NetworkMirror, asked: Asked, rows: PostingRows, accepts: (number: number) => boolean): Relevance {
  const { columns } = mirror;
  const own = scratchOf(columns.size);
  const matched: number[] = [];
  const bySession = new Map<number, Float64Array>();
  const frequencies = rows.map((row) => frequencyOf(row));
  const { live, length } = mirror.totals;
  const average = Math.max(1, length / Math.max(1, live));
  for (const [term, row] of rows.entries()) {
    const weight = inverseFrequency(live, frequencies[term] as number);
    for (const [page, postings] of row.entries()) {
      if (!postings) continue;
      const first = page * PAGE_SIZE;
      for (let at = 0; at + POSTING_BYTES <= postings.length; at += POSTING_BYTES) {
        const number = first + (postings[at] as number) * 256 + (postings[at + 1] as number);
        if (((columns.flags[number] ?? 0) & FLAG.live) === 0) continue;
        const frequency = postings[at + 2] as number;
        const norm = K1 * (1 - B + (B * (columns.length[number] as number)) / average);
        if (own[number] === 0) matched.push(number);
        own[number] = (own[number] as number) + (weight * frequency * (K1 + 1)) / (frequency + norm);
        countIn(bySession, columns.session[number] as number, term, frequency, rows.length);
      }
    }
  }
  return combine(mirror, asked, { own, matched, sessions: sessionScores(mirror, bySession, frequencies) }, accepts);
}

/** What was computed of all memories that hold a term of the query. */
interface Matches {
  own: Float64Array;
  matched: number[];
  /** Session (ordinal) → BM25, the greatest 1. */
  sessions: ReadonlyMap<number, number>;
}

function combine(mirror: NetworkMirror, asked: Asked, { own, matched, sessions }: Matches, accepts: (number: number) => boolean): Relevance {
  const { columns, conversations } = mirror;
  const lent = new Map<number, number>();
  const lend = (number: number, score: number) => {
    if (number !== NOBODY) lent.set(number, (lent.get(number) ?? 0) + score);
  };
  for (const number of matched) {
    const score = own[number] as number;
    const next = conversations.next(number);
    lend(number, score);
    lend(next, PREVIOUS_LENDS * score);
    if (next !== NOBODY) lend(conversations.next(next), BEFORE_PREVIOUS_LENDS * score);
    lend(conversations.previous(number), NEXT_LENDS * score);
  }
  for (const number of matched) own[number] = 0;
  let greatest = 0;
  for (const score of lent.values()) greatest = Math.max(greatest, score);
  const candidates: number[] = [];
  let best = 0;
  for (const [number, score] of lent) {
    if (!accepts(number)) continue;
    const session = sessions.get(columns.session[number] as number) ?? 0;
    const actor = asked.actors.has(columns.actor[number] as number) ? 1 : 0;
    const total = score / greatest + SESSION_WEIGHT * session + ACTOR_WEIGHT * actor;
    lent.set(number, total);
    best = Math.max(best, total);
    candidates.push(number);
  }
  const scores = new Float64Array(candidates.length);
  for (const [at, number] of candidates.entries()) scores[at] = (lent.get(number) as number) / best;
  return { scores, candidates };
}

/** BM25 of whole sessions, each as one long text, divided by the greatest. */
function sessionScores(mirror: NetworkMirror, bySession: ReadonlyMap<number, Float64Array>, _frequencies: readonly number[]): Map<number, number> {
  const lengths = mirror.conversations.sessionLengths();
  let total = 0;
  for (const length of lengths.values()) total += length;
  const average = Math.max(1, total / Math.max(1, lengths.size));
  const holders: number[] = [];
  for (const counts of bySession.values()) counts.forEach((count, term) => (holders[term] = (holders[term] ?? 0) + (count > 0 ? 1 : 0)));
  const scores = new Map<number, number>();
  let greatest = 0;
  for (const [session, counts] of bySession) {
    const norm = K1 * (1 - B + (B * (lengths.get(session) ?? 0)) / average);
    let score = 0;
    counts.forEach((count, term) => {
      if (count > 0) score += (inverseFrequency(lengths.size, holders[term] as number) * count * (K1 + 1)) / (count + norm);
    });
    scores.set(session, score);
    greatest = Math.max(greatest, score);
  }
  for (const [session, score] of scores) scores.set(session, score / greatest);
  return scores;
}

function countIn(bySession: Map<number, Float64Array>, session: number, term: number, frequency: number, terms: number): void {
  if (session === 0) return;
  let counts = bySession.get(session);
  if (counts === undefined) {
    counts = new Float64Array(terms);
    bySession.set(session, counts);
  }
  counts[term] = (counts[term] as number) + frequency;
}

function frequencyOf(row: readonly (Buffer | null | undefined)[]): number {
  let bytes = 0;
  for (const postings of row) bytes += postings?.length ?? 0;
  return bytes / POSTING_BYTES;
}

/** Robertson and Spärck Jones, never negative. */
function inverseFrequency(all: number, holders: number): number {
  return Math.log(1 + (all - holders + 0.5) / (holders + 0.5));
}

/** Zeroes, one for each number. */
function scratchOf(size: number): Float64Array {
  if (scratch.length < size) scratch = new Float64Array(Math.max(size, scratch.length * 2));
  return scratch;
}
