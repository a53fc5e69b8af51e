import type { GenerateAnswer, ModelAttempt } from './generate';
import type { JsonSchema } from './model-provider';

/** What tells one question of a piece of work from its others. */
export interface JournalQuestion {
  /** Questions of one name are told apart by their order. */
  name: string;
  /** An answer that was given to another schema does not answer this question. */
  schema?: JsonSchema;
}

/** Asks a model; every attempt that is paid for is added to `paid`, whatever becomes of the question. */
export type AskModel = (paid: ModelAttempt[]) => Promise<GenerateAnswer>;

/** Remembers what models were paid for in a piece of work, so that whoever takes it up again does not pay again. */
export interface AnswerJournal {
  /**
   * The answer kept for the n-th question of this name, else what `ask` resolves to, kept before anybody uses it. The n is taken
   * when this is called, so that questions asked at the same time keep their order. Attempts that were paid are counted either way.
   * @throws whatever `ask` rejects with, or MeshError `redis-unavailable` when it cannot be known whether an answer is kept.
   */
  through(question: JournalQuestion, ask: AskModel): Promise<GenerateAnswer>;
}
