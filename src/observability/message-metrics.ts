import { Injectable } from '@nestjs/common';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import type { Counter } from 'prom-client';
import { METRIC } from './metrics';

/** Counts the Redis messages that this replica answered, by pattern – of those that it listens to – and by what came of them. */
@Injectable()
export class MessageMetrics {
  constructor(@InjectMetric(METRIC.messages) private readonly messages: Counter<'pattern' | 'status'>) {}

  /** `problem` is what it was answered with where it was not done. */
  answered(pattern: string, problem: { status?: unknown } | undefined): void {
    const status = problem === undefined ? 200 : typeof problem.status === 'number' ? problem.status : 500;
    this.messages.inc({ pattern, status: String(status) });
  }
}
