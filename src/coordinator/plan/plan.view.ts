import { usd } from '../workflow/task';
import { DEFAULT_MAX_ATTEMPTS, estimateOf, ownPolicy, type Plan } from './plan';

/** A plan as clients see it; costs are US dollars with 6 places, null where none is known or nothing is paid. */
export function planView(plan: Plan) {
  return {
    source: plan.source,
    steps: plan.steps.map((step) => ({
      step_id: step.stepId,
      agent_type: step.agentType ?? null,
      capability: step.capability ?? null,
      task: step.task,
      expected_output: step.expectedOutput ?? null,
      depends_on: step.dependsOn.map((dependency) => {
        const onFailure = ownPolicy(step, dependency);
        return onFailure === undefined ? dependency : { step: dependency, on_failure: onFailure };
      }),
      on_failure: step.onFailure,
      requires_approval: step.requiresApproval,
      approval_timeout_seconds: step.approvalTimeoutSeconds ?? null,
      reviews: step.reviews ?? null,
      max_iterations: step.maxIterations ?? null,
      max_attempts: step.maxAttempts ?? DEFAULT_MAX_ATTEMPTS,
      timeout_seconds: step.timeoutSeconds ?? null,
      estimated_cost_usd: usd(step.estimatedCostMicroUsd ?? null),
    })),
    estimated_cost_usd: usd(estimateOf(plan) ?? null),
    warnings: plan.warnings ?? [],
  };
}
