import { Injectable } from '@nestjs/common';
import { StepJournal } from '../journal/step-journal';
import { PLANNING, TaskJournal } from '../journal/task-journal';
import type { MeshJob } from '../schedule/job';
import type { Plan } from '../plan/plan';
import { MAX_PLANNING_MS, Planner } from '../plan/planner';
import { AttemptSignals } from './attempt-signals';
import { NetworkTeam } from './network-team';
import { StandingTask } from './standing-task';
import type { TaskDocument, TaskRef } from './task';
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
    private readonly journals: TaskJournal,
    private readonly signals: AttemptSignals,
  ) {}

  /** Resolves to the work that can be done now. @throws MeshError why it could not be planned. */
  async run(standing: Standing): Promise<MeshJob[]> {
    const { ref } = standing;
    const known = await this.working.get(ref);
    const task = known ?? (await this.planned(ref));
    const change = task === undefined ? 'not-queued' : await this.tasks.start(ref, task.plan);
    if (task === undefined || change === 'not-queued') {
      await this.standing.moveOn(ref, Date.now());
      return [];
    }
    this.working.keep(ref, task.document, task.plan);
    return this.workflow.follow(standing, change);
  }

  private async planned(ref: TaskRef): Promise<{ document: TaskDocument; plan: Plan } | undefined> {
    const stored = await this.tasks.stored(ref);
    if (!stored || (stored.status !== 'queued' && stored.status !== 'planning')) return undefined;
    return { document: stored.document, plan: await this.plan(stored) };
  }

  private async plan({ ref, document }: StoredTask): Promise<Plan> {
    const { agents } = await this.team.of(ref);
    if (this.planner.asksModel(document, agents)) await this.tasks.move(ref, 'planning', 'queued');
    const deadlineMs = document.deadline === undefined ? Number.POSITIVE_INFINITY : Date.parse(document.deadline);
    const { signal, release } = this.signals.signalFor(ref, MAX_PLANNING_MS, deadlineMs);
    const journal = new StepJournal(this.journals, { ref, stepId: PLANNING, generation: 1 }, { mayHoldAnswers: true });
    try {
      return await this.planner.plan({ ref, document, journal }, agents, signal);
    } catch (error) {
      throw signal.aborted ? signal.reason : error;
    } finally {
      await journal.settle();
      release();
    }
  }
}
