import { Module } from '@nestjs/common';
import { AnswerCache } from './cache/answer-cache';
import { Breakers } from './chain/breakers';
import { BreakerStore } from './chain/breaker.store';
import { Bulkheads } from './chain/bulkheads';
import { FallbackChain } from './chain/fallback-chain';
import { Lanes } from './chain/lanes';
import { ProviderCalls } from './chain/provider-calls';
import { CostModule } from './cost/cost.module';
import { Prices } from './cost/prices/prices';
import { EmbeddingMetrics } from './embeddings/embedding-metrics';
import { Embeddings } from './embeddings/embeddings';
import { QueryVectors } from './embeddings/query-vectors';
import { ModelDirectory } from './model-directory';
import { ModelMetrics } from './model-metrics';
import { ModelsService } from './models.service';
import { MODEL_PROVIDERS, modelProviders } from './providers/provider-list';
import { hosted } from '../remote';
import { ModelsHost } from './remote/models-host';
import { RemoteEmbeddings } from './remote/remote-embeddings';
import { RemoteModelDirectory } from './remote/remote-model-directory';
import { RemoteModels } from './remote/remote-models';
import { ContentSafetyFilter, SAFETY_PROVIDERS, SafetyPolicies } from './safety';
import { COST_ESTIMATOR, EXTRA_MODELS, type CostEstimator } from './selection/cost-estimator';
import { Observations } from './selection/observations';
import { Selector } from './selection/selector';
import { ModelStatsController } from './selection/model-stats.controller';
import { OpenAiTokens } from './tokens/openai-tokens';
import { TokenCounters } from './tokens/token-counters';
import { UnscreenedModels } from './unscreened-models';

/** Language models behind one service. Needs `ModelsConfig`, `EmbeddingsConfig` and `SafetyConfig` among the loaded fragments. */
@Module({
  imports: [CostModule],
  controllers: [ModelStatsController],
  providers: [
    ...modelProviders,
    Breakers,
    BreakerStore,
    Bulkheads,
    Observations,
    OpenAiTokens,
    Selector,
    {
      provide: COST_ESTIMATOR,
      inject: [Prices],
      useFactory: (prices: Prices): CostEstimator => ({
        maxMicroUsd: ({ provider, model }, inputTokensMax, outputTokensMax) =>
          prices.upperBoundMicroUsd(provider, model, inputTokensMax, outputTokensMax),
        listPrices: ({ provider, model }) => prices.rates(provider, model),
      }),
    },
    { provide: EXTRA_MODELS, inject: [Prices], useFactory: (prices: Prices) => () => prices.overriddenModels() },
    ProviderCalls,
    Lanes,
    FallbackChain,
    AnswerCache,
    hosted('models', UnscreenedModels, RemoteModels),
    hosted('models', ModelDirectory, RemoteModelDirectory),
    ...SAFETY_PROVIDERS,
    ModelMetrics,
    ModelsService,
    TokenCounters,
    EmbeddingMetrics,
    hosted('models', Embeddings, RemoteEmbeddings),
    QueryVectors,
    ModelsHost,
  ],
  exports: [
    CostModule,
    AnswerCache,
    ModelsService,
    ContentSafetyFilter,
    SafetyPolicies,
    MODEL_PROVIDERS,
    TokenCounters,
    ModelDirectory,
    Embeddings,
    QueryVectors,
  ],
})
export class ModelsModule {}
