import { asGiven } from '../index/column-record';
import type { Columns } from '../index/columns';

/** What a score is made of, each in 0–1. */
export interface Signals {
  relevance: number;
  /** How near it is in meaning, 1 for the nearest; only with embeddings, and where they were known in time. */
  semantic?: number;
  recency: number;
  importance: number;
  confidence: number;
}

/** Milliseconds after which recency has fallen by half: 30 days. */
const HALF_LIFE_MS = 30 * 86_400_000;
const DECAY = Math.LN2 / HALF_LIFE_MS;
/** What a score keeps when a signal is 0: relevance decides, the others part what is equally relevant. */
const LEAST = { recency: 0.9, importance: 0.85, confidence: 0.85 };
/** What is left of a score whose memory has been superseded: it stays, behind what replaced it. */
const SUPERSEDED = 0.5;
/** The least share of its relevance that a score can come to. */
export const LEAST_SHARE = LEAST.recency * LEAST.importance * LEAST.confidence * SUPERSEDED;

/**
 * relevance × recency × importance × confidence, each but the first from its least share up to 1, and half of it for what has been
 * superseded: never more than the relevance, never less than LEAST_SHARE of it. Called for many candidates, so it makes no object.
 */
export function scoreOf(columns: Columns, row: number, relevance: number, nowMs: number): number {
  const validUntil = columns.validUntil[row] as number;
  const score =
    relevance *
    share(recencyOf(columns, row, nowMs), LEAST.recency) *
    share(columns.importance[row] as number, LEAST.importance) *
    share(columns.confidence[row] as number, LEAST.confidence);
  return validUntil !== 0 && validUntil <= nowMs ? score * SUPERSEDED : score;
}

/** The signals behind the score of a memory whose relevance is known. */
export function signalsOf(columns: Columns, row: number, relevance: number, nowMs: number): Signals {
  return {
    relevance,
    recency: recencyOf(columns, row, nowMs),
    importance: asGiven(columns.importance[row] as number),
    confidence: asGiven(columns.confidence[row] as number),
  };
}

function recencyOf({ created }: Columns, row: number, nowMs: number): number {
  return Math.exp(-DECAY * Math.max(0, nowMs - (created[row] as number)));
}

function share(signal: number, least: number): number {
  return least + (1 - least) * signal;
}
