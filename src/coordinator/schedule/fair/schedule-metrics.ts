import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import type { Gauge } from 'prom-client';
import { METRIC } from '../../../observability';
import { FairSchedule } from './fair-schedule';
import type { ScheduleCounts } from './scheduled-task';

/** Scrapes within this many milliseconds share one look: each gauge is collected for itself. */
const SAME_LOOK_MS = 250;

/** How full the schedule is, for Prometheus; every process tells the same, since it is one schedule. */
@Injectable()
export class ScheduleMetrics implements OnModuleInit {
  private look?: { atMs: number; counts: Promise<ScheduleCounts | undefined> };

  constructor(
    private readonly schedule: FairSchedule,
    @InjectMetric(METRIC.taskQueueSize) private readonly queueSize: Gauge,
    @InjectMetric(METRIC.scheduleWaiting) private readonly waiting: Gauge<'priority'>,
    @InjectMetric(METRIC.scheduleOldest) private readonly oldest: Gauge,
    @InjectMetric(METRIC.scheduleInFlight) private readonly inFlight: Gauge,
    @InjectMetric(METRIC.scheduleWindow) private readonly window: Gauge,
  ) {}

  onModuleInit(): void {
    this.collect(this.queueSize, (counts) => this.queueSize.set(counts?.waiting ?? Number.NaN));
    this.collect(this.waiting, (counts) => {
      for (let priority = 1; priority <= 10; priority += 1) {
        this.waiting.set({ priority: String(priority) }, counts?.waitingByPriority[priority] ?? Number.NaN);
      }
    });
    this.collect(this.oldest, (counts) => this.oldest.set((counts?.oldestWaitingMs ?? Number.NaN) / 1_000));
    this.collect(this.inFlight, (counts) => this.inFlight.set(counts?.inFlight ?? Number.NaN));
    this.collect(this.window, (counts) => this.window.set(counts?.window ?? Number.NaN));
  }

  /** Counted when scraped, not in the way of work. */
  private collect(gauge: Gauge<string>, set: (counts: ScheduleCounts | undefined) => void): void {
    Object.assign(gauge, { collect: async () => set(await this.counts()) });
  }

  private counts(): Promise<ScheduleCounts | undefined> {
    const atMs = performance.now();
    if (this.look === undefined || atMs - this.look.atMs > SAME_LOOK_MS) {
      this.look = { atMs, counts: this.schedule.counts().catch(() => undefined) };
    }
    return this.look.counts;
  }
}
