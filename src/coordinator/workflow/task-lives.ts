import { Injectable } from '@nestjs/common';
import { RetentionPeriods } from '../../tenants';

const DAY_SECONDS = 86_400;

/** Seconds that things of tasks are kept. */
export interface Lives {
  /** A task and what it did, from its end. */
  task: number;
  /** Its events, from its end. */
  events: number;
}

/** How long a tenant keeps its tasks and batches, as scripts take it. None of them may be kept for ever. */
@Injectable()
export class TaskLives {
  constructor(private readonly periods: RetentionPeriods) {}

  async of(tenantId: string): Promise<Lives> {
    const [task, events] = await Promise.all([this.periods.days(tenantId, 'tasks'), this.periods.days(tenantId, 'events')]);
    return { task: task * DAY_SECONDS, events: Math.min(events, task) * DAY_SECONDS };
  }

  /** Seconds that a batch is kept, from when it was begun. */
  async batch(tenantId: string): Promise<number> {
    return (await this.periods.days(tenantId, 'batches')) * DAY_SECONDS;
  }
}
