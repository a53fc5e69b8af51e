export type { Candidate } from './chain/candidate';
export { totalsOf } from './cost/totals';
export type { GenerateAnswer, GenerateRequest, GenerateScope, ModelAttempt } from './generate';
export type { JsonSchema, ModelMessage, ModelUsage, ProviderName, ResponseFormat } from './model-provider';
export { ModelsConfig } from './models.config';
export { ModelsModule } from './models.module';
export { ModelsService } from './models.service';
