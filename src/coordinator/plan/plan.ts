/** What happens to a task when one of its steps fails for good. */
export const FAILURE_POLICIES = ['fail', 'skip', 'continue'] as const;
export type FailurePolicy = (typeof FAILURE_POLICIES)[number];

/** One step of a plan: what to do, who can do it, and what it waits for. */
export interface PlannedStep {
  stepId: string;
  task: string;
  /** Exactly one of the two names who can do it; neither lets the coordinator choose. */
  agentType?: string;
  capability?: string;
  dependsOn: string[];
  onFailure: FailurePolicy;
  requiresApproval: boolean;
  /** Seconds one attempt may take. */
  timeoutSeconds?: number;
}

/** The steps of a task as a directed acyclic graph, and who made them. */
export interface Plan {
  source: 'caller' | 'model' | 'rules';
  steps: PlannedStep[];
}

/** For each step the steps that wait for it. */
export function successorsOf(plan: Plan): Map<string, string[]> {
  const successors = new Map<string, string[]>(plan.steps.map((step) => [step.stepId, []]));
  for (const step of plan.steps) for (const dependency of step.dependsOn) successors.get(dependency)?.push(step.stepId);
  return successors;
}
