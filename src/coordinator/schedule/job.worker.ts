import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { UnrecoverableError, Worker, type Job } from 'bullmq';
import { ServerConfig } from '../../config';
import { MeshError } from '../../errors';
import { RedisClient } from '../../redis';
import { FinishRunner } from '../aggregate/finish.runner';
import { isKeyRevoked } from '../authority/key-revoked';
import { Channels } from '../events/channels';
import { StartRunner } from '../workflow/start.runner';
import { StepRunner } from '../workflow/step.runner';
import { startsOf, Workflow } from '../workflow/workflow';
import { FairSchedule } from './fair/fair-schedule';
import { QUEUE_NAME, QUEUE_PREFIX, type MeshJob } from './job';
import { JobQueue } from './job.queue';
import { ownWork } from './own-work';
import { WorkerCapacity } from './worker-capacity';
import { WorkerConfig } from './worker.config';

/**
 * Milliseconds for which a worker goes on with what its own work has made possible, instead of queueing it: quick steps are not held up by the
 * queue, and slow ones leave the order of work to it. Should the worker die, the reconciler finds what was not queued.
 */
const GO_ON_MS = 250;
/** Milliseconds between two signs of life to the schedule, each with what this worker can take; one that is silent for 15 s counts no more. */
const HEARTBEAT_MS = 500;
/** Milliseconds in which a step that is called off hands its job back. */
const HAND_BACK_MS = 2_000;
/** Milliseconds Redis has to show that it is worth waiting for. */
const PROBE_DEADLINE_MS = 500;

/** Takes work from the queue, if this process hosts the role `worker`. */
@Injectable()
export class JobWorker implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(JobWorker.name);
  private readonly workerId = randomUUID();
  private worker?: Worker<MeshJob>;
  private heart?: NodeJS.Timeout;

  constructor(
    private readonly server: ServerConfig,
    private readonly config: WorkerConfig,
    private readonly capacity: WorkerCapacity,
    private readonly redis: RedisClient,
    private readonly starts: StartRunner,
    private readonly steps: StepRunner,
    private readonly finishes: FinishRunner,
    private readonly workflow: Workflow,
    private readonly schedule: FairSchedule,
    private readonly channels: Channels,
    private readonly queue: JobQueue,
  ) {}

  onApplicationBootstrap(): void {
    if (!this.server.hosts('worker')) return;
    this.worker = new Worker<MeshJob>(QUEUE_NAME, (job) => this.process(job), {
      connection: this.redis.open('blocking'),
      prefix: QUEUE_PREFIX,
      // As many tasks as the schedule lets it have, and room for one whose tenant enters beside a full window.
      concurrency: 2 * this.config.concurrency,
      lockDuration: this.config.leaseMs,
      stalledInterval: Math.min(5_000, this.config.leaseMs / 2),
      // A worker that dies is noticed by its lapsed lock; that must not use up the attempts of its jobs.
      maxStalledCount: 100,
    });
    for (const end of ['completed', 'failed'] as const) this.worker.on(end, () => this.queue.forgetEventsSoon());
    this.worker.on('error', (error) => this.logger.debug({ reason: error.message }, 'worker connection error'));
    this.beat();
    this.heart = setInterval(() => this.beat(), HEARTBEAT_MS).unref();
  }

  /** Whether this process takes work, or need not. */
  get isWorking(): boolean {
    return !this.server.hosts('worker') || this.worker?.isRunning() === true;
  }

  /** Lets running steps finish within the grace, then calls them off, so that they are taken up elsewhere. */
  async onModuleDestroy(): Promise<void> {
    clearInterval(this.heart);
    if (!this.worker) return;
    if (!(await this.redis.isReachable(PROBE_DEADLINE_MS))) {
      this.channels.stop(); // nothing can be handed back; the locks lapse by themselves
      await within(HAND_BACK_MS, this.worker.close(true));
      return;
    }
    await this.schedule.forgetWorker(this.workerId).catch(() => undefined); // it is forgotten after 15 s anyway
    const closed = this.worker.close();
    if (await within(this.server.graceSeconds * 1000, closed)) return;
    this.channels.stop();
    if (!(await within(HAND_BACK_MS, closed))) this.logger.warn('steps did not stop; their locks lapse by themselves');
  }

  /** Says that this worker is there, and takes up what waits for one. */
  private beat(): void {
    this.schedule
      .noteWorker(this.workerId, this.capacity.measure())
      .then(() => this.schedule.fill())
      .then((released) => this.queue.add(startsOf(released)))
      .catch((error: unknown) => this.logger.debug({ err: error }, 'the schedule does not hear of this worker'));
  }

  private process(job: Job<MeshJob>): Promise<void> {
    return this.carryOut(job.data, Date.now() + GO_ON_MS);
  }

  /** Does a piece of work, and until `goesOnUntilMs` what it has made possible: what is quick here, what takes its time where there is room. */
  private async carryOut(work: MeshJob, goesOnUntilMs: number): Promise<void> {
    const possible = await this.done(work, goesOnUntilMs);
    if (possible.length === 0) return;
    const goesOn = Date.now() < goesOnUntilMs && !this.channels.stopped.aborted;
    const { own, queued } = ownWork(possible, goesOn);
    const ends = await Promise.allSettled([this.queue.add(queued), ...own.map((one) => this.carryOut(one, goesOnUntilMs))]);
    const failed = ends.find((end) => end.status === 'rejected');
    if (failed) throw failed.reason as Error;
  }

  private async done(work: MeshJob, goesOnUntilMs: number): Promise<MeshJob[]> {
    try {
      return await this.dispatch(work, goesOnUntilMs);
    } catch (error) {
      // A process that is told to stop decides nothing: whatever it was at is taken up elsewhere.
      if (this.channels.stopped.aborted || (error instanceof MeshError && error.retryable)) throw error;
      const { taskId } = work.ref;
      if (error instanceof MeshError && isKeyRevoked(error))
        this.logger.log({ taskId, kind: work.kind }, 'no work is done for a revoked key');
      else this.logger.error({ taskId, kind: work.kind, err: error }, 'work failed');
      const failure =
        error instanceof MeshError ? error : new MeshError('internal', 'internal-error', 'something went wrong here', { cause: error });
      await this.workflow.giveUp(work.ref, failure);
      throw new UnrecoverableError(failure.code);
    }
  }

  private dispatch(work: MeshJob, goesOnUntilMs: number): Promise<MeshJob[]> {
    switch (work.kind) {
      case 'start':
        return this.starts.run(work, goesOnUntilMs);
      case 'step':
        return this.steps.run(work, goesOnUntilMs);
      case 'finish':
        return this.finishes.run(work);
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
