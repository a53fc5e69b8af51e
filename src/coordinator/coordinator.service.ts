import { Injectable, type OnModuleInit } from '@nestjs/common';
import { notFound } from '../errors';
import { noLiveSession, SessionsService } from '../memory';
import { NetworkCounts, NetworksService } from '../networks';
import { networkOf, newIdIn, type Page } from '../redis';
import { MeshLimits, type Principal } from '../security';
import type { SubmitTaskDto } from './dto/submit-task.dto';
import { TaskLists, type ListRequest } from './lists/task-lists';
import type { TaskSummary } from './lists/task-summary';
import { Approvals } from './approvals/approvals';
import { FairSchedule } from './schedule/fair/fair-schedule';
import { JobQueue } from './schedule/job.queue';
import { queueFull } from './schedule/queue-full';
import { scheduled } from './schedule/scheduled';
import { TaskDocuments } from './task-documents';
import { isFinal, type TaskDocument, type TaskReceipt, type TaskRecord, type TaskRef, type TaskStatus } from './workflow/task';
import { StandingTask } from './workflow/standing-task';
import { TaskStore } from './workflow/task.store';
import { Workflow } from './workflow/workflow';
import { WorkingTasks } from './workflow/working-tasks';

/** Takes tasks in, tells how they stand and lets their owners steer them. The work itself happens in workers. */
@Injectable()
export class CoordinatorService implements OnModuleInit {
  constructor(
    private readonly tasks: TaskStore,
    private readonly lists: TaskLists,
    private readonly schedule: FairSchedule,
    private readonly queue: JobQueue,
    private readonly workflow: Workflow,
    private readonly working: WorkingTasks,
    private readonly approvals: Approvals,
    private readonly standing: StandingTask,
    private readonly documents: TaskDocuments,
    private readonly networks: NetworksService,
    private readonly counts: NetworkCounts,
    private readonly sessions: SessionsService,
    private readonly limits: MeshLimits,
  ) {}

  onModuleInit(): void {
    this.counts.register('task_count', (tenantId, networkId) => this.tasks.count(tenantId, networkId));
  }

  /**
   * Stores the task and queues it unless `auto_start` is false; the same `seed` submits one task, however often.
   * @throws MeshError 404, 422 (also where `session_id` is no live session) or 429, before anything is stored.
   */
  async submit(principal: Principal, networkId: string, body: SubmitTaskDto, seed?: string): Promise<TaskReceipt> {
    const network = await this.networks.get(principal.tenantId, networkId);
    const ref: TaskRef = { tenantId: principal.tenantId, networkId, taskId: newIdIn('task', networkId, seed) };
    const now = Date.now();
    await this.limits.assertTokens(principal);
    const document = await this.documents.makerFor(principal, network)(body, now);
    const status = (body.auto_start ?? true) ? 'queued' : 'pending';
    await this.limits.takeTasks(principal, 1); // what could not be stored anyway takes no turn
    if (document.sessionId !== undefined) await this.sessions.own(ref, document.sessionId, 'tasks', ref.taskId);
    // Before it is stored, so that no crash can leave a task that nobody looks after.
    const entered = status === 'queued' ? await this.schedule.enter(scheduled(ref, document)) : undefined;
    if (entered?.verdict === 'full') throw queueFull(entered.retryAfterSeconds);
    if (entered === undefined && document.deadline !== undefined) await this.schedule.supervise(ref, Date.parse(document.deadline));
    const submitted = await this.tasks.submit(ref, document, status, now);
    if (submitted === 'session-over') {
      await this.schedule.forget(ref);
      throw noLiveSession();
    }
    if (submitted === 'known') return this.known(ref);
    if (document.workflow) this.working.keep(ref, document, { source: 'caller', steps: document.workflow });
    if (entered?.verdict === 'run') await this.start(ref, document, entered.share);
    return { ref, status, createdMs: now };
  }

  /** Starts a task that was not started when it was submitted; harmless for any other. */
  async process(tenantId: string, networkId: string, taskId: string): Promise<TaskRecord> {
    const { ref, document, status } = await this.get(tenantId, networkId, taskId);
    if (status !== 'pending') return this.get(tenantId, networkId, taskId);
    const entered = await this.schedule.enter(scheduled(ref, document));
    if (entered.verdict === 'full') throw queueFull(entered.retryAfterSeconds);
    await this.tasks.move(ref, 'queued', 'pending');
    if (entered.verdict === 'run') await this.start(ref, document, entered.share);
    return this.get(tenantId, networkId, taskId);
  }

  /** @throws MeshError 404 when the tenant has no such task. */
  async get(tenantId: string, networkId: string, taskId: string): Promise<TaskRecord> {
    const task = await this.tasks.find({ tenantId, networkId, taskId });
    if (!task) throw notFound('task', taskId);
    return task;
  }

  /** The same for a task whose network the caller does not name. */
  async getById(tenantId: string, taskId: string): Promise<TaskRecord> {
    const networkId = networkOf(taskId);
    if (networkId === undefined) throw notFound('task', taskId);
    return this.get(tenantId, networkId, taskId);
  }

  async list(tenantId: string, networkId: string, status: TaskStatus | undefined, page: ListRequest): Promise<Page<TaskSummary>> {
    await this.networks.get(tenantId, networkId);
    return this.lists.newest({ tenantId, networkId }, page, status);
  }

  /** Ends a task that is not final; running steps are called off on every replica, and what they write later is refused. */
  async cancel(principal: Principal, networkId: string, taskId: string): Promise<TaskRecord> {
    await this.get(principal.tenantId, networkId, taskId);
    const ref = { tenantId: principal.tenantId, networkId, taskId };
    // By whom stands in the history alone, see `Approvals`.
    const failure = { code: 'task-cancelled', detail: 'cancelled on request', retryable: false };
    await this.workflow.stop(ref, 'cancelled', failure, principal.userId);
    return this.get(ref.tenantId, networkId, taskId);
  }

  /** @throws MeshError 404 for an unknown step, 409 for one that waits for no decision or was decided otherwise. */
  async decide(
    principal: Principal,
    networkId: string,
    taskId: string,
    stepId: string,
    decision: { decision: 'approve' | 'reject'; note?: string | undefined },
  ): Promise<TaskRecord> {
    const task = await this.get(principal.tenantId, networkId, taskId);
    const change = await this.approvals.decide(task, stepId, { ...decision, by: principal.userId, at: new Date().toISOString() });
    if (change?.stopped === true) await this.workflow.followEnd(task.ref, change);
    else if (change !== undefined) await this.standing.moveOn(task.ref, Date.now());
    return this.get(principal.tenantId, networkId, taskId);
  }

  /** A task is safe once it is stored: should queueing fail now, the reconciler does it later. */
  private async start(ref: TaskRef, { priority }: TaskDocument, share: number): Promise<void> {
    await this.queue.add([{ kind: 'start', ref, priority, share }]).catch(() => undefined);
  }

  /** A task that was submitted before; one that has ended is not to come in again. */
  private async known(ref: TaskRef): Promise<TaskReceipt> {
    const task = await this.get(ref.tenantId, ref.networkId, ref.taskId);
    if (isFinal(task.status)) await this.schedule.forget(ref);
    return task;
  }
}
