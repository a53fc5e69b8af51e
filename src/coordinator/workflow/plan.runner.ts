import { Injectable } from '@nestjs/common';
import { NetworksService } from '../../networks';
import { Planner } from '../plan/planner';
import { spentOn } from './spent';
import type { TaskRef } from './task';
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
  ) {}

  async run(ref: TaskRef, signal: AbortSignal): Promise<void> {
    const status = await this.tasks.move(ref, 'planning', 'queued', 'planning');
    if (status !== 'planning') return this.workflow.resume(ref);
    const [task, agents] = await Promise.all([this.tasks.find(ref), this.networks.agents(ref.tenantId, ref.networkId)]);
    if (!task) return;
    const { plan, answers } = await this.planner.plan(ref, task.document, agents, signal);
    const advance = await this.tasks.start(ref, plan, spentOn(answers));
    await this.workflow.advance(ref, task.document.priority, advance);
  }
}
