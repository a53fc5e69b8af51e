import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { ServerConfig } from '../../config';
import { isFinal, type TaskRef } from '../workflow/task';
import { deadlineOf, deadlinePassed } from '../workflow/task-limits';
import { TaskStore } from '../workflow/task.store';
import { Workflow } from '../workflow/workflow';
import { OpenTasksStore } from './open-tasks.store';

/** Milliseconds between two looks, and from one look at a task to the next. */
const LOOK_EVERY_MS = 5_000;
export const CHECK_AFTER_MS = 30_000;
const TASKS_A_LOOK = 100;

/**
 * Finds tasks that stand still (a crash between storing and queueing, a lost job, a passed deadline) and moves them on.
 * Every worker runs it; since moving on may be repeated at will, they need not agree on who does.
 */
@Injectable()
export class Reconciler implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(Reconciler.name);
  private timer?: NodeJS.Timeout;

  constructor(
    private readonly server: ServerConfig,
    private readonly open: OpenTasksStore,
    private readonly tasks: TaskStore,
    private readonly workflow: Workflow,
  ) {}

  onApplicationBootstrap(): void {
    if (this.server.hosts('worker')) this.schedule();
  }

  onModuleDestroy(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  /** One look at every task whose time has come. */
  async look(nowMs: number): Promise<void> {
    for (const ref of await this.open.due(nowMs, TASKS_A_LOOK)) {
      await this.open.watch(ref, nowMs + CHECK_AFTER_MS);
      await this.lookAfter(ref, nowMs);
    }
  }

  private async lookAfter(ref: TaskRef, nowMs: number): Promise<void> {
    const task = await this.tasks.find(ref);
    if (task && !isFinal(task.status) && nowMs >= deadlineOf(task)) {
      await this.workflow.giveUp(ref, deadlinePassed());
      return;
    }
    await this.workflow.resume(ref);
  }

  private schedule(): void {
    this.timer = setTimeout(() => {
      this.look(Date.now())
        .catch((error: unknown) => this.logger.debug({ err: error }, 'the reconciler could not look'))
        .finally(() => this.timer && this.schedule());
    }, LOOK_EVERY_MS).unref();
  }
}
