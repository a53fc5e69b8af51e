import { Injectable } from '@nestjs/common';
import { MeshError, notFound } from '../../errors';
import type { Principal } from '../../security';
import { FairSchedule } from '../schedule/fair/fair-schedule';
import { queueFull } from '../schedule/queue-full';
import { scheduled } from '../schedule/scheduled';
import { StandingTask } from '../workflow/standing-task';
import { isFinal, type TaskRecord, type TaskRef } from '../workflow/task';
import { TaskStore } from '../workflow/task.store';
import { stepsToRedo } from './steps-to-redo';

/** Takes up tasks again that have ended. */
@Injectable()
export class TaskRetries {
  constructor(
    private readonly tasks: TaskStore,
    private readonly schedule: FairSchedule,
    private readonly standing: StandingTask,
  ) {}

  /**
   * What did not complete is done anew, and `fromStep` with all that rests on it; the other results stand.
   * @throws MeshError 404; 409 for a task that has not ended, was due by now or completed and is to be retried as a whole; 422 naming `from_step`;
   * 429 when as many tasks wait as may.
   */
  async retry({ userId }: Principal, ref: TaskRef, fromStep?: string): Promise<TaskRecord> {
    const task = await this.find(ref);
    const steps = stepsToRedo(this.retriable(task), fromStep);
    // Before the task is open again, so that no crash can leave one that nobody looks after.
    const entered = await this.schedule.enter(scheduled(ref, task.document, steps.size || undefined));
    if (entered.verdict === 'full') throw queueFull(entered.retryAfterSeconds);
    const details = {
      retry: task.run + 1,
      by: userId,
      ...(fromStep === undefined ? {} : { from_step: fromStep }),
      steps: [...steps.keys()],
    };
    // Somebody who was faster has taken it up, or deleted it: then it is as it is, and so is its place in the schedule.
    if (!(await this.tasks.retry(ref, task.run, userId, details, steps))) this.retriable(await this.find(ref));
    await this.standing.moveOn(ref, Date.now()).catch(() => undefined); // the reconciler does it later
    return this.find(ref);
  }

  private async find(ref: TaskRef): Promise<TaskRecord> {
    const task = await this.tasks.find(ref);
    if (!task) throw notFound('task', ref.taskId);
    return task;
  }

  private retriable(task: TaskRecord): TaskRecord {
    if (!isFinal(task.status)) throw new MeshError('conflict', 'task-not-final', `the task has not ended: it is ${task.status}`);
    const { deadline } = task.document;
    if (deadline === undefined || Date.parse(deadline) > Date.now()) return task;
    throw new MeshError('conflict', 'task-deadline-passed', `the task was due by ${deadline}`, { retryable: false });
  }
}
