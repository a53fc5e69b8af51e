import { Injectable, Logger } from '@nestjs/common';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import type { Counter, Histogram } from 'prom-client';
import { AgentFactory, type AgentResult, type AgentTask } from '../../agents';
import { MeshError } from '../../errors';
import { MemoryService } from '../../memory';
import { NetworksService, type AgentConfig } from '../../networks';
import { METRIC } from '../../observability';
import { TaskHints } from '../events/task-hints';
import type { PlannedStep } from '../plan/plan';
import { assignAgent } from './assign-agent';
import { spentOn } from './spent';
import { isFinal, usd, type StepResult, type TaskRecord, type TaskRef } from './task';
import { TaskStore } from './task.store';
import { failureOf, Workflow } from './workflow';

/** Memories an agent is given for one step. */
const RECALLED = 5;

/** Works on one step: claims it, lets its agent work, stores the result and moves the task on. */
@Injectable()
export class StepRunner {
  private readonly logger = new Logger(StepRunner.name);

  constructor(
    private readonly tasks: TaskStore,
    private readonly workflow: Workflow,
    private readonly networks: NetworksService,
    private readonly factory: AgentFactory,
    private readonly memory: MemoryService,
    private readonly hints: TaskHints,
    @InjectMetric(METRIC.agentTasks) private readonly outcomes: Counter<'agent_type' | 'status'>,
    @InjectMetric(METRIC.agentSeconds) private readonly seconds: Histogram<'agent_type'>,
    @InjectMetric(METRIC.agentConfidence) private readonly confidence: Histogram<'agent_type'>,
  ) {}

  /**
   * @param isLastAttempt whether a failure is final even when trying again might help.
   * @throws the failure of an attempt that should be tried again.
   */
  async run(ref: TaskRef, stepId: string, isLastAttempt: boolean): Promise<void> {
    const task = await this.tasks.find(ref);
    const step = task?.plan?.steps.find((candidate) => candidate.stepId === stepId);
    if (!task || !step || isFinal(task.status)) return;
    const spentUp = this.limitReached(task);
    if (spentUp) {
      await this.workflow.stop(ref, spentUp.kind === 'timeout' ? 'expired' : 'failed', failureOf(spentUp));
      return;
    }
    const agents = await this.networks.agents(ref.tenantId, ref.networkId);
    const agent = assignAgent(step, agents, this.factory);
    const claim = await this.tasks.claim(ref, step, agent);
    if (!claim.claimed) return;
    await this.attempt(task, step, agent, claim.attempt, isLastAttempt);
  }

  private async attempt(task: TaskRecord, step: PlannedStep, agent: AgentConfig, attempt: number, isLastAttempt: boolean): Promise<void> {
    const { ref } = task;
    const startedMs = Date.now();
    const stop = this.stopSignal(task, step);
    let result: AgentResult;
    try {
      const input = await this.inputOf(task, step, stop.signal);
      stop.signal.throwIfAborted();
      result = await this.factory.agentFor(agent).processTask(input, agent);
      stop.signal.throwIfAborted();
    } catch (error) {
      return await this.failed(task, step, agent, attempt, isLastAttempt, stop.signal.aborted ? stop.signal.reason : error);
    } finally {
      stop.release();
    }
    const stored = storedResult(result, agent);
    const { summary, confidence, agent_id, agent_type, provider, model, cost_usd } = stored;
    const spent = spentOn(result.answers);
    const event = { agent_id, agent_type, summary, confidence, provider, model, cost_usd, duration_ms: Date.now() - startedMs };
    const advance = await this.tasks.complete(ref, { stepId: step.stepId, attempt, result: stored, details: event }, spent);
    this.outcomes.inc({ agent_type: agent.type, status: 'completed' });
    this.seconds.observe({ agent_type: agent.type }, event.duration_ms / 1000);
    this.confidence.observe({ agent_type: agent.type }, result.confidence);
    if (!advance.stopped) await this.remember(task, step, agent, result);
    await this.workflow.advance(ref, task.document.priority, advance);
  }

  private async failed(
    task: TaskRecord,
    step: PlannedStep,
    agent: AgentConfig,
    attempt: number,
    isLastAttempt: boolean,
    reason: unknown,
  ): Promise<void> {
    const error =
      reason instanceof MeshError ? reason : new MeshError('internal', 'agent-failed', 'the agent failed unexpectedly', { cause: reason });
    if (error.code === CANCELLED || error.code === 'redis-unavailable') throw error;
    const { ref } = task;
    this.outcomes.inc({ agent_type: agent.type, status: 'failed' });
    const failure = failureOf(error, step.stepId);
    this.logger.warn(
      { taskId: ref.taskId, stepId: step.stepId, agentType: agent.type, attempt, code: error.code, err: error.cause },
      'step failed',
    );
    if (error.retryable && !isLastAttempt) {
      await this.tasks.noteRetry(ref, step.stepId, attempt, failure);
      throw error;
    }
    const advance = await this.tasks.fail(ref, { stepId: step.stepId, attempt, onFailure: step.onFailure, failure });
    await this.workflow.advance(ref, task.document.priority, advance);
  }

  /** Aborts when the attempt's time is over, the task has ended, or this process stops. */
  private stopSignal(task: TaskRecord, step: PlannedStep): { signal: AbortSignal; release: () => void } {
    const control = new AbortController();
    const ownMs = step.timeoutSeconds === undefined ? Number.POSITIVE_INFINITY : step.timeoutSeconds * 1000;
    const leftMs = Math.max(1, Math.min(ownMs, this.workflow.deadlineOf(task) - Date.now()));
    const late = () => control.abort(new MeshError('timeout', 'step-timeout', 'the step took longer than it may'));
    const timer = setTimeout(late, leftMs);
    const gone = () => control.abort(new MeshError('conflict', CANCELLED, 'the task has ended or this worker stops', { retryable: true }));
    const leave = this.hints.watch(task.ref, () => {
      this.tasks.find(task.ref).then(
        (now) => (now === undefined || isFinal(now.status)) && gone(),
        () => undefined, // Redis is away: the attempt goes on, and its result will not be stored if the task has ended
      );
    });
    this.hints.stopped.addEventListener('abort', gone);
    const release = () => {
      clearTimeout(timer);
      leave();
      this.hints.stopped.removeEventListener('abort', gone);
    };
    return { signal: control.signal, release };
  }

  private limitReached(task: TaskRecord): MeshError | undefined {
    if (Date.now() >= this.workflow.deadlineOf(task))
      return new MeshError('timeout', 'task-deadline-passed', 'the task was not done in time');
    const limit = task.document.maxCostMicroUsd;
    if (limit === undefined || task.costMicroUsd === 0) return undefined;
    if (task.costMicroUsd === null) {
      return new MeshError('budget-exceeded', 'task-cost-unknown', 'max_cost_usd cannot be held: the price of a model used is not known');
    }
    return task.costMicroUsd >= limit ? new MeshError('budget-exceeded', 'task-cost-reached', 'the task has cost max_cost_usd') : undefined;
  }

  private async inputOf(task: TaskRecord, step: PlannedStep, signal: AbortSignal): Promise<AgentTask> {
    const { ref, document } = task;
    const [network, recalled] = await Promise.all([
      this.networks.get(ref.tenantId, ref.networkId),
      this.memory.recall(ref.tenantId, ref.networkId, `${step.task} ${document.task}`, { sessionId: document.sessionId }, RECALLED),
    ]);
    const inputs: AgentTask['inputs'] = Object.fromEntries(
      step.dependsOn.flatMap((dependency) => {
        const result = task.steps.get(dependency)?.result;
        return result ? [[dependency, { agentType: result.agent_type, summary: result.summary, output: result.output }]] : [];
      }),
    );
    return {
      ...ref,
      stepId: step.stepId,
      goal: document.task,
      task: step.task,
      context: { ...network.sharedContext, ...document.context },
      inputs,
      recalled: recalled.map(({ memory }) => memory),
      model: document.model,
      signal,
    };
  }

  /** A memory that cannot be kept does not undo the step: it is stored already. */
  private async remember(task: TaskRecord, step: PlannedStep, agent: AgentConfig, result: AgentResult): Promise<void> {
    const { tenantId, networkId, taskId } = task.ref;
    const provenance = { source: 'agent' as const, agentType: agent.type, taskId, stepId: step.stepId };
    // What a model has worded may repeat what it was told by outsiders; only computed text is trusted.
    const trust = result.answers.length === 0 ? ('trusted' as const) : ('untrusted' as const);
    const memories = result.memories.map((memory) => ({ ...memory, trust, provenance, sessionId: task.document.sessionId }));
    await this.memory.addAll(tenantId, networkId, memories).catch((error: unknown) => {
      this.logger.warn({ taskId, stepId: step.stepId, err: error }, 'memories of a step were not kept');
    });
  }
}

/** The code of an attempt that was called off: nobody waits for it any more. */
const CANCELLED = 'attempt-called-off';

function storedResult(result: AgentResult, agent: AgentConfig): StepResult {
  const last = result.answers.at(-1);
  return {
    summary: result.summary,
    output: result.output,
    confidence: result.confidence,
    confidence_reasons: result.confidenceReasons,
    evidence: result.evidence,
    warnings: result.warnings,
    agent_id: agent.agentId,
    agent_type: agent.type,
    provider: last?.provider ?? null,
    model: last?.model ?? null,
    cost_usd: usd(spentOn(result.answers).costMicroUsd),
  };
}
