import { performance, type EventLoopUtilization } from 'node:perf_hooks';
import { Injectable } from '@nestjs/common';
import { WorkerConfig } from './worker.config';

/** Shares of a time span in which the process was busy: above the first it has more in hand than it can do, below the second it has room. */
const TOO_BUSY = 0.95;
const HAS_ROOM = 0.85;
/**
 * How much less, or more, it takes then, and the least share of what it may take: a handful of quick steps at a time would cost more, for each
 * turn of the event loop serves all that are under way with one write.
 */
const LESS = 0.7;
const MORE = 1.25;
const LEAST = 0.5;

/**
 * How many tasks a worker can take, measured by how busy its event loop is. Steps that wait for models leave it idle, and it takes as many as it
 * may; steps that compute fill it, and more of them at a time would only make each of them slower.
 */
@Injectable()
export class WorkerCapacity {
  private before: EventLoopUtilization = performance.eventLoopUtilization();
  private tasks: number;

  constructor(private readonly config: WorkerConfig) {
    this.tasks = config.concurrency;
  }

  /** Tasks to be taken at a time, as of now; looks at the time since it was last asked. */
  measure(): number {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, this.before);
    this.before = now;
    return (this.tasks = nextCapacity(this.tasks, utilization, this.config.concurrency));
  }
}

/** What follows on `tasks` after a span in which the process was busy for the share `utilization`; at most `most`. */
export function nextCapacity(tasks: number, utilization: number, most: number): number {
  if (utilization > TOO_BUSY) return Math.min(most, Math.max(Math.ceil(most * LEAST), Math.floor(tasks * LESS)));
  if (utilization < HAS_ROOM) return Math.min(most, Math.ceil(tasks * MORE));
  return tasks;
}
