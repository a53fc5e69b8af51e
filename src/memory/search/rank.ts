import type { Memory } from '../memory';
import { bm25 } from './bm25';
import { tokenize } from './tokenize';

/** Each lies in 0–1. */
export interface Signals {
  relevance: number;
  recency: number;
  importance: number;
  confidence: number;
}

export interface RankedMemory {
  memory: Memory;
  score: number;
  signals: Signals;
}

/** Relevance decides; the others move an item by at most the share they have here. They add up to 1. */
const WEIGHTS: Signals = { relevance: 0.7, recency: 0.1, importance: 0.1, confidence: 0.1 };
/** Days after which recency has halved. */
const RECENCY_HALF_LIFE_DAYS = 14;
/** What a memory that a newer one supersedes keeps of its score. */
const SUPERSEDED_FACTOR = 0.5;
const DAY_MS = 86_400_000;

/** Orders the memories that share a word with `query`, best first. `nowMs` is the time recency is counted from. */
export function rank(query: string, memories: Memory[], nowMs: number): RankedMemory[] {
  const relevance = bm25(
    tokenize(query),
    memories.map((memory) => tokenize(`${memory.content} ${textOf(memory.metadata.actor)}`)),
  );
  const best = Math.max(...relevance, Number.MIN_VALUE);
  const superseded = new Set(memories.map((memory) => memory.supersedes));
  return memories
    .map((memory, index) => {
      const signals: Signals = {
        relevance: (relevance[index] ?? 0) / best,
        recency: 0.5 ** (Math.max(0, nowMs - Date.parse(memory.createdAt)) / DAY_MS / RECENCY_HALF_LIFE_DAYS),
        importance: memory.importance,
        confidence: memory.confidence,
      };
      const factor = superseded.has(memory.memoryId) ? SUPERSEDED_FACTOR : 1;
      return { memory, signals, score: factor * weighted(signals) };
    })
    .filter(({ signals }) => signals.relevance > 0)
    .sort((a, b) => b.score - a.score);
}

function weighted(signals: Signals): number {
  return (Object.keys(WEIGHTS) as (keyof Signals)[]).reduce((sum, signal) => sum + WEIGHTS[signal] * signals[signal], 0);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
