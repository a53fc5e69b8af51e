import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import { Queue } from 'bullmq';
import type { Gauge } from 'prom-client';
import { METRIC } from '../../observability';
import { RedisClient } from '../../redis';
import { jobIdOf, QUEUE_NAME, QUEUE_PREFIX, type MeshJob } from './job';

/** Attempts of one job; the pause doubles from half a second. */
export const MAX_ATTEMPTS = 3;
const FIRST_BACKOFF_MS = 500;
/** BullMQ serves the lowest number first; priority 10 of the contract is the most urgent. */
const MOST_URGENT = 10;

/** Puts work where any worker finds it. */
@Injectable()
export class JobQueue implements OnModuleInit {
  private readonly queue: Queue<MeshJob>;

  constructor(
    private readonly redis: RedisClient,
    @InjectMetric(METRIC.taskQueueSize) private readonly size: Gauge,
  ) {
    // Its own: BullMQ would change the one that every request uses. The client ends it at the stop.
    const connection = redis.open('commands');
    this.queue = new Queue(QUEUE_NAME, { connection, prefix: QUEUE_PREFIX });
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
}
