import type { Columns } from '../index/columns';

/** What a score is made of, each in 0–1. */
export interface Signals {
  relevance: number;
  recency: number;
  importance: number;
  confidence: number;
}

/** Milliseconds after which recency has fallen by half: 30 days. */
const HALF_LIFE_MS = 30 * 86_400_000;
/** What a score keeps when a signal is 0: relevance decides, the others part what is equally relevant. */
const LEAST = { recency: 0.9, importance: 0.85, confidence: 0.85 };
/** What is left of a score whose memory has been superseded: it stays, behind what replaced it. */
const SUPERSEDED = 0.5;

/** The signals of a memory whose relevance is known. */
export function signalsOf(columns: Columns, number: number, relevance: number, nowMs: number): Signals & { superseded: boolean } {
  const ageMs = Math.max(0, nowMs - (columns.created[number] as number));
  const validUntil = columns.validUntil[number] as number;
  return {
    relevance,
    recency: 2 ** (-ageMs / HALF_LIFE_MS),
    importance: columns.importance[number] as number,
    confidence: columns.confidence[number] as number,
    superseded: validUntil !== 0 && validUntil <= nowMs,
  };
}

/** relevance × recency × importance × confidence, each but the first from its least share up to 1. */
export function scoreOf({ relevance, recency, importance, confidence, superseded }: ReturnType<typeof signalsOf>): number {
  const score = relevance * share(recency, LEAST.recency) * share(importance, LEAST.importance) * share(confidence, LEAST.confidence);
  return superseded ? score * SUPERSEDED : score;
}

function share(signal: number, least: number): number {
  return least + (1 - least) * signal;
}
