import { monitorEventLoopDelay, type IntervalHistogram } from 'node:perf_hooks';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { WorkerConfig } from './worker.config';

/** Milliseconds between two looks of Node at its event loop. */
const RESOLUTION_MS = 10;
/** Milliseconds by which turns of the event loop come late on average: above the first a worker has more in hand than is good for any of it. */
const TOO_LATE_MS = 15;
const IN_TIME_MS = 5;
/** How much less, or more, it takes then, and the least. */
const LESS = 0.7;
const MORE = 1.25;
const LEAST = 2;

/**
 * How many tasks a worker can take, measured by how late its event loop is. Steps that wait for models hardly load it, and it takes as many as it
 * may; steps that compute hold it up, and more of them at a time would only make all of them later, those of other tenants too.
 */
@Injectable()
export class WorkerCapacity implements OnModuleDestroy {
  private readonly delay: IntervalHistogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  private tasks: number;

  constructor(private readonly config: WorkerConfig) {
    this.tasks = config.concurrency;
    this.delay.enable();
  }

  /** Tasks to be taken at a time, by the time since this was last asked. */
  measure(): number {
    const lateMs = this.delay.count === 0 ? 0 : this.delay.mean / 1e6 - RESOLUTION_MS;
    this.delay.reset();
    return (this.tasks = nextCapacity(this.tasks, lateMs, this.config.concurrency));
  }

  onModuleDestroy(): void {
    this.delay.disable();
  }
}

/** What follows on `tasks` after a time in which the event loop was late by `lateMs` on average; at most `most`. */
export function nextCapacity(tasks: number, lateMs: number, most: number): number {
  if (lateMs > TOO_LATE_MS) return Math.min(most, Math.max(LEAST, Math.floor(tasks * LESS)));
  if (lateMs < IN_TIME_MS) return Math.min(most, Math.ceil(tasks * MORE));
  return tasks;
}
