import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import type { Counter, Gauge, Histogram } from 'prom-client';
import { METRIC } from '../../observability';
import type { OverSession } from './session';
import { SessionNetworks } from './session-networks';

/** What becomes of sessions, for Prometheus: each end is counted by the process that finished it. */
@Injectable()
export class SessionMetrics implements OnModuleInit {
  constructor(
    private readonly networks: SessionNetworks,
    @InjectMetric(METRIC.sessionsActive) private readonly active: Gauge,
    @InjectMetric(METRIC.sessionsCreated) private readonly begun: Counter,
    @InjectMetric(METRIC.sessionsExpired) private readonly expired: Counter,
    @InjectMetric(METRIC.sessionsEnded) private readonly ended: Counter,
    @InjectMetric(METRIC.sessionsDuration) private readonly seconds: Histogram,
    @InjectMetric(METRIC.sessionsItems) private readonly items: Histogram<'kind'>,
  ) {}

  onModuleInit(): void {
    const read = async () => this.active.set(await this.networks.active().catch(() => Number.NaN));
    Object.assign(this.active, { collect: read }); // counted when scraped, not in the way of work
  }

  created(): void {
    this.begun.inc();
  }

  over({ how, createdAtMs, endedAtMs, memories, tasks }: OverSession): void {
    (how === 'expired' ? this.expired : this.ended).inc();
    this.seconds.observe((endedAtMs - createdAtMs) / 1_000);
    this.items.observe({ kind: 'memories' }, memories);
    this.items.observe({ kind: 'tasks' }, tasks);
  }
}
