import { Injectable } from '@nestjs/common';
import { FairSchedule } from '../schedule/fair/fair-schedule';
import type { MeshJob } from '../schedule/job';
import { JobQueue } from '../schedule/job.queue';
import { scheduled } from '../schedule/scheduled';
import { Approvals } from '../approvals/approvals';
import { isFinal, type TaskRecord, type TaskRef } from './task';
import { deadlineOf, deadlinePassed } from './task-limits';
import { TaskStore } from './task.store';
import { startsOf, Workflow } from './workflow';

/** Milliseconds after which tasks that can do nothing now are looked at again at the latest: those of a paused network, and those that wait for approvals. */
const PAUSED_MS = 5_000;
const PARKED_MS = 30_000;

/** Looks at a task as it stands and queues whatever should be under way. May be done at any time, by anyone, as often as they like. */
@Injectable()
export class StandingTask {
  constructor(
    private readonly tasks: TaskStore,
    private readonly workflow: Workflow,
    private readonly schedule: FairSchedule,
    private readonly queue: JobQueue,
    private readonly approvals: Approvals,
  ) {}

  /** What is to be done for the task now, after what could be settled at once was settled. */
  async moveOn(ref: TaskRef, nowMs: number): Promise<void> {
    const task = await this.tasks.find(ref);
    if (!task) return this.schedule.forget(ref);
    if (isFinal(task.status)) return this.queue.add(await this.workflow.leave(ref));
    if (nowMs >= deadlineOf(task)) return this.workflow.giveUp(ref, deadlinePassed());
    // It may have been let in by somebody who starts it just now, or died before.
    if (task.status === 'pending') return this.park(ref, Math.min(nowMs + PARKED_MS, deadlineOf(task)));
    if (await this.schedule.isPaused(ref.tenantId, ref.networkId)) {
      await this.tasks.stopClock(ref, true);
      return this.park(ref, Math.min(nowMs + PAUSED_MS, deadlineOf(task)));
    }
    if (task.heldMs !== undefined) await this.tasks.stopClock(ref, false);
    const { priority } = task.document;
    if (task.status === 'queued' || task.status === 'planning') {
      // Whoever waits stays where it is: to enter again changes nothing.
      const share = await this.enter(task);
      return share === undefined ? undefined : this.queue.add([{ kind: 'start', ref, priority, share }]);
    }
    if (await this.approvals.expire(task, nowMs)) return this.moveOn(ref, nowMs);
    if (task.status === 'awaiting_approval') return this.park(ref, Math.min(nowMs + PARKED_MS, deadlineOf(task), soonestExpiry(task)));
    const share = await this.enter(task);
    if (share !== undefined) await this.queue.add(this.workOf(task, share, nowMs));
  }

  private workOf(task: TaskRecord, share: number, nowMs: number): MeshJob[] {
    const standing = { ref: task.ref, priority: task.document.priority, share };
    const steps = [...task.steps];
    const isSettled = steps.every(([, { status }]) => status === 'completed' || status === 'failed' || status === 'skipped');
    if (isSettled) return [{ ...standing, kind: 'finish' }];
    return steps
      .filter(([, step]) => step.status === 'ready' || (step.status === 'running' && (step.leaseMs ?? 0) <= nowMs))
      .map(([stepId, { attempts, notBeforeMs }]) => ({
        ...standing,
        kind: 'step',
        stepId,
        attempt: attempts + 1,
        ...(notBeforeMs !== undefined && notBeforeMs > nowMs ? { notBeforeMs } : {}),
      }));
  }

  /** The share of a task that has a place; undefined for one that waits for it. */
  private async enter({ ref, document, plan }: TaskRecord): Promise<number | undefined> {
    const entered = await this.schedule.enter(scheduled(ref, document, plan?.steps.length));
    return entered.verdict === 'run' ? entered.share : undefined;
  }

  private async park(ref: TaskRef, checkAtMs: number): Promise<void> {
    await this.queue.add(startsOf(await this.schedule.release(ref, 'parked', checkAtMs)));
  }
}

/** When the first of the approvals that a task waits for expires, in milliseconds since the epoch. */
function soonestExpiry({ steps }: TaskRecord): number {
  const asked = [...steps.values()].filter(({ status }) => status === 'awaiting_approval');
  return Math.min(...asked.map(({ approval }) => approval?.expiresMs ?? Number.POSITIVE_INFINITY));
}
