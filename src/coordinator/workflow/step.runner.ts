import { Injectable, Logger } from '@nestjs/common';
import { AgentFactory, type AgentResult } from '../../agents';
import { MeshError } from '../../errors';
import { totalsOf } from '../../models';
import { NetworksService, type AgentConfig } from '../../networks';
import { StepJournal } from '../journal/step-journal';
import { TaskJournal } from '../journal/task-journal';
import type { PlannedStep } from '../plan/plan';
import { AgentMetrics } from './agent-metrics';
import { assignAgent } from './assign-agent';
import { AttemptSignals, isCalledOff } from './attempt-signals';
import { StepMemory } from './step-memory';
import type { Spent } from './spent';
import { stepResultOf } from './step-result';
import { isFinal, type TaskRecord, type TaskRef } from './task';
import { isDeadlinePassed, limitReached } from './task-limits';
import { TaskStore } from './task.store';
import { failureOf, Workflow } from './workflow';

/** One try at a step by the worker that holds it. */
interface Attempt {
  task: TaskRecord;
  step: PlannedStep;
  agent: AgentConfig;
  /** 1, 2, …; also the fencing token. */
  number: number;
  /** Whether a failure is final even when trying again might help. */
  isLast: boolean;
}

/** Works on one step: claims it, lets its agent work, stores the result and moves the task on. */
@Injectable()
export class StepRunner {
  private readonly logger = new Logger(StepRunner.name);

  constructor(
    private readonly tasks: TaskStore,
    private readonly workflow: Workflow,
    private readonly networks: NetworksService,
    private readonly factory: AgentFactory,
    private readonly memory: StepMemory,
    private readonly signals: AttemptSignals,
    private readonly journals: TaskJournal,
    private readonly metrics: AgentMetrics,
  ) {}

  /** @throws the failure of an attempt that should be tried again. */
  async run(ref: TaskRef, stepId: string, isLast: boolean): Promise<void> {
    const task = await this.tasks.find(ref);
    const step = task?.plan?.steps.find((candidate) => candidate.stepId === stepId);
    if (!task || !step || isFinal(task.status)) return;
    const limit = limitReached(task, Date.now());
    if (limit) return this.workflow.giveUp(ref, limit);
    const agent = assignAgent(step, await this.networks.agents(ref.tenantId, ref.networkId), this.factory);
    const claim = await this.tasks.claim(ref, step, agent);
    if (claim.claimed) await this.attempt({ task, step, agent, number: claim.attempt, isLast });
  }

  private async attempt(attempt: Attempt): Promise<void> {
    const { task, step, agent } = attempt;
    const startedMs = Date.now();
    const { signal, release } = this.signals.signalFor(task, (step.timeoutSeconds ?? task.document.timeoutSeconds) * 1000);
    const place = { ref: task.ref, stepId: step.stepId, generation: attempt.number };
    const journal = new StepJournal(this.journals, place, { mayHoldAnswers: false });
    let result: AgentResult;
    try {
      const input = { ...(await this.memory.inputOf(task, step, signal)), journal };
      signal.throwIfAborted();
      result = await this.factory.agentFor(agent).processTask(input, agent);
      signal.throwIfAborted();
    } catch (error) {
      // Before it is tried again or given up: both ask what the task has cost.
      await journal.settle();
      return await this.failed(attempt, signal.aborted ? signal.reason : error);
    } finally {
      release();
    }
    await journal.settle();
    await this.completed(attempt, result, journal.spent, Date.now() - startedMs);
  }

  private async completed(
    { task, step, agent, number }: Attempt,
    agentResult: AgentResult,
    spent: Spent,
    durationMs: number,
  ): Promise<void> {
    const result = stepResultOf(agentResult, agent, spent);
    const { agent_id, agent_type, summary, confidence, provider, model, cost_usd } = result;
    const details = { agent_id, agent_type, summary, confidence, provider, model, cost_usd, duration_ms: durationMs };
    const outcome = { stepId: step.stepId, attempt: number, result, details };
    // What the step cost was counted when it was paid.
    const advance = await this.tasks.complete(task.ref, outcome, totalsOf([]));
    this.metrics.completed(agent.type, durationMs, confidence);
    if (!advance.stopped) await this.memory.remember(task, step, agent, agentResult);
    await this.workflow.advance(task.ref, task.document.priority, advance);
  }

  private async failed({ task, step, agent, number, isLast }: Attempt, reason: unknown): Promise<void> {
    const { ref, document } = task;
    const error =
      reason instanceof MeshError ? reason : new MeshError('internal', 'agent-failed', 'the agent failed unexpectedly', { cause: reason });
    if (isCalledOff(error) || error.code === 'redis-unavailable') throw error;
    this.metrics.failed(agent.type);
    const facts = { taskId: ref.taskId, stepId: step.stepId, agentType: agent.type, attempt: number, code: error.code };
    this.logger.warn({ ...facts, err: error.cause }, 'step failed');
    if (isDeadlinePassed(error)) return this.workflow.giveUp(ref, error);
    const failure = failureOf(error, step.stepId);
    if (error.retryable && !isLast) {
      await this.tasks.noteRetry(ref, step.stepId, number, failure);
      throw error;
    }
    const advance = await this.tasks.fail(ref, { stepId: step.stepId, attempt: number, onFailure: step.onFailure, failure });
    await this.workflow.advance(ref, document.priority, advance);
  }
}
