import { Injectable } from '@nestjs/common';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import type { Counter, Gauge, Histogram } from 'prom-client';
import { METRIC } from '../../observability';
import type { DataType } from '../../tenants';

const MS_PER_SECOND = 1_000;

/** What sweeps do, as metrics. */
@Injectable()
export class RetentionMetrics {
  constructor(
    @InjectMetric(METRIC.retentionRemoved) private readonly removedTotal: Counter<'type'>,
    @InjectMetric(METRIC.retentionFailures) private readonly failures: Counter<'type'>,
    @InjectMetric(METRIC.retentionSeconds) private readonly seconds: Histogram,
    @InjectMetric(METRIC.retentionLastSuccess) private readonly lastSuccess: Gauge,
  ) {}

  removed(type: DataType, count: number): void {
    this.removedTotal.inc({ type }, count);
  }

  failed(type: DataType): void {
    this.failures.inc({ type });
  }

  /** A sweep over all tenants has ended, `wasWhole` where nothing failed. */
  ended(durationMs: number, wasWhole: boolean): void {
    this.seconds.observe(durationMs / MS_PER_SECOND);
    if (wasWhole) this.lastSuccess.set(Date.now() / MS_PER_SECOND);
  }
}
