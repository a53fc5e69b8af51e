import { Module } from '@nestjs/common';
import { FallbackChain } from './chain/fallback-chain';
import { Breakers } from './chain/breakers';
import { ModelMetrics } from './model-metrics';
import { ModelsService } from './models.service';
import { MODEL_PROVIDERS, modelProviders } from './providers/provider-list';

/** Language models behind one service. Needs `ModelsConfig` among the loaded fragments. */
@Module({ providers: [...modelProviders, Breakers, FallbackChain, ModelMetrics, ModelsService], exports: [ModelsService, MODEL_PROVIDERS] })
export class ModelsModule {}
