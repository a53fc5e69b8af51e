import { Injectable } from '@nestjs/common';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import type { Counter, Histogram } from 'prom-client';
import { METRIC } from '../../observability';
import type { ModelAttempt } from '../generate';

/** Counts every request for vectors, by model and how it went. */
@Injectable()
export class EmbeddingMetrics {
  constructor(
    @InjectMetric(METRIC.embeddingRequests) private readonly requests: Counter<'model' | 'outcome'>,
    @InjectMetric(METRIC.embeddingSeconds) private readonly seconds: Histogram<'model'>,
  ) {}

  record({ model, outcome, latencyMs }: ModelAttempt): void {
    this.requests.inc({ model, outcome });
    this.seconds.observe({ model }, latencyMs / 1_000);
  }
}
