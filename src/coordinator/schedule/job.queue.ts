import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Queue } from 'bullmq';
import { RedisClient } from '../../redis';
import { jobIdOf, QUEUE_NAME, QUEUE_PREFIX, type MeshJob } from './job';

/** Attempts of one job that could not be done for want of Redis; the pause doubles from half a second. */
const MAX_ATTEMPTS = 3;
const FIRST_BACKOFF_MS = 500;
/** BullMQ serves the lowest number first. Tenants above their part come after those below, and inside a share 10 is the most urgent. */
const MOST_URGENT = 10;
const MAX_SHARE = 1_000;
/** Milliseconds that what became of a job stays in BullMQ's log. */
const FORGET_AFTER_MS = 1_000;

/** Puts work where any worker finds it. */
@Injectable()
export class JobQueue implements OnModuleInit, OnModuleDestroy {
  private readonly queue: Queue<MeshJob>;
  private forgetting?: NodeJS.Timeout | undefined;

  constructor(private readonly redis: RedisClient) {
    // Its own: BullMQ would change the one that every request uses. The client ends it at the stop.
    const connection = redis.open('commands');
    this.queue = new Queue(QUEUE_NAME, { connection, prefix: QUEUE_PREFIX, streams: { events: { maxLen: 0 } } });
    this.queue.on('error', () => undefined); // calls reject, and the command connection reports outages
  }

  async onModuleInit(): Promise<void> {
    await this.queue.waitUntilReady();
  }

  /** Queues jobs in one round trip; those that wait or run already are left as they are. */
  async add(jobs: readonly MeshJob[]): Promise<void> {
    if (jobs.length === 0) return;
    const nowMs = Date.now();
    const rows = jobs.map((job) => ({
      name: job.kind,
      data: job,
      opts: {
        jobId: jobIdOf(job),
        priority: 1 + Math.min(job.share, MAX_SHARE) * MOST_URGENT + MOST_URGENT - job.priority,
        attempts: MAX_ATTEMPTS,
        backoff: { type: 'exponential', delay: FIRST_BACKOFF_MS },
        removeOnComplete: true,
        removeOnFail: true,
        ...(job.kind === 'step' && job.notBeforeMs !== undefined ? { delay: Math.max(0, job.notBeforeMs - nowMs) } : {}),
      },
    }));
    await this.redis.run(() => this.queue.addBulk(rows));
  }

  /** Takes the work on a task off the queue. What a worker holds stays with it, and is gone once the worker has seen that the task is. */
  async remove(jobs: readonly MeshJob[]): Promise<void> {
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
