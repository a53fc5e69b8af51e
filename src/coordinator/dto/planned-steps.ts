import type { FailurePolicy, PlannedStep } from '../plan/plan';
import type { Dependency } from './dependencies';
import type { WorkflowDto, WorkflowStepDto } from './submit-task.dto';

/** A caller's own workflow as steps of a plan; not yet checked. */
export function plannedStepsOf(workflow: WorkflowDto): PlannedStep[] {
  return workflow.steps.map(plannedStepOf);
}

function plannedStepOf(step: WorkflowStepDto): PlannedStep {
  const dependencies = step.depends_on ?? [];
  const edges = edgesOf(dependencies);
  const isOpen = step.agent_type === undefined && step.capability === undefined;
  return {
    stepId: step.id,
    task: step.task,
    expectedOutput: step.expected_output,
    agentType: step.agent_type,
    // Only some agents can judge: whoever leaves the choice open means one of them.
    capability: isOpen && step.reviews !== undefined ? 'review' : step.capability,
    dependsOn: dependencies.map(idOf),
    onFailure: step.on_failure ?? 'fail',
    ...(Object.keys(edges).length === 0 ? {} : { edges }),
    requiresApproval: step.requires_approval ?? false,
    approvalTimeoutSeconds: step.approval_timeout_seconds,
    timeoutSeconds: step.timeout_seconds,
    maxAttempts: step.max_attempts,
    reviews: step.reviews,
    maxIterations: step.max_iterations,
  };
}

function idOf(dependency: Dependency): string {
  return typeof dependency === 'string' ? dependency : dependency.step;
}

function edgesOf(dependencies: readonly Dependency[]): Record<string, FailurePolicy> {
  return Object.fromEntries(
    dependencies.flatMap((dependency) =>
      typeof dependency === 'string' || !dependency.on_failure ? [] : [[dependency.step, dependency.on_failure]],
    ),
  );
}
