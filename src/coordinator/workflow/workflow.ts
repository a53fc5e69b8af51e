import { Injectable, Logger } from '@nestjs/common';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import type { Counter, Histogram } from 'prom-client';
import type { MeshError } from '../../errors';
import { METRIC } from '../../observability';
import { isKeyRevoked } from '../authority/key-revoked';
import { FairSchedule } from '../schedule/fair/fair-schedule';
import type { Released } from '../schedule/fair/scheduled-task';
import type { MeshJob } from '../schedule/job';
import { JobQueue } from '../schedule/job.queue';
import type { Change } from './change';
import { isFinal, type Failure, type FinalStatus, type TaskRef, type TaskStatus } from './task';
import { isDeadlinePassed } from './task-limits';
import { TaskStore } from './task.store';
import { WorkingTasks } from './working-tasks';

/** The event that each end of a task is told by. */
const END_EVENT: Record<FinalStatus, string> = {
  completed: 'task.completed',
  failed: 'task.failed',
  cancelled: 'task.cancelled',
  expired: 'task.failed',
};
/** Milliseconds after which a task that has come to wait for approvals only is looked at: whoever does so knows by when the next look is due. */
const LOOK_AT_PARKED_MS = 1_000;

/** Where a task stands in the order of work. */
export interface Standing {
  ref: TaskRef;
  priority: number;
  share: number;
}

/** Moves tasks on: tells what work a change makes possible, and ends what is done. Every method may be called again by anyone at any time. */
@Injectable()
export class Workflow {
  private readonly logger = new Logger(Workflow.name);

  constructor(
    private readonly tasks: TaskStore,
    private readonly working: WorkingTasks,
    private readonly schedule: FairSchedule,
    private readonly queue: JobQueue,
    @InjectMetric(METRIC.tasks) private readonly ended: Counter<'status'>,
    @InjectMetric(METRIC.taskSeconds) private readonly seconds: Histogram<'task_type'>,
  ) {}

  /** The work that `change` makes possible: steps that became ready, the end of the task, or other tasks in the place of one that needs no worker now. */
  async follow(standing: Standing, change: Change): Promise<MeshJob[]> {
    if (change.stopped) return change.endedIt ? this.afterFailure(standing.ref) : [];
    // Written out: objects that begin with a spread are slow to make (docs/decisions, young objects).
    const { ref, priority, share } = standing;
    if (change.left === 0) return [{ kind: 'finish', ref, priority, share }];
    if (change.active === 0) return startsOf(await this.schedule.release(ref, 'parked', Date.now() + LOOK_AT_PARKED_MS));
    return change.ready.map(({ stepId, attempts, claimed }) => ({
      kind: 'step',
      ref,
      priority,
      share,
      stepId,
      attempt: attempts + 1,
      claimed,
    }));
  }

  /** Queues what may run in the place of a task that `change` has ended. */
  async followEnd(ref: TaskRef, change: Change): Promise<void> {
    if (!change.stopped || !change.endedIt) return;
    await this.queue.add(await this.afterFailure(ref)).catch(() => undefined); // the reconciler finds them
  }

  async complete(ref: TaskRef, result: object, details: object): Promise<MeshJob[]> {
    const durationMs = await this.tasks.end(ref, 'completed', { result }, END_EVENT.completed, details);
    return durationMs === undefined ? [] : this.afterEnd(ref, 'completed', durationMs);
  }

  /** Ends a task that did not succeed, and queues what may run in its place. Returns whether this call ended it. `by` is a user, or '' for the mesh. */
  async stop(ref: TaskRef, status: Exclude<FinalStatus, 'completed'>, error: Failure, by = ''): Promise<boolean> {
    const details = by === '' ? { error } : { error, by };
    const durationMs = await this.tasks.end(ref, status, { error }, END_EVENT[status], details, by);
    const isEnded = durationMs !== undefined;
    // A task that had ended before may still hold its place: whoever ended it may have died on the way.
    const next = isEnded ? await this.afterEnd(ref, status, durationMs) : await this.leave(ref);
    await this.queue.add(next).catch(() => undefined); // the reconciler finds them
    return isEnded;
  }

  /** Ends a task that cannot go on because of `error`: as expired when its time is over, as cancelled when its key was revoked, else as failed. */
  async giveUp(ref: TaskRef, error: MeshError): Promise<void> {
    await this.stop(ref, isDeadlinePassed(error) ? 'expired' : isKeyRevoked(error) ? 'cancelled' : 'failed', failureOf(error));
  }

  /** Frees the place of a task that has ended; one that was retried meanwhile has lost its own by this, and is looked after at once. */
  async leave(ref: TaskRef): Promise<MeshJob[]> {
    const released = await this.schedule.release(ref, 'ended');
    const status = await this.tasks.status(ref);
    if (status !== undefined && !isFinal(status)) await this.schedule.supervise(ref, Date.now());
    return startsOf(released);
  }

  /** A step that failed has ended its task. */
  private async afterFailure(ref: TaskRef): Promise<MeshJob[]> {
    const ended = await this.tasks.ended(ref);
    return ended === undefined ? this.leave(ref) : this.afterEnd(ref, ended.status, ended.durationMs);
  }

  private async afterEnd(ref: TaskRef, status: TaskStatus, durationMs: number): Promise<MeshJob[]> {
    const source = this.working.peek(ref)?.plan.source ?? 'none';
    this.working.forget(ref);
    this.ended.inc({ status });
    this.seconds.observe({ task_type: source }, durationMs / 1000);
    // What goes well is counted; a line for each would cost more than a step.
    this.logger[status === 'completed' ? 'debug' : 'log'](
      { taskId: ref.taskId, networkId: ref.networkId, status, durationMs },
      'task ended',
    );
    // Only what did not go well is taken up again at once, by programs.
    return status === 'completed' ? startsOf(await this.schedule.release(ref, 'ended')) : this.leave(ref);
  }
}

/** The jobs that start what the schedule let go. */
export function startsOf(released: readonly Released[]): MeshJob[] {
  return released.map(({ ref, priority, share }) => ({ kind: 'start', ref, priority, share }));
}

/** What clients are told of `error`. */
export function failureOf(error: MeshError, stepId?: string): Failure {
  const { code, detail, retryable } = error;
  return { code, detail, retryable, ...(stepId === undefined ? {} : { step_id: stepId }) };
}
