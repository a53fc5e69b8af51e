/** What follows for a step when one that it depends on fails for good, and for the task when nobody depends on that one. */
export const FAILURE_POLICIES = ['fail', 'skip', 'continue'] as const;
export type FailurePolicy = (typeof FAILURE_POLICIES)[number];

/** Attempts at a step whose plan does not say how many it may take. */
export const DEFAULT_MAX_ATTEMPTS = 3;

/** One step of a plan: what to do, who can do it, and what it waits for. */
export interface PlannedStep {
  stepId: string;
  task: string;
  /** What the step leaves behind when it is done well, in words. */
  expectedOutput?: string;
  /** At most one of the two names who can do it; neither lets the coordinator choose. */
  agentType?: string;
  capability?: string;
  dependsOn: string[];
  /** What a failure of this step does along every edge out of it that does not say otherwise. */
  onFailure: FailurePolicy;
  /** Dependencies whose failure does something else to this step than their own `onFailure` says. */
  edges?: Record<string, FailurePolicy>;
  requiresApproval: boolean;
  /** Seconds a decision may take, 60–2,592,000; absent: as long as the task. */
  approvalTimeoutSeconds?: number;
  /** Seconds one attempt may take. */
  timeoutSeconds?: number;
  /** Failed attempts before the step fails for good, 1–10; absent: `DEFAULT_MAX_ATTEMPTS`. */
  maxAttempts?: number;
  /** The step that this one judges. While it does not approve, that one is done again with its feedback. */
  reviews?: string;
  /** Rounds of work and review, 1–50; set for every review of a plan that is stored. */
  maxIterations?: number;
  /** Integer micro-dollars for one attempt that goes well; null: the price is unknown; absent: no model is paid. */
  estimatedCostMicroUsd?: number | null;
}

/** The steps of a task as a directed acyclic graph, and who made them. */
export interface Plan {
  source: 'caller' | 'model' | 'rules';
  steps: PlannedStep[];
  /** What the caller should know before the work is done. */
  warnings?: string[];
}

/** The estimate of a whole plan, each step done once: null as soon as one price is unknown, undefined where no model is paid. */
export function estimateOf({ steps }: Pick<Plan, 'steps'>): number | null | undefined {
  const estimates = steps.flatMap(({ estimatedCostMicroUsd }) => (estimatedCostMicroUsd === undefined ? [] : [estimatedCostMicroUsd]));
  if (estimates.length === 0) return undefined;
  return estimates.reduce<number | null>((sum, estimate) => (sum === null || estimate === null ? null : sum + estimate), 0);
}

/** What the edge from `dependency` to `step` says for itself; undefined where it leaves that to the step it comes from. */
export function ownPolicy({ edges }: PlannedStep, dependency: string): FailurePolicy | undefined {
  // A step may be called `constructor`.
  return edges !== undefined && Object.hasOwn(edges, dependency) ? edges[dependency] : undefined;
}

/** The steps whose results `step` is given: those it depends on, and the work behind each review among them, work first. */
export function inputStepsOf(plan: Pick<Plan, 'steps'>, step: PlannedStep): string[] {
  const reviewed = new Map(plan.steps.map(({ stepId, reviews }) => [stepId, reviews]));
  const inputs = step.dependsOn.flatMap((dependency) => {
    const work = reviewed.get(dependency);
    return work === undefined ? [dependency] : [work, dependency];
  });
  return [...new Set(inputs)];
}
