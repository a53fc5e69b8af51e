import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import { Queue } from 'bullmq';
import type { Gauge } from 'prom-client';
import { METRIC } from '../../observability';
import { RedisClient } from '../../redis';
import type { TaskRef } from '../workflow/task';
import { jobIdOf, QUEUE_NAME, QUEUE_PREFIX, type MeshJob } from './job';

/** Attempts of one job; the pause doubles from half a second. */
export const MAX_ATTEMPTS = 3;
const FIRST_BACKOFF_MS = 500;
/** BullMQ serves the lowest number first; priority 10 of the contract is the most urgent. */
const MOST_URGENT = 10;
/** Milliseconds that what became of a job stays in BullMQ's log. */
const FORGET_AFTER_MS = 1_000;

/** Puts work where any worker finds it. */
@Injectable()
export class JobQueue implements OnModuleInit, OnModuleDestroy {
  private readonly queue: Queue<MeshJob>;
  private forgetting?: NodeJS.Timeout | undefined;

  constructor(
    private readonly redis: RedisClient,
    @InjectMetric(METRIC.taskQueueSize) private readonly size: Gauge,
  ) {
    // Its own: BullMQ would change the one that every request uses. The client ends it at the stop.
    const connection = redis.open('commands');
    this.queue = new Queue(QUEUE_NAME, { connection, prefix: QUEUE_PREFIX, streams: { events: { maxLen: 0 } } });
    this.queue.on('error', () => undefined); // calls reject, and the command connection reports outages
  }

  async onModuleInit(): Promise<void> {
    await this.queue.waitUntilReady();
    const read = async () => this.size.set(await this.queue.count().catch(() => Number.NaN));
    Object.assign(this.size, { collect: read }); // counted when scraped, not in the way of work
  }

  /** Queues jobs in one round trip; those that wait or run already are left as they are. */
  async add(jobs: MeshJob[]): Promise<void> {
    if (jobs.length === 0) return;
    const rows = jobs.map((job) => ({
      name: job.kind,
      data: job,
      opts: {
        jobId: jobIdOf(job),
        priority: 1 + MOST_URGENT - job.priority,
        attempts: MAX_ATTEMPTS,
        backoff: { type: 'exponential', delay: FIRST_BACKOFF_MS },
        removeOnComplete: true,
        removeOnFail: true,
      },
    }));
    await this.redis.run(() => this.queue.addBulk(rows));
  }

  /** Takes the work on a task off the queue. What a worker holds stays with it, and is gone once the worker has seen that the task is. */
  async remove(ref: TaskRef, stepIds: readonly string[]): Promise<void> {
    const jobs: MeshJob[] = stepIds.map((stepId) => ({ kind: 'step', ref, priority: MOST_URGENT, stepId }));
    jobs.push({ kind: 'plan', ref, priority: MOST_URGENT }, { kind: 'aggregate', ref, priority: MOST_URGENT });
    await this.redis.run(() => Promise.all(jobs.map((job) => this.queue.remove(jobIdOf(job)))));
  }

  /** Empties BullMQ's log of what became of jobs, which names tasks. Nobody reads it: workers are woken by other means. */
  async forgetEvents(): Promise<void> {
    await this.redis.run((redis) => redis.xtrim(this.queue.toKey('events'), 'MAXLEN', 0));
  }

  /** The same within a second, once for all that ends until then. */
  forgetEventsSoon(): void {
    this.forgetting ??= setTimeout(() => {
      this.forgetting = undefined;
      this.forgetEvents().catch(() => undefined); // the next end tries again
    }, FORGET_AFTER_MS).unref();
  }

  onModuleDestroy(): void {
    clearTimeout(this.forgetting);
  }
}
