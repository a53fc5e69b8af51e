import { Injectable } from '@nestjs/common';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import type { Histogram } from 'prom-client';
import { METRIC } from './metrics';

const MS_PER_SECOND = 1_000;

/** Observes the seconds of every Redis message that was answered; the server of messages calls it. */
@Injectable()
export class MessageMetrics {
  constructor(@InjectMetric(METRIC.messageSeconds) private readonly seconds: Histogram<'pattern' | 'status'>) {}

  answered({ pattern, startedAtMs }: { pattern: string; startedAtMs: number }, status: number): void {
    this.seconds.observe({ pattern, status: String(status) }, (Date.now() - startedAtMs) / MS_PER_SECOND);
  }
}
