import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { UnrecoverableError, Worker, type Job } from 'bullmq';
import { ServerConfig } from '../../config';
import { MeshError } from '../../errors';
import { RedisClient } from '../../redis';
import { AggregateRunner } from '../aggregate/aggregate.runner';
import { TaskHints } from '../events/task-hints';
import { PlanRunner } from '../workflow/plan.runner';
import { StepRunner } from '../workflow/step.runner';
import { Workflow } from '../workflow/workflow';
import { QUEUE_NAME, QUEUE_PREFIX, type MeshJob } from './job';
import { JobQueue, MAX_ATTEMPTS } from './job.queue';

/** Steps one process works on at a time: they mostly wait for models. */
const CONCURRENCY = 16;
/** Milliseconds for which a job is its worker's; renewed at half of it, so a worker that died is noticed soon after. */
const LEASE_MS = 10_000;
const STALLED_CHECK_MS = 5_000;
/** Milliseconds in which a step that is called off hands its job back. */
const HAND_BACK_MS = 2_000;
/** Milliseconds Redis has to show that it is worth waiting for. */
const PROBE_DEADLINE_MS = 500;

/** Takes work from the queue, if this process hosts the role `worker`. */
@Injectable()
export class JobWorker implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(JobWorker.name);
  private worker?: Worker<MeshJob>;

  constructor(
    private readonly server: ServerConfig,
    private readonly redis: RedisClient,
    private readonly plans: PlanRunner,
    private readonly steps: StepRunner,
    private readonly aggregates: AggregateRunner,
    private readonly workflow: Workflow,
    private readonly hints: TaskHints,
    private readonly queue: JobQueue,
  ) {}

  onApplicationBootstrap(): void {
    if (!this.server.hosts('worker')) return;
    this.worker = new Worker<MeshJob>(QUEUE_NAME, (job) => this.process(job), {
      connection: this.redis.open('blocking'),
      prefix: QUEUE_PREFIX,
      concurrency: CONCURRENCY,
      lockDuration: LEASE_MS,
      stalledInterval: STALLED_CHECK_MS,
      // A worker that dies is noticed by its lapsed lock; that must not use up the attempts of its steps.
      maxStalledCount: 100,
    });
    for (const end of ['completed', 'failed'] as const) this.worker.on(end, () => this.queue.forgetEventsSoon());
    this.worker.on('error', (error) => this.logger.debug({ reason: error.message }, 'worker connection error'));
  }

  /** Whether this process takes work, or need not. */
  get isWorking(): boolean {
    return !this.server.hosts('worker') || this.worker?.isRunning() === true;
  }

  /** Lets running steps finish within the grace, then calls them off, so that they are taken up elsewhere. */
  async onModuleDestroy(): Promise<void> {
    if (!this.worker) return;
    if (!(await this.redis.isReachable(PROBE_DEADLINE_MS))) {
      this.hints.stop(); // nothing can be handed back; the locks lapse by themselves
      await within(HAND_BACK_MS, this.worker.close(true));
      return;
    }
    const closed = this.worker.close();
    if (await within(this.server.graceSeconds * 1000, closed)) return;
    this.hints.stop();
    if (!(await within(HAND_BACK_MS, closed))) this.logger.warn('steps did not stop; their locks lapse by themselves');
  }

  private async process(job: Job<MeshJob>): Promise<void> {
    try {
      await this.dispatch(job.data, job.attemptsMade + 1 >= MAX_ATTEMPTS);
    } catch (error) {
      // A process that is told to stop decides nothing: whatever it was at is taken up elsewhere.
      if (this.hints.stopped.aborted || (error instanceof MeshError && error.retryable)) throw error;
      this.logger.error({ jobId: job.id, err: error }, 'job failed');
      const failure =
        error instanceof MeshError ? error : new MeshError('internal', 'internal-error', 'something went wrong here', { cause: error });
      await this.workflow.giveUp(job.data.ref, failure);
      throw new UnrecoverableError(failure.code);
    }
  }

  private async dispatch(job: MeshJob, isLastAttempt: boolean): Promise<void> {
    switch (job.kind) {
      case 'plan':
        return this.plans.run(job.ref);
      case 'step':
        return this.steps.run(job.ref, job.stepId, isLastAttempt);
      case 'aggregate':
        return this.aggregates.run(job.ref);
    }
  }
}

/** Whether `work` settled within `ms`. */
async function within(ms: number, work: Promise<unknown>): Promise<boolean> {
  const done = work.then(
    () => true,
    () => true,
  );
  return Promise.race([done, delay(ms, false, { ref: false })]);
}
