import { Injectable } from '@nestjs/common';
import { RedisClient } from '../../redis';
import { RetentionPeriods, type Days } from '../../tenants';
import type { GenerateAnswer, GenerateRequest, GenerateScope } from '../generate';
import { ModelsConfig } from '../models.config';
import { AnswerStore } from './answer.store';
import type { CacheFinding, CacheOutcome } from './cache-finding';
import { asCached } from './cached-answer';
import { EarlierAnswers } from './earlier-answers';
import { FailOpen } from './fail-open';
import { Flights } from './flights';
import { questionOf, type Question } from './question';
import { ReplicaFlights, type Produce } from './replica-flights';

/** As the chain's default for requests that name none. */
const DEFAULT_TIMEOUT_MS = 120_000;
const DAY_MS = 86_400_000;

/** What came of a call that several wait for, and when (epoch). */
interface Arrival {
  answer: GenerateAnswer;
  outcome: CacheOutcome;
  atMs: number;
}

/**
 * Answers of earlier requests of the same tenant, which cost nothing; and one call for all who ask the same at the same time,
 * in this process and in all replicas. Fails open: without Redis every request goes on, equal ones of a process together.
 */
@Injectable()
export class AnswerCache {
  private readonly store: AnswerStore;
  private readonly earlier: EarlierAnswers;
  private readonly replicas: ReplicaFlights;
  private readonly flights = new Flights<Arrival>();
  private listener: (outcome: CacheOutcome) => void = () => undefined;

  constructor(
    private readonly config: ModelsConfig,
    private readonly periods: RetentionPeriods,
    redis: RedisClient,
  ) {
    this.store = new AnswerStore(redis);
    const failOpen = new FailOpen();
    this.earlier = new EarlierAnswers(this.store, failOpen, (tenantId) => this.ttlMsOf(tenantId));
    this.replicas = new ReplicaFlights(this.store, this.earlier, failOpen);
  }

  /** Tells `listener` the outcome of every request that wants the cache and got an answer or a miss. */
  listen(listener: (outcome: CacheOutcome) => void): void {
    this.listener = listener;
  }

  /** Looks for an earlier answer without waiting for anybody; for streams. Never rejects. */
  async find(scope: GenerateScope, request: GenerateRequest): Promise<CacheFinding> {
    const question = this.questionOf(scope, request);
    if (question === undefined) return { outcome: 'off' };
    const finding = await this.earlier.find(question);
    this.listener(finding.outcome);
    return finding;
  }

  /** Keeps a whole answer for `find` and `through`, unless it is not to be kept. Never rejects. */
  async keep(scope: GenerateScope, request: GenerateRequest, answer: GenerateAnswer): Promise<void> {
    const question = this.questionOf(scope, request);
    if (question !== undefined) await this.earlier.keep(question, answer, '');
  }

  /**
   * The earlier answer, that of the same request under way, or what `produce` comes to, which is then kept. Only the one
   * whose `produce` is called pays, even if they have left; the others get `attempts` [] and cost 0.
   * @throws MeshError `generate-cancelled` once `signal` aborts, `provider-chain-exhausted` when the deadline passed while waiting
   * for somebody else's call, or what `produce` rejects with.
   */
  async through(scope: GenerateScope, request: GenerateRequest, signal: AbortSignal, produce: Produce): Promise<GenerateAnswer> {
    const timeoutMs = request.timeoutMs ?? DEFAULT_TIMEOUT_MS;
    const question = this.questionOf(scope, request);
    if (question === undefined) return produce(signal, timeoutMs);
    const deadlineAtMs = Date.now() + timeoutMs;
    const landing = await this.flights.join(keyOf(question), signal, deadlineAtMs, async (shared) => {
      const brought = await this.replicas.bring(question, { signal: shared, deadlineAtMs }, produce);
      return { ...brought, atMs: Date.now() };
    });
    this.listener(landing.shared ? 'shared' : landing.value.outcome);
    return landing.shared ? copyOf(landing.value) : landing.value.answer;
  }

  /** Days that answers of tenants are kept that have chosen nothing, rounded up. */
  get defaultDays(): Days {
    return Math.max(1, Math.ceil((this.config.cacheTtlSeconds * 1_000) / DAY_MS));
  }

  /** Forgets some answers of a tenant that were kept before `beforeMs` (Infinity: whenever); resolves to how many: 0 once none is left. */
  async forgetBefore(tenantId: string, beforeMs: number): Promise<number> {
    return this.store.removeBefore(tenantId, beforeMs);
  }

  async countBefore(tenantId: string, beforeMs: number): Promise<number> {
    return this.store.countBefore(tenantId, beforeMs);
  }

  /** As long as the service caches, but no longer than the tenant has chosen. */
  private async ttlMsOf(tenantId: string): Promise<number> {
    const { caches = Infinity } = await this.periods.chosen(tenantId);
    return Math.min(this.config.cacheTtlSeconds * 1_000, caches * DAY_MS);
  }

  private questionOf(scope: GenerateScope, request: GenerateRequest): Question | undefined {
    return questionOf(scope, request, this.config.cacheTtlSeconds);
  }
}

/** Who wants the exact answer only must not share the flight of one who takes a similar one. */
function keyOf({ tenantId, digest, similar }: Question): string {
  return `${similar === undefined ? 'exact' : 'similar'} ${digest} ${tenantId}`;
}

/** Each has an answer of their own to change. */
function copyOf({ answer, atMs }: Arrival): GenerateAnswer {
  const { decision, ...rest } = answer;
  const copy = structuredClone(rest);
  return copy.cached === false ? asCached({ ...copy, decision: decision() }, 'shared', Date.now() - atMs) : { ...copy, decision };
}
