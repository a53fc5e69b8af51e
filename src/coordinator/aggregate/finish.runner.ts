import { Injectable } from '@nestjs/common';
import type { MeshJob } from '../schedule/job';
import { usd } from '../workflow/task';
import { TaskStore } from '../workflow/task.store';
import { Workflow, type Standing } from '../workflow/workflow';
import { aggregate } from './aggregate';
import { AggregateWording } from './aggregate-wording';

/** Ends a task whose steps are all settled. */
@Injectable()
export class FinishRunner {
  constructor(
    private readonly tasks: TaskStore,
    private readonly workflow: Workflow,
    private readonly wording: AggregateWording,
  ) {}

  /** Resolves to the work that can be done in its place. */
  async run({ ref }: Standing): Promise<MeshJob[]> {
    const task = await this.tasks.find(ref);
    if (task?.status !== 'running') return [];
    const result = aggregate(task);
    if (result.sections.length === 0) {
      const detail = `no step has a result: ${result.gaps.join('; ')}`;
      await this.workflow.stop(ref, 'failed', { code: 'no-step-succeeded', detail, retryable: true });
      return [];
    }
    const worded = await this.wording.worded(task, result);
    if (worded === undefined) return [];
    // The words may have cost something, dropped ones too.
    const costMicroUsd = this.wording.isWanted(task, result) ? ((await this.tasks.find(ref)) ?? task).costMicroUsd : task.costMicroUsd;
    const { summary, confidence, provider } = worded;
    return this.workflow.complete(ref, worded, { summary, confidence, provider, cost_usd: usd(costMicroUsd) });
  }
}
