import { Injectable } from '@nestjs/common';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import type { Counter, Gauge, Histogram } from 'prom-client';
import { METRIC } from '../../observability';

const MS_PER_SECOND = 1_000;

/** What the sweeper does, as metrics. */
@Injectable()
export class CleanupMetrics {
  constructor(
    @InjectMetric(METRIC.cleanupRemoved) private readonly removedTotal: Counter<'kind'>,
    @InjectMetric(METRIC.cleanupFailures) private readonly failures: Counter,
    @InjectMetric(METRIC.cleanupSeconds) private readonly seconds: Histogram,
    @InjectMetric(METRIC.cleanupLastSuccess) private readonly lastSuccess: Gauge,
    @InjectMetric(METRIC.cleanupLag) private readonly lag: Gauge,
    @InjectMetric(METRIC.cleanupNetworks) private readonly networks: Gauge,
  ) {}

  /** Starts the time of a turn; to be ended when it has gone well. */
  turn(): () => void {
    const stop = this.seconds.startTimer();
    return () => {
      stop();
      this.lastSuccess.set(Date.now() / MS_PER_SECOND);
    };
  }

  removed(kind: string, count: number): void {
    if (count > 0) this.removedTotal.inc({ kind }, count);
  }

  failed(): void {
    this.failures.inc();
  }

  /** How late the sweeper is, and for how many networks it cares. */
  stands(lagMs: number, networks: number): void {
    this.lag.set(lagMs / MS_PER_SECOND);
    this.networks.set(networks);
  }

  /** Another process leads from now on: what this one knew would be taken for the truth. */
  rests(): void {
    this.lag.set(0);
    this.networks.set(0);
  }
}
