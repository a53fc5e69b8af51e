import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationShutdown } from '@nestjs/common';
import { MeshError } from '../../errors';
import { RedisClient } from '../../redis';
import type { AuditEvent } from '../audit-event';
import { AUDIT_TENANTS } from '../audit-keys';
import { Subjects } from '../people/subjects';
import { AuditMetrics } from './audit-metrics';
import { LogAppender } from './log-appender';
import { TenantLog } from './tenant-log';

/** Events that may wait in this process, some 50 MB: at 1,000 requests/s those of nearly a minute. */
const MAX_WAITING = 50_000;
/** Milliseconds the end of the process waits for what is not stored yet. */
const LAST_WORD_MS = 2_000;

/**
 * The audit log: events go into a chain of records for each tenant, in the order in which this process was told of them. What is
 * recorded is stored within milliseconds, and while Redis is away kept until it is back, as far as there is room.
 */
@Injectable()
export class AuditLog implements BeforeApplicationShutdown, OnApplicationShutdown {
  private readonly logger = new Logger(AuditLog.name);
  private readonly logs = new Map<string, TenantLog>();
  private waiting = 0;
  constructor(
    private readonly redis: RedisClient,
    private readonly appender: LogAppender,
    private readonly subjects: Subjects,
    private readonly metrics: AuditMetrics,
  ) {}

  /** Takes an event to be stored soon. Costs a microsecond and never throws; where there is no room it is counted as lost. */
  record(event: AuditEvent): void {
    this.take(event);
  }

  /** Resolves when the event is stored. @throws MeshError 503 `audit-unavailable` when there is no room for it */
  append(event: AuditEvent): Promise<{ sequence: number }> {
    return new Promise((resolve, reject) => {
      const taken = this.take(event, (sequence) => resolve({ sequence }));
      if (!taken)
        reject(new MeshError('unavailable', 'audit-unavailable', 'what is done here cannot be recorded now', { retryAfterSeconds: 1 }));
    });
  }

  /** Resolves when all is stored that was recorded so far. */
  async settled(): Promise<void> {
    await Promise.all([...this.logs.values()].map((log) => log.settled()));
  }

  /** Whether the log of a tenant cannot be written though Redis is there, or has no room: nothing should be done then that must stand in it. */
  isDown(tenantId: string): boolean {
    return this.waiting >= MAX_WAITING || this.logs.get(tenantId)?.isRefused === true;
  }

  /** While requests under way end. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.lastWord();
  }

  /** What they recorded. */
  async onApplicationShutdown(): Promise<void> {
    await this.lastWord();
    for (const log of this.logs.values()) log.stop();
    if (this.waiting > 0) this.logger.error({ events: this.waiting }, 'the process ends before the audit log could be written');
  }

  private take(event: AuditEvent, stored?: (sequence: number) => void): boolean {
    if (this.waiting >= MAX_WAITING) {
      this.metrics.dropped();
      return false;
    }
    this.waiting += 1;
    (this.logs.get(event.tenantId) ?? this.begin(event.tenantId)).add(event, stored);
    return true;
  }

  private begin(tenantId: string): TenantLog {
    const { appender, subjects, metrics } = this;
    const log = new TenantLog(tenantId, {
      appender,
      subjects,
      metrics,
      stored: (count) => {
        this.waiting -= count;
        metrics.waiting(this.waiting);
      },
      failed: () => metrics.waiting(this.waiting),
    });
    this.logs.set(tenantId, log);
    this.note(tenantId);
    return log;
  }

  /** Tries until it is noted: the open operations of a tenant that nobody knows of would never be settled. */
  private note(tenantId: string): void {
    const again = () => void setTimeout(() => this.note(tenantId), 1_000).unref();
    this.redis.run((redis) => redis.zadd(AUDIT_TENANTS, 'NX', Date.now(), tenantId)).catch(again);
  }

  private async lastWord(): Promise<void> {
    if (this.waiting === 0) return;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, LAST_WORD_MS);
    });
    await Promise.race([this.settled(), late]);
    clearTimeout(timer);
  }
}
