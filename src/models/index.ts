export type { JsonSchema, ModelMessage, ModelUsage, ProviderName, ResponseFormat } from './model-provider';
export { ModelsConfig } from './models.config';
export { ModelsModule } from './models.module';
export { ModelsService, type GenerateAnswer, type GenerateRequest, type GenerateScope, type ModelAttempt } from './models.service';
