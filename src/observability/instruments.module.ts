import { Global, Module } from '@nestjs/common';
import { AccessLog } from './access-log';
import { HttpMetrics } from './http-metrics';
import { MessageMetrics } from './message-metrics';
import { metricProviders } from './metrics';

/** What the modules record with, for a process that has its own log and its own `/metrics`: they go to prom-client's default registry. */
@Global()
@Module({
  providers: [...metricProviders, HttpMetrics, MessageMetrics, AccessLog],
  exports: [...metricProviders, HttpMetrics, MessageMetrics, AccessLog],
})
export class InstrumentsModule {}
