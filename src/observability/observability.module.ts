import { Global, Module } from '@nestjs/common';
import { PrometheusModule } from '@willsoto/nestjs-prometheus';
import { LoggerModule } from 'nestjs-pino';
import { AccessLog } from './access-log';
import { HttpMetrics } from './http-metrics';
import { MessageMetrics } from './message-metrics';
import { loggerParams } from './logging';
import { metricProviders } from './metrics';
import { MetricsController } from './metrics.controller';
import { ObservabilityConfig } from './observability.config';

/** Logs, metrics and what records them, for every module. */
@Global()
@Module({
  imports: [
    LoggerModule.forRootAsync({ inject: [ObservabilityConfig], useFactory: loggerParams }),
    PrometheusModule.register({ path: '/metrics', controller: MetricsController }),
  ],
  providers: [...metricProviders, HttpMetrics, MessageMetrics, AccessLog],
  exports: [...metricProviders, HttpMetrics, MessageMetrics, AccessLog],
})
export class ObservabilityModule {}
