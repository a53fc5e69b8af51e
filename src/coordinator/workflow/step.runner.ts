import { Injectable, Logger } from '@nestjs/common';
import { AgentFactory, type AgentResult } from '../../agents';
import { MeshError } from '../../errors';
import { StepJournal } from '../journal/step-journal';
import { TaskJournal } from '../journal/task-journal';
import type { MeshJob, StepJob } from '../schedule/job';
import { TaskAudit } from '../authority/task-audit';
import { TaskAuthority } from '../authority/task-authority';
import { AgentMetrics } from './agent-metrics';
import type { Attempt } from './attempt';
import { AttemptSignals, isCalledOff } from './attempt-signals';
import type { Refused } from './claim';
import { Containment, isHeld } from './containment';
import { NetworkTeam } from './network-team';
import { QuickSteps } from './quick-steps';
import { StepFailures } from './step-failures';
import { StepLeases } from './step-leases';
import { StepMemory } from './step-memory';
import { stepResultOf } from './step-result';
import { StepRequests } from './step-requests';
import { StepStore } from './step.store';
import { successorsOf } from './task-graph';
import { costReached, deadlinePassed } from './task-limits';
import { WorkingTasks, type WorkingTask } from './working-tasks';
import { Workflow } from './workflow';

/**
 * Whoever cannot have a step now looks again at the next full quarter of a second after it may: jobs for the same look are one job, so that they do
 * not multiply, however often others find that the step waits.
 */
const LOOK_AGAIN_MS = 250;

/** Milliseconds after a claim in which its task may have ended unheard, or its lease lapsed: what a step before leaves is remembered first. */
const LATE_MS = 100;

/** What the result of a step says whose data were not to be trusted. */
const TAINTED = 'data of this step reads like instructions to an AI: check what it says before you act on it';

/** Works on one step: claims it, lets its agent work, stores the result and tells what the task can do now. */
@Injectable()
export class StepRunner {
  private readonly logger = new Logger(StepRunner.name);

  constructor(
    private readonly requests: StepRequests,
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
    private readonly authority: TaskAuthority,
    private readonly audit: TaskAudit,
    private readonly containment: Containment,
  ) {}

  /**
   * Resolves to the work that can be done now, steps that are claimed already among it where this worker goes on with them until `goesOnUntilMs`.
   * @throws MeshError when it could not be found out what is to be done.
   */
  async run(work: StepJob, goesOnUntilMs: number): Promise<MeshJob[]> {
    const { stepId, ref } = work;
    const task = await this.working.get(ref);
    const step = task?.graph.steps.get(stepId);
    if (!task || !step) return [];
    const agents = await this.authority.atStep(task.document, (await this.team.of(ref)).agents);
    const limits = this.requests.limitsOf(task);
    const claimed = work.claimed ?? (await this.steps.claim(ref, limits, this.requests.requestFor(task, step, agents)));
    if ('why' in claimed) return this.refused(work, task, claimed);
    const agent = agents.find(({ agentId }) => agentId === claimed.candidate.agentId);
    if (agent === undefined) return [{ ...work, claimed: undefined }]; // it has just been removed; the lease lapses
    const standing = { ref, priority: work.priority, share: work.share };
    return this.attempt({ standing, task, step, agent, claimed, limits, agents, goesOnUntilMs });
  }

  private async refused(work: StepJob, task: WorkingTask, refused: Refused): Promise<MeshJob[]> {
    switch (refused.why) {
      case 'later':
        return [{ ...work, notBeforeMs: (Math.floor(refused.atMs / LOOK_AGAIN_MS) + 1) * LOOK_AGAIN_MS }];
      case 'worn-out':
        return this.failures.giveUp(work, task, work.stepId, refused);
      case 'cost-reached':
      case 'cost-unknown':
        await this.workflow.giveUp(work.ref, costReached(refused.why));
        return [];
      case 'deadline-passed':
        await this.workflow.giveUp(work.ref, deadlinePassed());
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
    const limitSeconds = Math.min(step.timeoutSeconds ?? task.document.timeoutSeconds, agent.parameters.timeoutSeconds ?? Infinity);
    const { signal, callOff, release } = this.signals.signalFor(ref, limitSeconds * 1000, claimed.deadlineMs);
    const { attempt: number, sinceMs } = claimed;
    const held = this.leases.hold({ ref, stepId: step.stepId, attempt: number, agentId: agent.agentId, sinceMs, onLost: callOff });
    const goOnIf = (isOurs: boolean): void => {
      if (!isOurs) callOff();
      signal.throwIfAborted();
    };
    const beforeAsking = async (): Promise<void> => goOnIf(await held.isOurs());
    const unwatch = this.authority.whileWorking(task.document, callOff);
    const place = { ref, stepId: step.stepId, generation: claimed.generation + 1 };
    const journal = new StepJournal(this.journals, place, { mayHoldAnswers: claimed.mayHoldAnswers, beforeAsking });
    try {
      if (Date.now() - sinceMs > LATE_MS) goOnIf(await held.renewed());
      const permit = this.containment.permitFor(attempt, journal);
      const input = await this.memory.inputOf(attempt, { journal, permit, signal });
      const result = await this.factory.agentFor(agent).processTask(input, agent);
      signal.throwIfAborted();
      await journal.settle();
      return await this.completed(attempt, result, journal, performance.now() - startedMs);
    } catch (error) {
      await journal.settle();
      const reason: unknown = signal.aborted ? signal.reason : error;
      // Nothing is decided while Redis is away, or by a process that nobody waits for: the lease lapses, or is another's.
      if (this.signals.isStopping) await this.handBack(attempt);
      if (reason instanceof MeshError && (isCalledOff(reason) || reason.code === 'redis-unavailable')) throw reason;
      if (isHeld(reason)) return await this.held(attempt);
      return await this.failures.settle(attempt, reason, performance.now() - startedMs);
    } finally {
      release();
      held.release();
      unwatch();
    }
  }

  /** The step waits for somebody to approve what it would do; what models were paid for is kept for then. */
  private async held({ standing, task, step, agent, claimed }: Attempt): Promise<MeshJob[]> {
    this.logger.warn({ taskId: task.ref.taskId, stepId: step.stepId }, 'data of a step reads like instructions: it waits for approval');
    return this.workflow.follow(standing, await this.steps.hold(task.ref, step.stepId, claimed.attempt, agent.agentId));
  }

  /** A process that stops leaves its steps to others at once, not when the lease lapses. */
  private async handBack({ task, step, agent, claimed }: Attempt): Promise<void> {
    await this.steps.renew(task.ref, step.stepId, claimed.attempt, agent.agentId, 0).catch(() => undefined);
  }

  private async completed(attempt: Attempt, agentResult: AgentResult, journal: StepJournal, durationMs: number): Promise<MeshJob[]> {
    const { standing, task, step, agent, claimed, limits } = attempt;
    const { spent } = journal;
    const rounds = step.maxIterations ?? task.document.maxIterations;
    const wantsRevision = agentResult.review?.approved === false && step.reviews !== undefined;
    const isLastRound = claimed.iteration + 1 >= rounds;
    const warnings = wantsRevision && isLastRound ? [`not approved after ${rounds} rounds: ${agentResult.review?.feedback ?? ''}`] : [];
    const isTainted = this.containment.isTainted(attempt, journal);
    if (isTainted) warnings.push(TAINTED);
    const result = stepResultOf(agentResult, agent, spent, { warnings, isTainted });
    const { agent_id, agent_type, summary, confidence, provider, model, cost_usd } = result;
    const successors = successorsOf(task.graph, step.stepId);
    const goesOn = Date.now() < attempt.goesOnUntilMs;
    const goesOnWith = goesOn ? this.requests.ownOf(task, successors, attempt.agents) : [];
    const change = await this.steps.complete(
      task.ref,
      {
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
        successors,
        keepsRecord: claimed.keepsRecord,
      },
      limits,
      goesOnWith,
    );
    this.metrics.completed(agent.type, durationMs, confidence, spent.costMicroUsd);
    this.audit.step(task.ref, task.document, step.stepId, agent, durationMs);
    this.quick.note(task.ref, step, durationMs);
    if (change.stopped) this.logger.debug({ taskId: task.ref.taskId, stepId: step.stepId }, 'a result came too late');
    else if (await this.containment.isPermitted(attempt, journal)) await this.memory.remember(task, step, agent, agentResult);
    return this.workflow.follow(standing, change);
  }
}
