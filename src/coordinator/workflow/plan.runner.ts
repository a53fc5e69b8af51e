import { Injectable } from '@nestjs/common';
import { NetworksService, type AgentConfig } from '../../networks';
import { MAX_PLANNING_MS, Planner, type Planned } from '../plan/planner';
import { AttemptSignals } from './attempt-signals';
import { spentOn } from './spent';
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
    private readonly signals: AttemptSignals,
  ) {}

  /** @throws MeshError why it could not be planned. */
  async run(ref: TaskRef): Promise<void> {
    const status = await this.tasks.move(ref, 'planning', 'queued', 'planning');
    if (status !== 'planning') return this.workflow.resume(ref);
    const [task, agents] = await Promise.all([this.tasks.find(ref), this.networks.agents(ref.tenantId, ref.networkId)]);
    if (!task) return;
    const { plan, answers } = await this.plan(task, agents);
    const advance = await this.tasks.start(ref, plan, spentOn(answers));
    await this.workflow.advance(ref, task.document.priority, advance);
  }

  private async plan(task: TaskRecord, agents: AgentConfig[]): Promise<Planned> {
    const { signal, release } = this.signals.signalFor(task, MAX_PLANNING_MS);
    try {
      return await this.planner.plan(task.ref, task.document, agents, signal);
    } catch (error) {
      throw signal.aborted ? signal.reason : error;
    } finally {
      release();
    }
  }
}
