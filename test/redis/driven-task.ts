import { Approvals } from '../../src/coordinator/approvals/approvals';
import { eventsKey, prefixOf, taskKey } from '../../src/coordinator/workflow/task-keys';
import type { PlannedStep } from '../../src/coordinator/plan/plan';
import type { Change } from '../../src/coordinator/workflow/change';
import type { Claimed, ClaimRequest, OwnRequest, Refused, TaskLimits } from '../../src/coordinator/workflow/claim';
import { StepStore } from '../../src/coordinator/workflow/step.store';
import { afterFailure, graphOf, successorsOf, type TaskGraph } from '../../src/coordinator/workflow/task-graph';
import type { Failure, StepResult, TaskDocument, TaskRecord, TaskRef, TaskStatus } from '../../src/coordinator/workflow/task';
import { TaskLives } from '../../src/coordinator/workflow/task-lives';
import { TaskStore } from '../../src/coordinator/workflow/task.store';
import type { Workflow } from '../../src/coordinator/workflow/workflow';
import { newId, newIdIn, type RedisClient } from '../../src/redis';
import { RetentionPeriods } from '../../src/tenants';

/** What a test says of a step; the rest is as in any plan. */
export type StepSketch = Partial<Omit<PlannedStep, 'stepId' | 'dependsOn'>>;
/** Steps by id, each with the ids that it depends on and what else is to be said. */
export type PlanSketch = Record<string, [dependsOn: string[], sketch?: StepSketch]>;

/** What a test asks of a claim. */
export type Asked = Partial<ClaimRequest> & Partial<TaskLimits>;

/** Steps that are not settled, and those of them that are ready or running. */
export interface StepCounts {
  left: number;
  active: number;
}

/** One event as the stream holds it. */
export interface StoredEvent {
  event: string;
  step: string;
  by: string;
  details: Record<string, unknown>;
}

export const FAILURE: Failure = { code: 'agent-failed', detail: 'it went wrong', retryable: true };
export const WRITER = { agentId: 'agent_writer', type: 'content', limit: 0 };
const LONG_LEASE_MS = 60_000;

/** A task that a test moves through the stores as workers do, every call a script on a real Redis. */
export class DrivenTask {
  readonly tasks: TaskStore;
  readonly steps: StepStore;
  readonly approvals: Approvals;
  private readonly graph: TaskGraph;

  private constructor(
    private readonly redis: RedisClient,
    readonly ref: TaskRef,
    readonly document: TaskDocument & { workflow: PlannedStep[] },
  ) {
    this.tasks = new TaskStore(redis, new TaskLives(new RetentionPeriods(redis)));
    this.steps = new StepStore(redis);
    // Whoever decides through these stores alone follows nothing up: that is the workflow's.
    this.approvals = new Approvals(redis, { followEnd: () => Promise.resolve() } as unknown as Workflow);
    this.graph = graphOf({ steps: document.workflow });
  }

  /** Submits and starts it, in a network of its own unless `networkId` is given. */
  static async start(
    redis: RedisClient,
    sketch: PlanSketch,
    about: Partial<TaskDocument> & { networkId?: string } = {},
  ): Promise<DrivenTask> {
    const { networkId = newId('network'), ...document } = about;
    const workflow = Object.entries(sketch).map(([stepId, [dependsOn, step]]) => ({
      ...{ stepId, task: `do ${stepId}`, dependsOn, onFailure: 'fail' as const, requiresApproval: false },
      ...step,
    }));
    const whole = { task: 'x', context: {}, priority: 5, timeoutSeconds: 60, maxIterations: 3, createdBy: 'ada', workflow, ...document };
    const task = new DrivenTask(redis, { tenantId: 'tenant', networkId, taskId: newIdIn('task', networkId) }, whole);
    await task.tasks.submit(task.ref, whole, 'queued', Date.now());
    const change = await task.tasks.start(task.ref, { source: 'caller', steps: workflow }, task.limits, []);
    if (change === 'not-queued') throw new Error('the task was not queued');
    return task;
  }

  claim(stepId: string, { leaseMs = LONG_LEASE_MS, taskLimitMs, deadlineMs, ...asked }: Asked = {}): Promise<Claimed | Refused> {
    const limits = {
      ...this.limits,
      leaseMs,
      ...(taskLimitMs === undefined ? {} : { taskLimitMs }),
      ...(deadlineMs ? { deadlineMs } : {}),
    };
    return this.steps.claim(this.ref, limits, { ...this.requestFor(stepId), ...asked });
  }

  /** What a claim of `stepId` asks for, unless a test says otherwise. */
  requestFor(stepId: string): ClaimRequest {
    const step = this.graph.steps.get(stepId) as PlannedStep;
    return { stepId, task: step.task, dependsOn: step.dependsOn, candidates: [WRITER] };
  }

  get limits(): TaskLimits {
    const { timeoutSeconds, maxCostMicroUsd } = this.document;
    const limits = { leaseMs: LONG_LEASE_MS, taskLimitMs: timeoutSeconds * 1000 };
    return maxCostMicroUsd === undefined ? limits : { ...limits, maxCostMicroUsd };
  }

  /** The claim of a step that must be free. */
  async take(stepId: string, asked: Asked = {}): Promise<Claimed> {
    const claimed = await this.claim(stepId, asked);
    if ('why' in claimed) throw new Error(`${stepId} is not to be had: ${JSON.stringify(claimed)}`);
    return claimed;
  }

  complete(
    stepId: string,
    { attempt, candidate, keepsRecord }: Claimed,
    says = stepId,
    revise?: string,
    goesOnWith: readonly OwnRequest[] = [],
    leaseMs = LONG_LEASE_MS,
  ): Promise<Change> {
    const { agentId } = candidate;
    const feedback = revise === undefined ? {} : { revise: { stepId: revise, feedback: `not ${says}`, maxIterations: 50 } };
    const step = {
      ...{ stepId, attempt, agentId, durationMs: 5, costMicroUsd: 10, details: { says }, result: resultOf(says, agentId) },
      ...{ successors: successorsOf(this.graph, stepId), keepsRecord, ...feedback },
    };
    return this.steps.complete(this.ref, step, { ...this.limits, leaseMs }, goesOnWith);
  }

  fail(
    stepId: string,
    { attempt, candidate }: Claimed,
    retryInMs?: number,
    asksAnew = false,
    isAgentsFault = true,
  ): ReturnType<StepStore['fail']> {
    return this.steps.fail(this.ref, {
      ...{ stepId, attempt, agentId: candidate.agentId, failure: { ...FAILURE, step_id: stepId }, asksAnew, isAgentsFault },
      ...{ policy: afterFailure(this.graph, stepId), ...(retryInMs === undefined ? {} : { retryInMs }) },
    });
  }

  /** Claims and completes steps, one after the other. */
  async does(...stepIds: string[]): Promise<void> {
    for (const stepId of stepIds) await this.complete(stepId, await this.take(stepId));
  }

  /** Claims a step and has it fail for good. */
  async failsAt(stepId: string): Promise<Change> {
    return (await this.fail(stepId, await this.take(stepId))) as Change;
  }

  async decide(stepId: string, decision: 'approve' | 'reject', by = 'ada'): Promise<Change | undefined> {
    return this.approvals.decide(await this.record(), stepId, { decision, by, at: new Date().toISOString() });
  }

  async record(): Promise<TaskRecord> {
    return (await this.tasks.find(this.ref)) as TaskRecord;
  }

  async fields(): Promise<Record<string, string>> {
    return this.redis.run((redis) => redis.hgetall(taskKey(this.ref)));
  }

  /** Every step as `id status`, as it is stored. */
  async statuses(): Promise<Record<string, string | undefined>> {
    const fields = await this.fields();
    return Object.fromEntries([...this.graph.steps.keys()].map((stepId) => [stepId, fields[`s:${stepId}:status`]]));
  }

  /** What the counts of the task say, and what its steps say: of a task that runs both must be the same at any time. */
  async counts(): Promise<{ status: TaskStatus; counted: StepCounts; true: StepCounts }> {
    const fields = await this.fields();
    const statuses = [...this.graph.steps.keys()].map((stepId) => fields[`s:${stepId}:status`] ?? '');
    const active = statuses.filter((status) => status === 'ready' || status === 'running').length;
    const left = active + statuses.filter((status) => status === 'pending' || status === 'awaiting_approval').length;
    const status = fields.status as TaskStatus;
    return { status, counted: { left: Number(fields.left), active: Number(fields.active) }, true: { left, active } };
  }

  async events(): Promise<StoredEvent[]> {
    const rows = await this.redis.run((redis) => redis.xrange(eventsKey(this.ref), '-', '+'));
    return rows.map(([, flat]) => {
      const {
        event = '',
        step = '',
        by = '',
        details = '{}',
      } = Object.fromEntries(Array.from({ length: flat.length / 2 }, (_unused, at) => [flat[2 * at], flat[2 * at + 1]])) as Record<
        string,
        string
      >;
      return { event, step, by, details: JSON.parse(details) as Record<string, unknown> };
    });
  }

  /** Events as `event step`. */
  async told(): Promise<string[]> {
    return (await this.events()).map(({ event, step }) => `${event} ${step}`.trim());
  }

  /** Steps that an agent works on, as far as its load says. */
  async load(agentId = WRITER.agentId): Promise<string[]> {
    const members = await this.redis.run((redis) => redis.zrange(`${prefixOf(this.ref)}agent-load:${agentId}`, 0, -1));
    return members.map((member) => member.split(' ')[1] as string);
  }

  key(name: string): string {
    return prefixOf(this.ref) + name;
  }
}

function resultOf(summary: string, agentId: string): StepResult {
  const nothing = { confidence_reasons: [], evidence: [], warnings: [], provider: null, model: null };
  return { summary, output: {}, confidence: 1, ...nothing, agent_id: agentId, agent_type: 'content', cost_usd: 0 };
}
