import { Injectable } from '@nestjs/common';
import type { NetworkPlace } from '../../redis';
import { FairSchedule } from '../schedule/fair/fair-schedule';
import type { MeshJob } from '../schedule/job';
import { JobQueue } from '../schedule/job.queue';
import { isFinal, type Failure, type TaskRecord, type TaskRef } from '../workflow/task';
import { TaskStore } from '../workflow/task.store';
import { Workflow } from '../workflow/workflow';

/** Removes tasks with every trace: what is stored, what is queued, and their place in the schedule. */
@Injectable()
export class TaskRemoval {
  constructor(
    private readonly tasks: TaskStore,
    private readonly schedule: FairSchedule,
    private readonly queue: JobQueue,
    private readonly workflow: Workflow,
  ) {}

  /** Those that run are cancelled first, for the reason `why`. */
  async remove(place: NetworkPlace, taskIds: readonly string[], why: Failure): Promise<void> {
    await Promise.all(taskIds.map((taskId) => this.removeOne({ ...place, taskId }, why)));
    await this.queue.forgetEvents();
  }

  private async removeOne({ tenantId, networkId, taskId }: TaskRef, why: Failure): Promise<void> {
    const ref = { tenantId, networkId, taskId };
    const task = await this.tasks.find(ref);
    // Ended first: running attempts are called off, and what they write later is refused.
    if (task && !isFinal(task.status)) await this.workflow.stop(ref, 'cancelled', why);
    await this.queue.remove(jobsOf(ref, task));
    await this.schedule.forget(ref);
    await this.tasks.delete(ref);
  }
}

/** Every job that a task may have in the queue. */
function jobsOf(ref: TaskRef, task: TaskRecord | undefined): MeshJob[] {
  const standing = { ref, priority: 10, share: 0 };
  const jobs: MeshJob[] = [
    { ...standing, kind: 'start' },
    { ...standing, kind: 'finish' },
  ];
  for (const [stepId, { attempts, notBeforeMs }] of task?.steps ?? []) {
    for (let attempt = 1; attempt <= attempts + 1; attempt += 1) jobs.push({ ...standing, kind: 'step', stepId, attempt });
    if (notBeforeMs !== undefined) jobs.push({ ...standing, kind: 'step', stepId, attempt: attempts + 1, notBeforeMs });
  }
  return jobs;
}
