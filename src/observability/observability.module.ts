import { Global, Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { PrometheusModule } from '@willsoto/nestjs-prometheus';
import { LoggerModule } from 'nestjs-pino';
import { HttpMetricsInterceptor } from './http-metrics.interceptor';
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
  providers: [...metricProviders, { provide: APP_INTERCEPTOR, useClass: HttpMetricsInterceptor }],
  exports: metricProviders,
})
export class ObservabilityModule {}
