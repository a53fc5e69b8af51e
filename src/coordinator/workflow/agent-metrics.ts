import { Injectable } from '@nestjs/common';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import type { Counter, Histogram } from 'prom-client';
import { METRIC } from '../../observability';

/** Types that may be a label; every other is `custom`, so that callers cannot make labels without end. */
const LABELLED: ReadonlySet<string> = new Set(['coordinator', 'content', 'design', 'analytics', 'personalization']);

/** Counts what agents do. */
@Injectable()
export class AgentMetrics {
  constructor(
    @InjectMetric(METRIC.agentTasks) private readonly outcomes: Counter<'agent_type' | 'status'>,
    @InjectMetric(METRIC.agentSeconds) private readonly seconds: Histogram<'agent_type'>,
    @InjectMetric(METRIC.agentConfidence) private readonly confidence: Histogram<'agent_type'>,
  ) {}

  completed(type: string, durationMs: number, confidence: number): void {
    const agent_type = labelOf(type);
    this.outcomes.inc({ agent_type, status: 'completed' });
    this.seconds.observe({ agent_type }, durationMs / 1000);
    this.confidence.observe({ agent_type }, confidence);
  }

  failed(type: string): void {
    this.outcomes.inc({ agent_type: labelOf(type), status: 'failed' });
  }
}

function labelOf(type: string): string {
  return LABELLED.has(type) ? type : 'custom';
}
