import { Injectable } from '@nestjs/common';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import type { Counter, Gauge, Histogram } from 'prom-client';
import { METRIC } from '../../observability';
import type { AuditEvent } from '../audit-event';

/** What is measured of the writing of the log. */
@Injectable()
export class AuditMetrics {
  constructor(
    @InjectMetric(METRIC.auditEvents) private readonly events: Counter<'outcome'>,
    @InjectMetric(METRIC.auditDropped) private readonly droppedEvents: Counter,
    @InjectMetric(METRIC.auditPending) private readonly pending: Gauge,
    @InjectMetric(METRIC.auditAppendSeconds) private readonly seconds: Histogram,
  ) {}

  /** A batch was stored. */
  stored(events: readonly AuditEvent[], tookMs: number): void {
    this.seconds.observe(tookMs / 1_000);
    const counts = new Map<string, number>();
    for (const { outcome } of events) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
    for (const [outcome, count] of counts) this.events.inc({ outcome }, count);
  }

  dropped(): void {
    this.droppedEvents.inc();
  }

  waiting(count: number): void {
    this.pending.set(count);
  }
}
