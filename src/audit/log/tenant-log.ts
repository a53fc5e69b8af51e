import { Logger } from '@nestjs/common';
import { MeshError } from '../../errors';
import type { AuditEvent } from '../audit-event';
import type { Person, Subjects } from '../people/subjects';
import type { AuditMetrics } from './audit-metrics';
import { prepared, type LogEnd, type PreparedEvent } from './batch';
import type { Attempt, LogAppender } from './log-appender';
import { dayOf } from './log-keys';

/** What one script appends: it holds Redis for about 2 ms. */
const MAX_BATCH_EVENTS = 512;
const MAX_BATCH_CHARACTERS = 256 * 1024;
/** Milliseconds for which events gather: a batch of ten costs little more than one of one. */
const GATHER_MS = 4;
/** Milliseconds between tries while the log cannot be written: twice as many each time. */
const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 500;

/** What the logs of a process have in common. */
export interface LogMeans {
  appender: LogAppender;
  subjects: Subjects;
  metrics: AuditMetrics;
  /** To be told what is stored, and how it goes. */
  stored(count: number): void;
  failed(): void;
}

interface Waiting {
  event: AuditEvent;
  stored?: (sequence: number) => void;
}

/**
 * The events of one tenant that this process has yet to store: in the order in which they came, a batch at a time, each tried until it is stored.
 */
export class TenantLog {
  private readonly logger = new Logger(TenantLog.name);
  private waiting: Waiting[] = [];
  private end?: LogEnd;
  private writing?: Promise<void>;
  private stopped = false;
  private addedCount = 0;
  private storedCount = 0;
  private settling: { target: number; resolve: () => void }[] = [];

  constructor(
    private readonly tenantId: string,
    private readonly means: LogMeans,
  ) {}

  /** Whether the last try to append failed, though Redis was there. */
  isRefused = false;
  private isFailing = false;

  add(event: AuditEvent, stored?: (sequence: number) => void): void {
    this.addedCount += 1;
    this.waiting.push({ event, ...(stored && { stored }) });
    // What comes within moments is written together; who waits for it is not kept waiting.
    const gathered = stored === undefined ? new Promise<void>((resolve) => setTimeout(resolve, GATHER_MS)) : Promise.resolve();
    this.writing ??= gathered.then(() => this.writeAll());
  }

  /** Resolves when all is stored that was added so far. */
  settled(): Promise<void> {
    const target = this.addedCount;
    if (this.storedCount >= target) return Promise.resolve();
    return new Promise((resolve) => this.settling.push({ target, resolve }));
  }

  /** No more tries: what waits is lost to this process. */
  stop(): void {
    this.stopped = true;
  }

  private async writeAll(): Promise<void> {
    while (this.waiting.length > 0 && !this.stopped) await this.writeBatch(this.waiting.splice(0, MAX_BATCH_EVENTS));
    this.writing = undefined;
  }

  private async writeBatch(batch: Waiting[]): Promise<void> {
    const startedAtMs = performance.now();
    const events = await this.persistently(() => this.prepare(batch));
    if (events === undefined) return;
    const rest = batch.splice(events.length);
    if (rest.length > 0) this.waiting = [...rest, ...this.waiting];
    const first = await this.append(events);
    if (first === undefined) return;
    for (const [i, { stored }] of batch.entries()) stored?.(first + i);
    this.means.stored(batch.length);
    this.settle(batch.length);
    this.means.metrics.stored(
      batch.map(({ event }) => event),
      performance.now() - startedAtMs,
    );
  }

  private settle(count: number): void {
    this.storedCount += count;
    const isSettled = ({ target }: { target: number }) => target <= this.storedCount;
    for (const { resolve } of this.settling.filter(isSettled)) resolve();
    this.settling = this.settling.filter((one) => !isSettled(one));
  }

  /** As many of the events as a batch may hold, at least one. */
  private async prepare(batch: readonly Waiting[]): Promise<PreparedEvent[]> {
    const events: PreparedEvent[] = [];
    let characters = 0;
    for (const { event } of batch) {
      const person = personOf(event);
      const day = person === undefined || person.userId !== undefined ? '' : dayOf(event.atMs);
      const sealed =
        person && (this.means.subjects.sealed(this.tenantId, person, day) ?? (await this.means.subjects.seal(this.tenantId, person, day)));
      const one = prepared(event, sealed);
      characters += one.rest.length;
      if (events.length > 0 && characters > MAX_BATCH_CHARACTERS) break;
      events.push(one);
    }
    return events;
  }

  /** Resolves to the sequence of the first event; undefined when the process stops. */
  private async append(events: readonly PreparedEvent[]): Promise<number | undefined> {
    for (;;) {
      const attempt = await this.persistently(() => this.means.appender.attempt(this.tenantId, events, this.end));
      const result = attempt && (await this.persistently(() => this.means.appender.make(this.tenantId, attempt)));
      if (result === undefined) return undefined;
      this.end = result === 'stored' ? (attempt as Attempt).end : result;
      if (result === 'stored') return (attempt as Attempt).after.sequence + 1;
    }
  }

  /** Does the same again until it does not fail; undefined when the process stops meanwhile. */
  private async persistently<T>(work: () => Promise<T>): Promise<T | undefined> {
    for (let pauseMs = FIRST_PAUSE_MS; !this.stopped; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
      try {
        const result = await work();
        if (this.isFailing) this.logger.log('the audit log is written again');
        this.isFailing = false;
        this.isRefused = false;
        return result;
      } catch (error) {
        if (!this.isFailing) this.logger.warn({ err: error }, 'the audit log cannot be written; it is tried again');
        // While Redis is away nothing is admitted that changes something, and once it is back what waits is written.
        this.isRefused = !(error instanceof MeshError && error.code === 'redis-unavailable');
        this.isFailing = true;
        this.means.failed();
        await new Promise((resolve) => setTimeout(resolve, pauseMs * (0.5 + Math.random() / 2)));
      }
    }
    return undefined;
  }
}

/** Undefined where an event is about nobody. */
function personOf({ actor, ip, userAgent }: AuditEvent): Person | undefined {
  const { userId } = actor;
  return userId === undefined && ip === undefined && userAgent === undefined ? undefined : { userId, ip, userAgent };
}
