export { totalsOf } from './cost/totals';
export { ModelSelectionDto } from './dto/model-selection.dto';
export type { GenerateAnswer, GenerateEvent, GenerateRequest, GenerateScope, ModelAttempt } from './generate';
export type { JsonSchema, ModelUsage, ProviderName } from './model-provider';
export { ModelsApiModule } from './models-api.module';
export { ModelsConfig } from './models.config';
export { ModelsModule } from './models.module';
export { ModelsService } from './models.service';
export { modelRouteOptions } from './route-options';
