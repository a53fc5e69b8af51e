import { Module } from '@nestjs/common';
import { FallbackChain } from './chain/fallback-chain';
import { Breakers } from './chain/breakers';
import { ModelMetrics } from './model-metrics';
import { ModelsService } from './models.service';
import { modelProviders } from './providers/provider-list';
import { ModelStatsController } from './selection/model-stats.controller';
import { Observations } from './selection/observations';
import { Selector } from './selection/selector';
import { OpenAiTokens } from './tokens/openai-tokens';

/** Language models behind one service. Needs `ModelsConfig` among the loaded fragments. */
@Module({
  controllers: [ModelStatsController],
  providers: [...modelProviders, Breakers, FallbackChain, ModelMetrics, ModelsService, Observations, OpenAiTokens, Selector],
  exports: [ModelsService],
})
export class ModelsModule {}
