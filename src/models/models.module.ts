import { Module } from '@nestjs/common';
import { FallbackChain } from './chain/fallback-chain';
import { Breakers } from './chain/breakers';
import { CostModule } from './cost/cost.module';
import { ModelMetrics } from './model-metrics';
import { ModelsService } from './models.service';
import { modelProviders } from './providers/provider-list';

/** Language models behind one service. Needs `ModelsConfig` among the loaded fragments. */
@Module({
  imports: [CostModule],
  providers: [...modelProviders, Breakers, FallbackChain, ModelMetrics, ModelsService],
  exports: [ModelsService],
})
export class ModelsModule {}
