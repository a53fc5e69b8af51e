import { Injectable } from '@nestjs/common';
import { usd, type TaskRef } from '../workflow/task';
import { TaskStore } from '../workflow/task.store';
import { Workflow } from '../workflow/workflow';
import { aggregate } from './aggregate';

/** Ends a task whose steps are all final. */
@Injectable()
export class AggregateRunner {
  constructor(
    private readonly tasks: TaskStore,
    private readonly workflow: Workflow,
  ) {}

  async run(ref: TaskRef): Promise<void> {
    const task = await this.tasks.find(ref);
    if (task?.status !== 'running') return;
    const result = aggregate(task);
    if (result.sections.length === 0) {
      const detail = `no step has a result: ${result.gaps.join('; ')}`;
      await this.workflow.stop(ref, 'failed', { code: 'no-step-succeeded', detail, retryable: true });
      return;
    }
    const { summary, confidence, provider } = result;
    await this.workflow.complete(ref, result, { summary, confidence, provider, cost_usd: usd(task.costMicroUsd) });
  }
}
