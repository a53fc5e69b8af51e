import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { cancelled, exhausted } from '../chain/chain-failures';
import type { GenerateAnswer } from '../generate';
import { RENEW_MS, type AnswerStore } from './answer.store';
import type { Finding } from './cache-finding';
import { asCached } from './cached-answer';
import type { EarlierAnswers } from './earlier-answers';
import type { FailOpen } from './fail-open';
import type { Question } from './question';

/** Milliseconds between looks for another replica's answer: a tenth of the time waited so far, within these bounds. */
const SHORTEST_PAUSE_MS = 10;
const LONGEST_PAUSE_MS = 200;

/** Asks the models. `signal` is shared by all who wait for the answer; `timeoutMs` is what is left of the deadline. */
export type Produce = (signal: AbortSignal, timeoutMs: number) => Promise<GenerateAnswer>;

/** Until when somebody waits (epoch), and what ends it earlier. */
interface Patience {
  signal: AbortSignal;
  deadlineAtMs: number;
}

/**
 * Lets one of all replicas ask for an answer while the others wait for it. The right to ask is a lease in Redis: it passes on
 * when its holder fails or dies, and without Redis everybody asks.
 */
export class ReplicaFlights {
  constructor(
    private readonly store: AnswerStore,
    private readonly earlier: EarlierAnswers,
    private readonly failOpen: FailOpen,
  ) {}

  /**
   * An earlier answer, that of another replica, or what `produce` comes to.
   * @throws MeshError `generate-cancelled` or `provider-chain-exhausted` while waiting, or what `produce` rejects with.
   */
  async bring(question: Question, patience: Patience, produce: Produce): Promise<{ outcome: Finding['outcome']; answer: GenerateAnswer }> {
    const token = randomUUID();
    const finding = await this.findOrClaim(question, token, patience);
    if ('answer' in finding) return finding;
    const ask = () => produce(patience.signal, Math.max(0, patience.deadlineAtMs - Date.now()));
    if (finding.outcome !== 'claimed') return { outcome: finding.outcome, answer: await ask() };
    return { outcome: 'miss', answer: await this.askAsHolder(question, token, ask) };
  }

  /** An answer, the right to ask for it (`claimed`), or that everybody is to ask. */
  private async findOrClaim(
    question: Question,
    token: string,
    { signal, deadlineAtMs }: Patience,
  ): Promise<Finding | { outcome: 'claimed' }> {
    const { tenantId, digest } = question;
    const startedAtMs = Date.now();
    for (let waited = false; ; waited = true) {
      const look = await this.failOpen.attempt(() => this.store.look(tenantId, digest, token));
      switch (look?.state) {
        case 'hit': {
          const outcome = waited ? 'shared' : 'exact';
          return { outcome, answer: asCached(look.answer, outcome, look.ageMs) };
        }
        case 'claimed':
          return this.similarOrClaim(question, token);
        case 'alone':
        case 'nothing':
          return { outcome: 'miss' };
        case undefined:
          return { outcome: 'unavailable' };
        case 'busy':
          break;
      }
      const pauseMs = Math.min(LONGEST_PAUSE_MS, Math.max(SHORTEST_PAUSE_MS, (Date.now() - startedAtMs) / 10));
      await pause(pauseMs, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) throw cancelled();
      if (Date.now() >= deadlineAtMs) throw exhausted({ attempts: [], failures: [] });
    }
  }

  /** A similar answer gives the claim up: others may want the exact one. */
  private async similarOrClaim(question: Question, token: string): Promise<Finding | { outcome: 'claimed' }> {
    const similar = await this.earlier.findSimilar(question);
    if (similar === undefined) return { outcome: 'claimed' };
    await this.failOpen.attempt(() => this.store.release(question.tenantId, question.digest, token));
    return similar;
  }

  private async askAsHolder(question: Question, token: string, ask: () => Promise<GenerateAnswer>): Promise<GenerateAnswer> {
    const { tenantId, digest } = question;
    const renew = () => void this.failOpen.attempt(() => this.store.renew(tenantId, digest, token));
    const renewal = setInterval(renew, RENEW_MS);
    try {
      const answer = await ask();
      await this.earlier.keep(question, answer, token);
      return answer;
    } catch (error) {
      await this.failOpen.attempt(() => this.store.release(tenantId, digest, token));
      throw error;
    } finally {
      clearInterval(renewal);
    }
  }
}
