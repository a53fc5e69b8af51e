export { totalsOf } from './cost/totals';
export type { Estimate, GenerateAnswer, GenerateEvent, GenerateRequest, GenerateScope } from './generate';
export type { JsonSchema, ModelMessage, ModelUsage, ProviderName } from './model-provider';
export { ModelsConfig } from './models.config';
export { ModelsModule } from './models.module';
export { ModelsService } from './models.service';
