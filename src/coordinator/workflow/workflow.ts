import { Injectable, Logger } from '@nestjs/common';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import type { Counter, Histogram } from 'prom-client';
import type { MeshError } from '../../errors';
import { METRIC } from '../../observability';
import type { MeshJob } from '../schedule/job';
import { JobQueue } from '../schedule/job.queue';
import { OpenTasksStore } from '../schedule/open-tasks.store';
import type { Failure, FinalStatus, TaskRef } from './task';
import { isDeadlinePassed } from './task-limits';
import { TaskStore, type Advance } from './task.store';

/** The event that each end of a task is told by. */
const END_EVENT: Record<FinalStatus, string> = {
  completed: 'task.completed',
  failed: 'task.failed',
  cancelled: 'task.cancelled',
  expired: 'task.failed',
};

/** Moves tasks on: queues what may run and ends what is done. Every method may be called again by anyone at any time. */
@Injectable()
export class Workflow {
  private readonly logger = new Logger(Workflow.name);

  constructor(
    private readonly tasks: TaskStore,
    private readonly queue: JobQueue,
    private readonly open: OpenTasksStore,
    @InjectMetric(METRIC.tasks) private readonly ended: Counter<'status'>,
    @InjectMetric(METRIC.taskSeconds) private readonly seconds: Histogram<'task_type'>,
  ) {}

  /** Queues the steps that became ready, or the aggregation when none is left. */
  async advance(ref: TaskRef, priority: number, advance: Advance): Promise<void> {
    if (advance.stopped) {
      if (advance.endedIt) await this.afterEnd(ref);
      return;
    }
    const jobs: MeshJob[] = advance.ready.map((stepId) => ({ kind: 'step', ref, priority, stepId }));
    await this.queue.add(advance.left === 0 ? [{ kind: 'aggregate', ref, priority }] : jobs);
  }

  /** Looks at a task as it stands and queues whatever should be under way. */
  async resume(ref: TaskRef): Promise<void> {
    const task = await this.tasks.find(ref);
    if (!task) {
      await this.open.forget(ref);
      return;
    }
    const { priority } = task.document;
    switch (task.status) {
      case 'queued':
      case 'planning':
        return this.queue.add([{ kind: 'plan', ref, priority }]);
      case 'running': {
        const states = [...task.steps].filter(([, step]) => step.status === 'ready' || step.status === 'running');
        const open = [...task.steps.values()].filter((step) => step.status === 'pending' || step.status === 'awaiting_approval');
        const ready = states.map(([stepId]) => stepId);
        return this.advance(ref, priority, { stopped: false, left: ready.length + open.length, ready });
      }
      case 'pending':
      case 'awaiting_approval':
        return;
      case 'completed':
      case 'failed':
      case 'cancelled':
      case 'expired':
        return this.open.forget(ref);
    }
  }

  async complete(ref: TaskRef, result: object, details: object): Promise<void> {
    if (await this.tasks.end(ref, 'completed', { result }, END_EVENT.completed, details)) await this.afterEnd(ref);
  }

  /** Ends a task that did not succeed. Returns whether this call ended it. */
  async stop(ref: TaskRef, status: Exclude<FinalStatus, 'completed'>, error: Failure): Promise<boolean> {
    const ended = await this.tasks.end(ref, status, { error }, END_EVENT[status], { error });
    if (ended) await this.afterEnd(ref);
    return ended;
  }

  /** Ends a task that cannot go on because of `error`: as expired when its time is over, else as failed. */
  async giveUp(ref: TaskRef, error: MeshError): Promise<void> {
    await this.stop(ref, isDeadlinePassed(error) ? 'expired' : 'failed', failureOf(error));
  }

  private async afterEnd(ref: TaskRef): Promise<void> {
    await this.open.forget(ref);
    const ended = await this.tasks.ended(ref);
    if (ended === undefined) return;
    const { status, planSource, durationMs } = ended;
    this.ended.inc({ status });
    this.seconds.observe({ task_type: planSource }, durationMs / 1000);
    this.logger.log({ taskId: ref.taskId, networkId: ref.networkId, status, durationMs }, 'task ended');
  }
}

/** What clients are told of `error`. */
export function failureOf(error: MeshError, stepId?: string): Failure {
  const { code, detail, retryable } = error;
  return { code, detail, retryable, ...(stepId === undefined ? {} : { step_id: stepId }) };
}
