import { Injectable } from '@nestjs/common';
import { AgentFactory } from '../../agents';
import { MeshError } from '../../errors';
import type { AgentConfig } from '../../networks';
import type { PlannedStep } from '../plan/plan';
import { WorkerConfig } from '../schedule/worker.config';
import { candidatesFor } from './candidates';
import type { ClaimRequest, OwnRequest, TaskLimits } from './claim';
import { QuickSteps } from './quick-steps';
import type { WorkingTask } from './working-tasks';

/** Says what workers ask for when they claim steps. */
@Injectable()
export class StepRequests {
  constructor(
    private readonly config: WorkerConfig,
    private readonly factory: AgentFactory,
    private readonly quick: QuickSteps,
  ) {}

  limitsOf({ document }: Pick<WorkingTask, 'document'>): TaskLimits {
    const { timeoutSeconds, deadline, maxCostMicroUsd } = document;
    return {
      leaseMs: this.config.leaseMs,
      taskLimitMs: timeoutSeconds * 1000,
      deadlineMs: deadline === undefined ? undefined : Date.parse(deadline),
      maxCostMicroUsd,
    };
  }

  /** @throws MeshError `no-agent-for-step`. */
  requestFor({ graph }: Pick<WorkingTask, 'graph'>, step: PlannedStep, agents: readonly AgentConfig[]): ClaimRequest {
    const candidates = candidatesFor(step, agents, this.factory);
    return {
      stepId: step.stepId,
      task: step.task,
      dependsOn: graph.inputs.get(step.stepId) ?? [],
      candidates: candidates.map(({ agentId, type, maxConcurrency = 0 }) => ({ agentId, type, limit: maxConcurrency })),
    };
  }

  /** For those of `stepIds` that a worker goes on with by itself once they are ready; what nobody can do is left for its turn. */
  ownOf(task: Pick<WorkingTask, 'ref' | 'graph'>, stepIds: readonly string[], agents: readonly AgentConfig[]): OwnRequest[] {
    return stepIds.flatMap((stepId) => {
      const step = task.graph.steps.get(stepId);
      if (step === undefined) return [];
      try {
        const { task: text, dependsOn, candidates } = this.requestFor(task, step, agents);
        return [{ stepId, task: text, dependsOn, candidates, isQuick: this.quick.isQuick(task.ref, step) }];
      } catch (error) {
        if (error instanceof MeshError) return [];
        throw error;
      }
    });
  }
}
