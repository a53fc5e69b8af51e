import { Injectable, Logger } from '@nestjs/common';
import { AgentFactory, type AgentResult } from '../../agents';
import { MeshError } from '../../errors';
import type { AgentConfig } from '../../networks';
import { StepJournal } from '../journal/step-journal';
import { TaskJournal } from '../journal/task-journal';
import type { PlannedStep } from '../plan/plan';
import type { MeshJob } from '../schedule/job';
import { WorkerConfig } from '../schedule/worker.config';
import { AgentMetrics } from './agent-metrics';
import type { Attempt } from './attempt';
import { AttemptSignals, isCalledOff } from './attempt-signals';
import { candidatesFor } from './candidates';
import { NetworkTeam } from './network-team';
import { QuickSteps } from './quick-steps';
import { StepFailures } from './step-failures';
import { StepLeases } from './step-leases';
import { StepMemory } from './step-memory';
import { stepResultOf } from './step-result';
import { StepStore, type Claimed, type Refused } from './step.store';
import { successorsOf } from './task-graph';
import { costReached, deadlinePassed } from './task-limits';
import { WorkingTasks, type WorkingTask } from './working-tasks';
import { Workflow, type Standing } from './workflow';

/** Milliseconds after which whoever finds a step held by another looks again, beyond the end of the lease. */
const AFTER_LEASE_MS = 50;

/** Works on one step: claims it, lets its agent work, stores the result and tells what the task can do now. */
@Injectable()
export class StepRunner {
  private readonly logger = new Logger(StepRunner.name);

  constructor(
    private readonly config: WorkerConfig,
    private readonly steps: StepStore,
    private readonly working: WorkingTasks,
    private readonly workflow: Workflow,
    private readonly team: NetworkTeam,
    private readonly factory: AgentFactory,
    private readonly memory: StepMemory,
    private readonly journals: TaskJournal,
    private readonly signals: AttemptSignals,
    private readonly leases: StepLeases,
    private readonly failures: StepFailures,
    private readonly metrics: AgentMetrics,
    private readonly quick: QuickSteps,
  ) {}

  /** Resolves to the work that can be done now. @throws MeshError when it could not be found out what is to be done. */
  async run(standing: Standing, stepId: string, attempt: number): Promise<MeshJob[]> {
    const task = await this.working.get(standing.ref);
    const step = task?.graph.steps.get(stepId);
    if (!task || !step) return [];
    const { agents } = await this.team.of(standing.ref);
    const candidates = candidatesFor(step, agents, this.factory);
    const claimed = await this.claim(task, step, candidates);
    if ('why' in claimed) return this.refused(standing, { stepId, attempt }, claimed);
    const agent = candidates.find(({ agentId }) => agentId === claimed.candidate.agentId) as AgentConfig;
    return this.attempt({ standing, task, step, agent, claimed });
  }

  private claim({ ref, document, graph }: WorkingTask, step: PlannedStep, candidates: readonly AgentConfig[]): Promise<Claimed | Refused> {
    return this.steps.claim(ref, {
      stepId: step.stepId,
      task: step.task,
      dependsOn: graph.inputs.get(step.stepId) ?? [],
      candidates: candidates.map(({ agentId, type, maxConcurrency = 0 }) => ({ agentId, type, limit: maxConcurrency })),
      leaseMs: this.config.leaseMs,
      taskLimitMs: document.timeoutSeconds * 1000,
      ...(document.deadline === undefined ? {} : { deadlineMs: Date.parse(document.deadline) }),
      ...(document.maxCostMicroUsd === undefined ? {} : { maxCostMicroUsd: document.maxCostMicroUsd }),
    });
  }

  private async refused(standing: Standing, step: { stepId: string; attempt: number }, refused: Refused): Promise<MeshJob[]> {
    switch (refused.why) {
      case 'later':
        return [{ ...standing, ...step, kind: 'step', notBeforeMs: refused.atMs + AFTER_LEASE_MS }];
      case 'cost-reached':
      case 'cost-unknown':
        await this.workflow.giveUp(standing.ref, costReached(refused.why));
        return [];
      case 'deadline-passed':
        await this.workflow.giveUp(standing.ref, deadlinePassed());
        return [];
      case 'gone':
      case 'not-running':
      case 'settled':
      case 'paused':
        return []; // whoever unpauses the network looks at its tasks again
    }
  }

  private async attempt(attempt: Attempt): Promise<MeshJob[]> {
    const { task, step, agent, claimed } = attempt;
    const { ref } = task;
    const startedMs = performance.now();
    const limitMs = (step.timeoutSeconds ?? task.document.timeoutSeconds) * 1000;
    const { signal, callOff, release } = this.signals.signalFor(ref, limitMs, claimed.deadlineMs);
    const letGo = this.leases.hold({
      ref,
      stepId: step.stepId,
      attempt: claimed.attempt,
      agentId: agent.agentId,
      onLost: callOff,
    });
    const place = { ref, stepId: step.stepId, generation: claimed.generation + 1 };
    const journal = new StepJournal(this.journals, place, { mayHoldAnswers: claimed.mayHoldAnswers });
    try {
      const input = { ...(await this.memory.inputOf(attempt, signal)), journal };
      const result = await this.factory.agentFor(agent).processTask(input, agent);
      signal.throwIfAborted();
      await journal.settle();
      return await this.completed(attempt, result, journal, performance.now() - startedMs);
    } catch (error) {
      await journal.settle();
      const reason: unknown = signal.aborted ? signal.reason : error;
      // Nothing is decided while Redis is away, or by a process that nobody waits for: the lease lapses, or is another's.
      if (reason instanceof MeshError && (isCalledOff(reason) || reason.code === 'redis-unavailable')) throw reason;
      return await this.failures.settle(attempt, reason);
    } finally {
      release();
      letGo();
    }
  }

  private async completed(attempt: Attempt, agentResult: AgentResult, journal: StepJournal, durationMs: number): Promise<MeshJob[]> {
    const { standing, task, step, agent, claimed } = attempt;
    const { spent } = journal;
    const rounds = step.maxIterations ?? task.document.maxIterations;
    const wantsRevision = agentResult.review?.approved === false && step.reviews !== undefined;
    const isLastRound = claimed.iteration + 1 >= rounds;
    const warnings = wantsRevision && isLastRound ? [`not approved after ${rounds} rounds: ${agentResult.review?.feedback ?? ''}`] : [];
    const result = stepResultOf({ ...agentResult, warnings: [...agentResult.warnings, ...warnings] }, agent, spent);
    const { agent_id, agent_type, summary, confidence, provider, model, cost_usd } = result;
    const change = await this.steps.complete(task.ref, {
      stepId: step.stepId,
      attempt: claimed.attempt,
      agentId: agent.agentId,
      result,
      details: { agent_id, agent_type, summary, confidence, provider, model, cost_usd, duration_ms: Math.round(durationMs) },
      durationMs: Math.round(durationMs),
      costMicroUsd: spent.costMicroUsd,
      ...(wantsRevision && !isLastRound
        ? { revise: { stepId: step.reviews as string, feedback: agentResult.review?.feedback ?? '', maxIterations: rounds } }
        : {}),
      successors: successorsOf(task.graph, step.stepId),
    });
    this.metrics.completed(agent.type, durationMs, confidence);
    this.quick.note(task.ref, step, durationMs);
    if (change.stopped) this.logger.debug({ taskId: task.ref.taskId, stepId: step.stepId }, 'a result came too late');
    else await this.memory.remember(task, step, agent, agentResult);
    return this.workflow.follow(standing, change);
  }
}
