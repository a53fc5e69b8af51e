import type { GenerateAnswer } from '../generate';
import type { AnswerStore } from './answer.store';
import type { Finding } from './cache-finding';
import { storedForm } from './cacheable';
import { asCached } from './cached-answer';
import type { FailOpen } from './fail-open';
import type { Question } from './question';
import { mostSimilar } from './similar/most-similar';

/** Answers of earlier requests, found and kept without ever failing a request. */
export class EarlierAnswers {
  constructor(
    private readonly store: AnswerStore,
    private readonly failOpen: FailOpen,
    /** How long an answer of a tenant is kept, in milliseconds. */
    private readonly ttlMsOf: (tenantId: string) => Promise<number>,
  ) {}

  /** The answer to the same request, else to a similar one where that will do. */
  async find(question: Question): Promise<Finding> {
    const look = await this.failOpen.attempt(() => this.store.look(question.tenantId, question.digest, ''));
    if (look === undefined) return { outcome: 'unavailable' };
    if (look.state === 'hit') return { outcome: 'exact', answer: asCached(look.answer, 'exact', look.ageMs) };
    return (await this.findSimilar(question)) ?? { outcome: 'miss' };
  }

  /** The answer to the most similar request that asks the same. */
  async findSimilar({ tenantId, similar }: Question): Promise<Finding | undefined> {
    if (similar === undefined) return undefined;
    return this.failOpen.attempt(async () => {
      const candidate = mostSimilar(similar.reading, await this.store.candidates(tenantId, similar.bucket));
      const found = candidate && (await this.store.answerOf(candidate));
      return found && { outcome: 'similar', answer: asCached(found.answer, 'similar', found.ageMs) };
    });
  }

  /** Keeps `answer` if it is to be kept, and ends the flight of `token` (empty: there is none) in any case. */
  async keep({ tenantId, request, digest, similar }: Question, answer: GenerateAnswer, token: string): Promise<void> {
    await this.failOpen.attempt(async () => {
      const stored = storedForm(request, answer);
      if (stored !== undefined) await this.store.keep(tenantId, digest, stored, await this.ttlMsOf(tenantId), token, similar);
      else if (token !== '') await this.store.releaseUnkept(tenantId, digest, token);
    });
  }
}
