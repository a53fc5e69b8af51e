import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationShutdown } from '@nestjs/common';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import type { Counter, Gauge, Histogram } from 'prom-client';
import { MeshError } from '../../errors';
import { METRIC } from '../../observability';
import { RedisClient } from '../../redis';
import { Pepper } from '../../security';
import { DATA_TYPES } from '../../tenants';
import type { AuditEvent } from '../audit-event';
import { Subjects } from '../people/subjects';
import { LoggedTenants } from './logged-tenants';
import { TenantLog, type LogTools, type Waiting } from './tenant-log';

/** Milliseconds for which events gather before they are written together. */
const GATHER_MS = 2;
/** Events that wait in one process, some 50 MB; what comes then is counted, and nothing is changed any more. */
const MAX_WAITING = 50_000;
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 2_000;
/** Milliseconds that a process which stops gives its last events. */
const LAST_CHANCE_MS = 3_000;

interface Queue {
  log: TenantLog;
  waiting: Waiting[];
  /** Failures since it was last written. */
  failures: number;
  /** Whether Redis was there and did not take it. */
  isRefused: boolean;
  writing?: Promise<void>;
  timer?: NodeJS.Timeout;
}

/** The audit log: takes events, and stores them in order, chained, for each tenant. */
@Injectable()
export class AuditLog implements BeforeApplicationShutdown, OnApplicationShutdown {
  private readonly logger = new Logger(AuditLog.name);
  private readonly queues = new Map<string, Queue>();
  private readonly tools: LogTools;
  private waiting = 0;

  constructor(
    redis: RedisClient,
    subjects: Subjects,
    pepper: Pepper,
    private readonly tenants: LoggedTenants,
    @InjectMetric(METRIC.auditEvents) private readonly events: Counter<'outcome'>,
    @InjectMetric(METRIC.auditDropped) private readonly dropped: Counter,
    @InjectMetric(METRIC.auditPending) private readonly pending: Gauge,
    @InjectMetric(METRIC.auditAppendSeconds) private readonly seconds: Histogram,
  ) {
    const keptDays = () => DATA_TYPES.audit.defaultDays;
    this.tools = { redis, subjects, markKey: pepper.derive('audit marks'), keptDays };
  }

  /** Takes an event; it is stored within milliseconds, or as soon as Redis takes it. What does not fit any more is counted and lost. */
  record(event: AuditEvent): void {
    this.take({ event });
  }

  /** Resolves to the sequence of an event once it is stored. */
  append(event: AuditEvent): Promise<number> {
    return new Promise((resolve) => this.take({ event, stored: resolve }));
  }

  /** Resolves once all that was taken so far is stored. */
  async settled(): Promise<void> {
    while (this.waiting > 0) {
      for (const queue of this.queues.values()) await (queue.writing ?? this.write(queue));
    }
  }

  /** Whether the log of a tenant cannot be written though Redis is there, or has no room: nothing of theirs is to be changed then. */
  isDown(tenantId: string): boolean {
    const queue = this.queues.get(tenantId);
    // While Redis is away nothing is admitted that changes something, and once it is back what waits is written.
    if (queue?.isRefused !== true) return this.waiting >= MAX_WAITING;
    // Whoever asks wants to change something: it is tried at once, not when the pause is over.
    if (queue.writing === undefined) void this.write(queue);
    return true;
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.lastChance();
  }

  /** What the last answers left behind. */
  async onApplicationShutdown(): Promise<void> {
    await this.lastChance();
    for (const { timer } of this.queues.values()) clearTimeout(timer);
    if (this.waiting > 0) this.logger.error({ events: this.waiting }, 'audit events are lost: they could not be stored before the end');
  }

  private take(one: Waiting): void {
    const { tenantId, outcome } = one.event;
    if (this.waiting >= MAX_WAITING) {
      this.dropped.inc();
      return;
    }
    this.events.inc({ outcome });
    const queue = this.queueOf(tenantId);
    queue.waiting.push(one);
    this.tenants.note(tenantId);
    this.pending.set((this.waiting += 1));
    this.writeLater(queue, GATHER_MS);
  }

  private queueOf(tenantId: string): Queue {
    let queue = this.queues.get(tenantId);
    if (queue === undefined) {
      queue = { log: new TenantLog(tenantId, this.tools), waiting: [], failures: 0, isRefused: false };
      this.queues.set(tenantId, queue);
    }
    return queue;
  }

  private writeLater(queue: Queue, delayMs: number): void {
    if (queue.writing !== undefined || queue.timer !== undefined) return;
    queue.timer = setTimeout(() => void this.write(queue), delayMs);
  }

  /** Writes until nothing waits; a failure is tried again after a pause. */
  private write(queue: Queue): Promise<void> {
    clearTimeout(queue.timer);
    queue.timer = undefined;
    return (queue.writing ??= this.writeAll(queue).finally(() => {
      queue.writing = undefined;
      if (queue.waiting.length > 0) this.writeLater(queue, pauseAfter(queue.failures));
    }));
  }

  private async writeAll(queue: Queue): Promise<void> {
    while (queue.waiting.length > 0) {
      const startedMs = performance.now();
      try {
        const stored = await queue.log.append(queue.waiting);
        queue.waiting.splice(0, stored);
        this.pending.set((this.waiting -= stored));
        this.seconds.observe((performance.now() - startedMs) / 1_000);
        if (queue.failures > 0) this.logger.log({ failures: queue.failures }, 'the audit log is written again');
        queue.failures = 0;
        queue.isRefused = false;
      } catch (error) {
        queue.failures += 1;
        queue.isRefused = !(error instanceof MeshError && error.code === 'redis-unavailable');
        if (queue.failures === 1) this.logger.error({ err: error }, 'the audit log cannot be written');
        return;
      }
    }
  }

  private async lastChance(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, LAST_CHANCE_MS)));
    const writing = [...this.queues.values()].map((queue) => this.write(queue));
    await Promise.race([Promise.all(writing), late]).finally(() => clearTimeout(timer));
  }
}

function pauseAfter(failures: number): number {
  return failures === 0 ? GATHER_MS : Math.min(FIRST_PAUSE_MS * 2 ** (failures - 1), LONGEST_PAUSE_MS);
}
