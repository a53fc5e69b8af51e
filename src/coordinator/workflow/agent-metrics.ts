import { Injectable } from '@nestjs/common';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import type { Counter, Histogram } from 'prom-client';
import type { ErrorKind } from '../../errors';
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
    @InjectMetric(METRIC.agentFailures) private readonly failures: Counter<'agent_type' | 'kind'>,
    @InjectMetric(METRIC.agentCost) private readonly cost: Counter<'agent_type'>,
  ) {}

  /** A step that was done; `costMicroUsd` is null where a price is not known. */
  completed(type: string, durationMs: number, confidence: number, costMicroUsd: number | null): void {
    const agent_type = labelOf(type);
    this.outcomes.inc({ agent_type, status: 'completed' });
    this.seconds.observe({ agent_type }, durationMs / 1000);
    this.confidence.observe({ agent_type }, confidence);
    if (costMicroUsd !== null) this.cost.inc({ agent_type }, costMicroUsd / 1_000_000);
  }

  /** An attempt that failed, whether or not another one follows. */
  failed(type: string, kind: ErrorKind): void {
    const agent_type = labelOf(type);
    this.outcomes.inc({ agent_type, status: 'failed' });
    this.failures.inc({ agent_type, kind });
  }
}

function labelOf(type: string): string {
  return LABELLED.has(type) ? type : 'custom';
}
