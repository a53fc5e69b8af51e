import { Injectable } from '@nestjs/common';
import type { AgentConfig } from '../../networks';
import { StepJournal } from '../journal/step-journal';
import { PLANNING, TaskJournal } from '../journal/task-journal';
import { FairSchedule } from '../schedule/fair/fair-schedule';
import type { MeshJob } from '../schedule/job';
import type { Plan } from '../plan/plan';
import { MAX_PLANNING_MS, Planner } from '../plan/planner';
import { TaskAuthority } from '../authority/task-authority';
import { AttemptSignals } from './attempt-signals';
import type { Change } from './change';
import { NetworkTeam } from './network-team';
import { StandingTask } from './standing-task';
import type { TaskDocument, TaskRef } from './task';
import { StepRequests } from './step-requests';
import { graphOf, type TaskGraph } from './task-graph';
import { TaskClaims } from './task-claims';
import { TaskStore, type StoredTask } from './task.store';
import { Workflow, type Standing } from './workflow';
import { WorkingTasks } from './working-tasks';

/** Plans a queued task and starts it. */
@Injectable()
export class StartRunner {
  constructor(
    private readonly tasks: TaskStore,
    private readonly working: WorkingTasks,
    private readonly team: NetworkTeam,
    private readonly planner: Planner,
    private readonly workflow: Workflow,
    private readonly standing: StandingTask,
    private readonly schedule: FairSchedule,
    private readonly claims: TaskClaims,
    private readonly requests: StepRequests,
    private readonly journals: TaskJournal,
    private readonly signals: AttemptSignals,
    private readonly authority: TaskAuthority,
  ) {}

  /** Resolves to the work that can be done now. @throws MeshError why it could not be planned. */
  async run({ ref, priority, share }: Standing, goesOnUntilMs: number): Promise<MeshJob[]> {
    const standing = { ref, priority, share };
    const task = (await this.working.get(ref)) ?? (await this.planned(ref));
    // Whoever submits a task lets it in before it is stored: one that is not there by the next look of the reconciler never will be.
    if (task === 'planned-by-another' || task === 'not-stored') return [];
    const change = task === undefined ? 'not-queued' : await this.started(ref, task, goesOnUntilMs);
    if (task === undefined || change === 'not-queued') {
      await this.standing.moveOn(ref, Date.now());
      return [];
    }
    if (!('graph' in task)) this.working.keep(ref, task.document, task.plan);
    return this.workflow.follow(standing, change);
  }

  private async started(
    ref: TaskRef,
    task: { document: TaskDocument; plan: Plan; graph?: TaskGraph },
    goesOnUntilMs: number,
  ): Promise<Change | 'not-queued'> {
    const graph = task.graph ?? graphOf(task.plan);
    const first = task.plan.steps.filter(({ dependsOn }) => dependsOn.length === 0).map(({ stepId }) => stepId);
    const goesOn = Date.now() < goesOnUntilMs;
    const agents = await this.authority.atStart(task.document, (await this.team.of(ref)).agents);
    const goesOnWith = goesOn ? this.requests.ownOf({ ref, graph }, first, agents) : [];
    return this.tasks.start(ref, task.plan, this.requests.limitsOf(task), goesOnWith);
  }

  private async planned(ref: TaskRef): Promise<{ document: TaskDocument; plan: Plan } | 'planned-by-another' | 'not-stored' | undefined> {
    const stored = await this.tasks.stored(ref);
    if (!stored) return 'not-stored';
    if (stored.status !== 'queued' && stored.status !== 'planning') return undefined;
    const { document } = stored;
    const agents = await this.authority.atStart(document, (await this.team.of(ref)).agents);
    const deadlineMs = document.deadline === undefined ? Number.POSITIVE_INFINITY : Date.parse(document.deadline);
    const { signal, callOff, release } = this.signals.signalFor(ref, MAX_PLANNING_MS, deadlineMs);
    try {
      if (!this.planner.asksModel(document, agents)) return { document, plan: await this.plan(stored, agents, signal) };
      if (await this.schedule.isPaused(ref.tenantId, ref.networkId)) return undefined; // nothing new is to be paid for
      const letGo = await this.claims.take(ref, 'planning', callOff);
      if (letGo === undefined) return 'planned-by-another';
      await this.tasks.move(ref, 'planning', 'queued');
      return { document, plan: await this.plan(stored, agents, signal).finally(letGo) };
    } catch (error) {
      throw signal.aborted ? signal.reason : error;
    } finally {
      release();
    }
  }

  private async plan({ ref, document, run }: StoredTask, agents: AgentConfig[], signal: AbortSignal): Promise<Plan> {
    const place = { ref, stepId: PLANNING, generation: run + 1 };
    const journal = new StepJournal(this.journals, place, { mayHoldAnswers: true });
    try {
      return await this.planner.plan({ ref, document, journal }, agents, signal);
    } finally {
      await journal.settle();
    }
  }
}
