import { Inject, Injectable } from '@nestjs/common';
import { MeshError } from '../../errors';
import { MeshLimits } from '../../security';
import { Prices } from '../cost/prices/prices';
import type { Reservation } from '../cost/spending/reservation';
import { Spending } from '../cost/spending/spending';
import type { ModelAttempt } from '../generate';
import type { ModelAnswer, ModelChunk, ModelProvider, ModelRequest } from '../model-provider';
import { ModelMetrics } from '../model-metrics';
import { ModelsConfig } from '../models.config';
import { emptyAnswer, ProviderError, stalledStream, stopped, unfinishedStream, type Billed } from '../provider-error';
import { MODEL_PROVIDERS } from '../providers/provider-list';
import { Observations } from '../selection/observations';
import { estimateTokens, tokensAt } from '../tokens/estimate-tokens';
import type { TokenEstimate } from '../tokens/text-tokens';
import { Breakers, type Passage } from './breakers';
import { Bulkheads } from './bulkheads';
import type { Candidate } from './candidate';
import { ReceivedContent } from './received-content';
import type { Run, Turn } from './run';
import { limitTime } from './time-limit';

/** Milliseconds that a reservation outlives the deadline of its call: time to write down what it took. */
const LEASE_GRACE_MS = 30_000;

/** A call that was let through, until it is written down. */
interface OngoingCall {
  turn: Turn;
  provider: ModelProvider;
  passage: Passage;
  leave: () => void;
  reservation: Reservation;
  /** The most that it can cost, in integer micro-dollars; null where its model has no known price. */
  costMaxMicroUsd: number | null;
  startedAtMs: number;
}

/** How a call went, for the record. */
interface Ending {
  outcome: string;
  billed: Billed;
  /** The names it may have a price under, the answering one first. */
  names: string[];
  firstTokenMs?: number | undefined;
  estimated?: boolean;
}

/**
 * The only place where a provider is called: through its breaker and bulkhead, with the money reserved before and the cost
 * written down after, whatever became of the call.
 */
@Injectable()
export class ProviderCalls {
  private readonly providers: ReadonlyMap<string, ModelProvider>;

  constructor(
    private readonly config: ModelsConfig,
    @Inject(MODEL_PROVIDERS) providers: readonly ModelProvider[],
    private readonly breakers: Breakers,
    private readonly bulkheads: Bulkheads,
    private readonly prices: Prices,
    private readonly spending: Spending,
    private readonly observations: Observations,
    private readonly metrics: ModelMetrics,
    private readonly limits: MeshLimits,
  ) {
    this.providers = new Map(providers.map((provider) => [provider.name, provider]));
  }

  /**
   * One whole answer, as `read` makes something of it; what `read` throws is the outcome of an answer that was paid for.
   * @throws MeshError of breaker, bulkhead, budget or provider.
   */
  async whole<T>(turn: Turn, request: ModelRequest, read: (answer: ModelAnswer) => T): Promise<T> {
    const call = await this.begin(turn, request);
    const { provider } = call;
    const { model } = turn.candidate;
    const { signal } = turn.limit;
    let answer: ModelAnswer;
    try {
      answer = await provider.generate(model, request, signal);
    } catch (error) {
      await this.failed(call, error, [model]);
      throw error;
    }
    // A proxy may answer under a name of its own; then the name that was asked for has the price.
    const paid = { billed: answer.usage, names: [answer.model, model] };
    call.passage.succeeded();
    try {
      const value = read(answer);
      await this.end(call, { outcome: 'answered', ...paid });
      return value;
    } catch (error) {
      await this.end(call, { outcome: error instanceof MeshError ? error.code : 'invalid-output', ...paid });
      throw error;
    }
  }

  /**
   * An answer piece by piece; the last piece is the `end`. Besides what a provider reports, silence after the first content
   * for longer than allowed, an end without content and a stream without an end are failures. Whoever leaves early still
   * pays for what was used, estimated where the provider has not counted.
   */
  async *pieces(turn: Turn, request: ModelRequest): AsyncGenerator<ModelChunk> {
    const call = await this.begin(turn, request);
    const { provider, startedAtMs } = call;
    const { model } = turn.candidate;
    const received = new ReceivedContent(tokensAt(provider.name, sizeOf(turn.run, request)));
    const silence = limitTime(turn.limit.signal, turn.run.deadlineAtMs - Date.now());
    let firstTokenMs: number | undefined;
    let ending: Ending | undefined;
    try {
      for await (const chunk of provider.stream(model, request, silence.signal)) {
        received.add(chunk);
        if (chunk.type === 'usage') continue;
        if (chunk.type === 'end') {
          if (!received.hasContent) throw emptyAnswer(provider.name, chunk.usage, chunk.finishReason);
          ending = { outcome: 'answered', billed: chunk.usage, names: [chunk.model, model], firstTokenMs };
          call.passage.succeeded();
        }
        if (received.hasContent) {
          firstTokenMs ??= Math.round(performance.now() - startedAtMs);
          silence.extend(this.config.streamIdleMs);
        }
        yield chunk;
      }
      if (ending === undefined) throw unfinishedStream(provider.name);
    } catch (error) {
      const stalled = silence.signal.aborted && !turn.limit.signal.aborted;
      const failure = stalled ? stalledStream(provider.name) : error;
      call.passage.failed(failure);
      const outcome = failure instanceof MeshError ? failure.code : 'internal-error';
      ending = { outcome, firstTokenMs, names: [model], ...billedFor(failure, received) };
      throw failure;
    } finally {
      silence.release();
      if (ending === undefined) call.passage.unused();
      await this.end(call, ending ?? { outcome: 'provider-cancelled', firstTokenMs, names: [model], ...received.estimate() });
    }
  }

  private async begin(turn: Turn, request: ModelRequest): Promise<OngoingCall> {
    const { candidate, run, limit } = turn;
    const provider = this.providerOf(candidate);
    if (limit.signal.aborted) throw stopped(provider.name, limit.signal);
    let passage: Passage | undefined;
    let leave: (() => void) | undefined;
    try {
      passage = this.breakers.pass(candidate) ?? (await this.breakers.tryOut(candidate));
      const entered = this.bulkheads.enter(provider.name, limit.signal);
      leave = typeof entered === 'function' ? entered : await entered;
      const costMaxMicroUsd = this.costMaxOf(turn, request);
      const reservation = await this.reserve(turn, costMaxMicroUsd);
      return { turn, provider, passage, leave, reservation, costMaxMicroUsd, startedAtMs: performance.now() };
    } catch (error) {
      leave?.();
      passage?.unused();
      if (error instanceof MeshError) run.attempts.push(neverMade(candidate, error.code));
      throw error;
    }
  }

  private costMaxOf({ run, candidate: { provider, model } }: Turn, request: ModelRequest): number | null {
    const bound = this.prices.upperBoundMicroUsd(provider, model, sizeOf(run, request).tokensMax, request.maxTokens);
    return bound === null ? null : Math.ceil(bound);
  }

  private reserve({ run, candidate: { provider, model } }: Turn, costMaxMicroUsd: number | null): Promise<Reservation> {
    const leaseMs = Math.max(0, run.deadlineAtMs - Date.now()) + LEASE_GRACE_MS;
    return this.spending.reserve(run.scope, { provider, model, costMaxMicroUsd, leaseMs });
  }

  private async failed(call: OngoingCall, error: unknown, names: string[]): Promise<void> {
    call.passage.failed(error);
    const outcome = error instanceof MeshError ? error.code : 'internal-error';
    await this.end(call, { outcome, billed: error instanceof ProviderError ? error.billed : 'unknown', names });
  }

  /** Writes the call down; waits for the ledger only where a budget counts on it. */
  private async end({ turn, reservation, costMaxMicroUsd, leave, startedAtMs }: OngoingCall, ending: Ending): Promise<void> {
    leave();
    const { outcome, billed, names, firstTokenMs, estimated } = ending;
    const { run, candidate } = turn;
    const costMicroUsd = this.costOf(candidate, names, billed);
    const attempt: ModelAttempt = {
      provider: candidate.provider,
      model: candidate.model,
      outcome,
      latencyMs: Math.round(performance.now() - startedAtMs),
      ...(firstTokenMs === undefined ? {} : { firstTokenMs }),
      usage: typeof billed === 'string' ? null : billed,
      costMicroUsd,
      ...(costMicroUsd === null && costMaxMicroUsd !== null ? { costMaxMicroUsd } : {}),
      ...(estimated === true ? { estimated } : {}),
    };
    run.attempts.push(attempt);
    run.scope.paid?.push(attempt);
    this.metrics.record(attempt);
    this.observations.record(attempt);
    if (run.scope.keyId !== undefined && attempt.usage !== null) {
      const { inputTokens, outputTokens } = attempt.usage;
      void this.limits.chargeTokens({ tenantId: run.scope.tenantId, keyId: run.scope.keyId }, inputTokens + outputTokens);
    }
    const settled = this.spending.settle(run.scope, reservation, attempt);
    if (reservation.isBooked) await settled;
  }

  private costOf({ provider }: Candidate, names: string[], billed: Billed): number | null {
    if (billed === 'nothing') return 0;
    return billed === 'unknown' ? null : this.prices.costMicroUsd(provider, names, billed);
  }

  private providerOf(candidate: Candidate): ModelProvider {
    const provider = this.providers.get(candidate.provider);
    if (provider === undefined) throw new Error(`the provider ${candidate.provider} is not registered`);
    return provider;
  }
}

/** The input tokens of what is sent, which a repair or a continuation makes more than what was asked. */
function sizeOf({ request: asked, selected }: Run, request: ModelRequest): TokenEstimate {
  return request.messages === asked.messages ? selected.size : estimateTokens(request);
}

/** A candidate that was passed over before anything was sent. */
function neverMade(candidate: Candidate, outcome: string): ModelAttempt {
  return { ...candidate, outcome, latencyMs: 0, usage: null, costMicroUsd: 0 };
}

/** What a broken stream took: what its provider says, else what was received of it. */
function billedFor(error: unknown, received: ReceivedContent): { billed: Billed; estimated?: boolean } {
  const billed = error instanceof ProviderError ? error.billed : 'unknown';
  const cancelled = error instanceof ProviderError && error.code === 'provider-cancelled';
  return billed === 'unknown' && (received.hasBegun || cancelled) ? received.estimate() : { billed };
}
