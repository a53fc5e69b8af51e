import { Injectable } from '@nestjs/common';
import { MeshError } from '../../errors';
import { Breakers } from '../chain/breakers';
import { Bulkheads } from '../chain/bulkheads';
import { withRetries } from '../chain/retries';
import { limitTime, type TimeLimit } from '../chain/time-limit';
import { Prices } from '../cost/prices/prices';
import { Spending } from '../cost/spending/spending';
import type { GenerateScope, ModelAttempt } from '../generate';
import { ModelMetrics } from '../model-metrics';
import { ModelsConfig } from '../models.config';
import { ProviderError, type Billed } from '../provider-error';
import { textTokens } from '../tokens/text-tokens';
import { batchesOf } from './batches';
import { EmbeddingMetrics } from './embedding-metrics';
import type { EmbeddingAnswer, EmbeddingKind, EmbeddingModel, EmbeddingProvider } from './embedding-provider';
import { EmbeddingsConfig } from './embeddings.config';
import { Fractions } from './fractions';
import { configuredProvider } from './providers/configured-provider';

/** How texts are to be embedded. `deadlineMs` is for all of them together, retries included. */
export interface EmbeddingOptions {
  kind: EmbeddingKind;
  signal: AbortSignal;
  deadlineMs: number;
}

/**
 * Texts as vectors, by the model that the operator chose: in batches, through the breaker and the bulkhead of that model, again where a failure
 * is worth it. What it costs is counted in the tenant's ledger and budgets, but no budget keeps a text from being embedded.
 */
@Injectable()
export class Embeddings {
  private readonly provider: EmbeddingProvider | undefined;
  private readonly fractions = new Fractions();

  /** @throws ConfigError when the chosen provider lacks its key or address. */
  constructor(
    config: EmbeddingsConfig,
    models: ModelsConfig,
    private readonly breakers: Breakers,
    private readonly bulkheads: Bulkheads,
    private readonly prices: Prices,
    private readonly spending: Spending,
    private readonly modelMetrics: ModelMetrics,
    private readonly metrics: EmbeddingMetrics,
  ) {
    this.provider = configuredProvider(config, models);
  }

  /** The model that embeds; undefined where embeddings are off. */
  get model(): EmbeddingModel | undefined {
    return this.provider;
  }

  /**
   * A vector for each of `texts`, in their order; what is too long is embedded by its beginning. No text may be blank.
   * @throws ProviderError of the first batch that fails for good; `embeddings-off` where there is no model.
   */
  async embed(texts: readonly string[], scope: GenerateScope, options: EmbeddingOptions): Promise<Float32Array[]> {
    const { provider } = this;
    if (provider === undefined) throw new ProviderError('unavailable', 'embeddings-off', 'embeddings are off here', { retryable: false });
    const limit = limitTime(options.signal, options.deadlineMs);
    const retryUntilMs = Date.now() + options.deadlineMs;
    try {
      const vectors: Float32Array[] = [];
      for (const batch of batchesOf(texts)) {
        const turn = { limit, candidate: provider, retryUntilMs };
        vectors.push(...(await withRetries(turn, () => this.call(provider, batch, scope, options.kind, limit))));
      }
      return vectors;
    } finally {
      limit.release();
    }
  }

  private async call(
    provider: EmbeddingProvider,
    texts: readonly string[],
    scope: GenerateScope,
    kind: EmbeddingKind,
    { signal }: TimeLimit,
  ): Promise<Float32Array[]> {
    const passage = this.breakers.pass(provider) ?? (await this.breakers.tryOut(provider));
    let leave: () => void;
    try {
      leave = await this.bulkheads.enter(provider.provider, signal);
    } catch (error) {
      passage.unused();
      throw error;
    }
    const startedAtMs = performance.now();
    try {
      const answer = await provider.embed(texts, kind, signal);
      passage.succeeded();
      this.record(provider, scope, startedAtMs, 'answered', usageOf(answer, texts));
      return answer.vectors;
    } catch (error) {
      passage.failed(error);
      const billed = error instanceof ProviderError ? error.billed : 'unknown';
      this.record(provider, scope, startedAtMs, error instanceof MeshError ? error.code : 'internal-error', { billed });
      throw error;
    } finally {
      leave();
    }
  }

  /** Writes a request down; nobody waits for the ledger. */
  private record(
    { provider, model }: EmbeddingModel,
    scope: GenerateScope,
    startedAtMs: number,
    outcome: string,
    { billed, estimated }: { billed: Billed; estimated?: boolean },
  ): void {
    const attempt: ModelAttempt = {
      provider,
      model,
      outcome,
      latencyMs: Math.round(performance.now() - startedAtMs),
      usage: typeof billed === 'string' ? null : billed,
      costMicroUsd: this.costOf(provider, model, scope, billed),
      ...(estimated === true ? { estimated } : {}),
    };
    this.metrics.record(attempt);
    this.modelMetrics.record(attempt);
    void this.spending.record(scope, attempt);
  }

  private costOf(provider: EmbeddingModel['provider'], model: string, { tenantId }: GenerateScope, billed: Billed): number | null {
    if (billed === 'nothing') return 0;
    const cost = billed === 'unknown' ? null : this.prices.readingMicroUsd(provider, model, billed.inputTokens);
    return cost === null ? null : this.fractions.whole(tenantId, cost);
  }
}

/** What a request took, estimated where the server did not count. */
function usageOf({ inputTokens }: EmbeddingAnswer, texts: readonly string[]): { billed: Billed; estimated: boolean } {
  const tokens = inputTokens ?? texts.reduce((sum, text) => sum + textTokens(text).tokens, 0);
  const billed = { inputTokens: tokens, outputTokens: 0, cachedTokens: 0, reasoningTokens: 0 };
  return { billed, estimated: inputTokens === undefined };
}
