import { Injectable, type OnModuleInit } from '@nestjs/common';
import { SessionOwners } from '../memory';
import type { NetworkPlace } from '../redis';
import { JobQueue } from './schedule/job.queue';
import { OpenTasksStore } from './schedule/open-tasks.store';
import { isFinal, type TaskRef } from './workflow/task';
import { TaskStore } from './workflow/task.store';
import { Workflow } from './workflow/workflow';

const SESSION_OVER = { code: 'session-over', detail: 'the session that the task belonged to is over', retryable: false };

/** What becomes of a session's tasks when it is over: those that run are cancelled, and all are removed. */
@Injectable()
export class SessionTasks implements OnModuleInit {
  constructor(
    private readonly owners: SessionOwners,
    private readonly tasks: TaskStore,
    private readonly open: OpenTasksStore,
    private readonly queue: JobQueue,
    private readonly workflow: Workflow,
  ) {}

  onModuleInit(): void {
    this.owners.register('tasks', (place, taskIds) => this.remove(place, taskIds));
  }

  private async remove({ tenantId, networkId }: NetworkPlace, taskIds: readonly string[]): Promise<void> {
    await Promise.all(taskIds.map((taskId) => this.removeOne({ tenantId, networkId, taskId })));
    await this.queue.forgetEvents();
  }

  private async removeOne(ref: TaskRef): Promise<void> {
    const task = await this.tasks.find(ref);
    // Ended first: running attempts are called off, and what they write later is refused.
    if (task && !isFinal(task.status)) await this.workflow.stop(ref, 'cancelled', SESSION_OVER);
    await this.queue.remove(ref, task?.plan?.steps.map((step) => step.stepId) ?? []);
    await this.open.forget(ref);
    await this.tasks.delete(ref);
  }
}
