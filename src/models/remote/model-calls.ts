import type { Candidate } from '../chain/candidate';
import type { EmbeddingKind } from '../embeddings/embedding-provider';
import type { GenerateAnswer, GenerateEvent, GenerateRequest, GenerateScope } from '../generate';
import type { ModelStatsEntry } from '../model-directory';
import type { Decision } from '../selection/decision';

/** What processes with the role `models` do for the others: `RemoteModels` and its like ask, `ModelsHost` answers. */
export const MODEL_CALLS = {
  answer: { role: 'models', name: 'answer' },
  events: { role: 'models', name: 'events' },
  estimate: { role: 'models', name: 'estimate' },
  directory: { role: 'models', name: 'directory' },
  embed: { role: 'models', name: 'embed' },
} as const;

/** A question to a model. What is paid is told on the side, as `ModelAttempt`. */
export interface WireQuestion {
  scope: Omit<GenerateScope, 'paid'>;
  request: GenerateRequest;
}

/** An answer as data: why this model answered is written down. */
export interface WireAnswer extends Omit<GenerateAnswer, 'decision'> {
  decision: Decision;
}

/** An event of a streamed answer as data. */
export type WireEvent = Exclude<GenerateEvent, { type: 'done' }> | { type: 'done'; answer: WireAnswer };

/** All of a `ModelDirectory`. */
export interface WireDirectory {
  chain: Candidate[];
  all: Candidate[];
  stats: ModelStatsEntry[];
}

/** Texts to embed. */
export interface WireTexts {
  texts: readonly string[];
  scope: Omit<GenerateScope, 'paid'>;
  kind: EmbeddingKind;
  deadlineMs: number;
}

/** The answer as it goes to another process. */
export function wireAnswerOf({ decision, ...answer }: GenerateAnswer): WireAnswer {
  return { ...answer, decision: decision() };
}

/** The answer that came from another process. */
export function answerOfWire({ decision, ...answer }: WireAnswer): GenerateAnswer {
  return { ...answer, decision: () => decision };
}
