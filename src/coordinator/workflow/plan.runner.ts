import { Injectable } from '@nestjs/common';
import { totalsOf } from '../../models';
import { NetworksService, type AgentConfig } from '../../networks';
import { StepJournal } from '../journal/step-journal';
import { PLANNING, TaskJournal } from '../journal/task-journal';
import type { Plan } from '../plan/plan';
import { MAX_PLANNING_MS, Planner } from '../plan/planner';
import { AttemptSignals } from './attempt-signals';
import type { TaskRecord, TaskRef } from './task';
import { TaskStore } from './task.store';
import { Workflow } from './workflow';

/** Plans a queued task and starts it. */
@Injectable()
export class PlanRunner {
  constructor(
    private readonly tasks: TaskStore,
    private readonly networks: NetworksService,
    private readonly planner: Planner,
    private readonly workflow: Workflow,
    private readonly journals: TaskJournal,
    private readonly signals: AttemptSignals,
  ) {}

  /** @throws MeshError why it could not be planned. */
  async run(ref: TaskRef): Promise<void> {
    const status = await this.tasks.move(ref, 'planning', 'queued', 'planning');
    if (status !== 'planning') return this.workflow.resume(ref);
    const [task, agents] = await Promise.all([this.tasks.find(ref), this.networks.agents(ref.tenantId, ref.networkId)]);
    if (!task) return;
    const plan = await this.plan(task, agents);
    // What planning cost was counted when it was paid.
    const advance = await this.tasks.start(ref, plan, totalsOf([]));
    await this.workflow.advance(ref, task.document.priority, advance);
  }

  private async plan(task: TaskRecord, agents: AgentConfig[]): Promise<Plan> {
    const journal = new StepJournal(this.journals, { ref: task.ref, stepId: PLANNING, generation: 1 }, { mayHoldAnswers: true });
    const { signal, release } = this.signals.signalFor(task, MAX_PLANNING_MS);
    try {
      return await this.planner.plan({ ...task, journal }, agents, signal);
    } catch (error) {
      throw signal.aborted ? signal.reason : error;
    } finally {
      await journal.settle();
      release();
    }
  }
}
