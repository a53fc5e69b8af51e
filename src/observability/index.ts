export { PUBLIC_ROUTE, PublicRoute } from './access';
export { AccessLog } from './access-log';
export { HttpMetrics } from './http-metrics';
export { InstrumentsModule } from './instruments.module';
export { MessageMetrics } from './message-metrics';
export { METRIC } from './metrics';
export { ObservabilityConfig } from './observability.config';
export { ObservabilityModule } from './observability.module';
export { requestIdOf } from './request-id';
