import { Injectable, type OnModuleInit } from '@nestjs/common';
import { invalidField, MeshError, notFound } from '../errors';
import { noLiveSession, SessionsService } from '../memory';
import { NetworkCounts, NetworksService, type Network } from '../networks';
import { networkOf, newIdIn, type Page } from '../redis';
import type { Principal } from '../security';
import { plannedStepsOf } from './dto/planned-steps';
import type { SubmitTaskDto, WorkflowDto } from './dto/submit-task.dto';
import { faultsOf } from './plan/check-plan';
import type { PlannedStep } from './plan/plan';
import { Planner } from './plan/planner';
import { JobQueue } from './schedule/job.queue';
import { OpenTasksStore } from './schedule/open-tasks.store';
import { CHECK_AFTER_MS } from './schedule/reconciler';
import type { TaskDocument, TaskReceipt, TaskRecord, TaskRef, TaskStatus } from './workflow/task';
import { TaskStore } from './workflow/task.store';
import { Workflow } from './workflow/workflow';

const DEFAULT_PRIORITY = 5;

/** Takes tasks in, tells how they stand and lets their owners steer them. The work itself happens in workers. */
@Injectable()
export class CoordinatorService implements OnModuleInit {
  constructor(
    private readonly tasks: TaskStore,
    private readonly open: OpenTasksStore,
    private readonly queue: JobQueue,
    private readonly workflow: Workflow,
    private readonly planner: Planner,
    private readonly networks: NetworksService,
    private readonly counts: NetworkCounts,
    private readonly sessions: SessionsService,
  ) {}

  onModuleInit(): void {
    this.counts.register('task_count', (tenantId, networkId) => this.tasks.count(tenantId, networkId));
  }

  /**
   * Stores the task and queues it unless `auto_start` is false; the same `seed` submits one task, however often.
   * @throws MeshError 404, or 422 (also where `session_id` is no live session), before anything is stored.
   */
  async submit(principal: Principal, networkId: string, body: SubmitTaskDto, seed?: string): Promise<TaskReceipt> {
    const network = await this.networks.get(principal.tenantId, networkId);
    const ref: TaskRef = { tenantId: principal.tenantId, networkId, taskId: newIdIn('task', networkId, seed) };
    const now = Date.now();
    const document = await this.documentOf(principal, network, body, now);
    const status = (body.auto_start ?? true) ? 'queued' : 'pending';
    if (document.sessionId !== undefined) await this.sessions.own(ref, document.sessionId, 'tasks', ref.taskId);
    await this.open.watch(ref, now + CHECK_AFTER_MS);
    const submitted = await this.tasks.submit(ref, document, status, now);
    if (submitted === 'session-over') {
      await this.open.forget(ref);
      throw noLiveSession();
    }
    if (status === 'queued') await this.enqueue(ref, document.priority);
    return submitted === 'new' ? { ref, status, createdMs: now } : this.get(ref.tenantId, networkId, ref.taskId);
  }

  /** Starts a task that was not started when it was submitted; harmless for any other. */
  async process(tenantId: string, networkId: string, taskId: string): Promise<TaskRecord> {
    const ref = { tenantId, networkId, taskId };
    const status = await this.tasks.move(ref, 'queued', 'pending');
    if (status === undefined) throw notFound('task', taskId);
    const task = await this.get(tenantId, networkId, taskId);
    if (status === 'queued') await this.enqueue(ref, task.document.priority);
    return task;
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

  async list(
    tenantId: string,
    networkId: string,
    status: TaskStatus | undefined,
    page: { limit: number; cursor?: string | undefined },
  ): Promise<Page<TaskRecord>> {
    await this.networks.get(tenantId, networkId);
    return this.tasks.list(tenantId, networkId, page, (task) => status === undefined || task.status === status);
  }

  /** Ends a task that is not final; running steps are called off on every replica, and what they write later is refused. */
  async cancel(principal: Principal, networkId: string, taskId: string): Promise<TaskRecord> {
    await this.get(principal.tenantId, networkId, taskId);
    const ref = { tenantId: principal.tenantId, networkId, taskId };
    const failure = { code: 'task-cancelled', detail: `cancelled by ${principal.userId}`, retryable: false };
    await this.workflow.stop(ref, 'cancelled', failure);
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
    const rejection = { code: 'step-rejected', detail: `rejected by ${principal.userId}`, retryable: false, step_id: stepId };
    const record = { ...decision, by: principal.userId, at: new Date().toISOString() };
    const outcome = await this.tasks.decide(task.ref, stepId, record, rejection);
    if (outcome === 'no-such-step') throw notFound('step', stepId);
    if (outcome === 'not-waiting') throw new MeshError('conflict', 'step-not-waiting', `step ${stepId} waits for no such decision`);
    await this.workflow.resume(task.ref);
    return this.get(principal.tenantId, networkId, taskId);
  }

  /** A task is safe once it is stored: should queueing fail now, the reconciler does it later. */
  private async enqueue(ref: TaskRef, priority: number): Promise<void> {
    await this.queue.add([{ kind: 'plan', ref, priority }]).catch(() => undefined);
  }

  private async documentOf(principal: Principal, network: Network, body: SubmitTaskDto, nowMs: number): Promise<TaskDocument> {
    if (body.deadline !== undefined && Date.parse(body.deadline) <= nowMs) throw invalidField('deadline', 'lies in the past');
    return {
      task: body.task,
      context: body.context ?? {},
      priority: body.priority ?? DEFAULT_PRIORITY,
      deadline: body.deadline,
      sessionId: body.session_id,
      model: body.model_selection?.model,
      maxCostMicroUsd: body.max_cost_usd === undefined ? undefined : Math.round(body.max_cost_usd * 1_000_000),
      workflow: body.workflow === undefined ? undefined : await this.checkedSteps(principal.tenantId, network.networkId, body.workflow),
      timeoutSeconds: network.timeoutSeconds,
      createdBy: principal.userId,
      keyId: principal.keyId,
    };
  }

  private async checkedSteps(tenantId: string, networkId: string, workflow: WorkflowDto): Promise<PlannedStep[]> {
    const steps = plannedStepsOf(workflow);
    const abilities = this.planner.abilitiesOf(await this.networks.agents(tenantId, networkId));
    const errors = faultsOf(steps, abilities, 'workflow.steps');
    if (errors.length === 0) return steps;
    const detail = errors.map((fault) => `${fault.field}: ${fault.message}`).join('; ');
    throw new MeshError('invalid', 'workflow-invalid', detail.slice(0, 1_000), { errors });
  }
}
