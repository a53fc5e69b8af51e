import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { ServerConfig } from '../../config';
import { MeshError } from '../../errors';
import { StandingTask } from '../workflow/standing-task';
import type { TaskRef } from '../workflow/task';
import { FairSchedule } from './fair/fair-schedule';
import { WorkerConfig } from './worker.config';

/** Milliseconds between two looks. */
const LOOK_EVERY_MS = 1_000;
/** Milliseconds after which a task is looked at again at the latest: with the pause between two looks, a lapsed lease is found within 5 s. */
const LOOK_AGAIN_MS = 3_000;
const TASKS_AT_A_TIME = 100;

/**
 * Finds tasks that stand still (a worker that died, a crash between storing and queueing, a lost job, a passed deadline) and moves them on.
 * Every worker runs it; since moving on may be repeated at will, they need not agree on who does.
 */
@Injectable()
export class Reconciler implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(Reconciler.name);
  private timer?: NodeJS.Timeout;

  constructor(
    private readonly server: ServerConfig,
    private readonly config: WorkerConfig,
    private readonly schedule: FairSchedule,
    private readonly standing: StandingTask,
  ) {}

  onApplicationBootstrap(): void {
    if (this.server.hosts('worker')) this.wait();
  }

  onModuleDestroy(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  /** One look at every task whose time has come. */
  async look(nowMs: number): Promise<void> {
    for (;;) {
      const refs = await this.schedule.due(nowMs, TASKS_AT_A_TIME);
      await Promise.all(refs.map((ref) => this.lookAt(ref, nowMs)));
      if (refs.length < TASKS_AT_A_TIME) return;
    }
  }

  private async lookAt(ref: TaskRef, nowMs: number): Promise<void> {
    await this.schedule.checkAgain(ref, nowMs + Math.min(LOOK_AGAIN_MS, this.config.leaseMs / 2));
    await this.standing.moveOn(ref, nowMs).catch((error: unknown) => {
      if (error instanceof MeshError && error.code === 'redis-unavailable') throw error;
      this.logger.error({ taskId: ref.taskId, err: error }, 'a task cannot be moved on');
    });
  }

  private wait(): void {
    this.timer = setTimeout(() => {
      this.look(Date.now())
        .catch((error: unknown) => this.logger.debug({ err: error }, 'the reconciler could not look'))
        .finally(() => this.timer && this.wait());
    }, LOOK_EVERY_MS).unref();
  }
}
