import type { FieldFault } from '../../errors';
import type { Abilities } from './abilities';
import { reviewFaults } from './check-reviews';
import { shapeFaults } from './check-shape';
import type { PlannedStep } from './plan';

/** Bounds of a plan, whoever made it. Its text is read with the task again and again, hence its bound, in characters. */
export const MAX_STEPS = 50;
const MAX_TEXT = 100_000;

/** Bounds of what a step may say of itself: attempts, rounds of review, seconds for an attempt, seconds for a decision. */
export const STEP_BOUNDS = {
  maxAttempts: { field: 'max_attempts', min: 1, max: 10 },
  maxIterations: { field: 'max_iterations', min: 1, max: 50 },
  timeoutSeconds: { field: 'timeout_seconds', min: 1, max: 3_600 },
  approvalTimeoutSeconds: { field: 'approval_timeout_seconds', min: 60, max: 2_592_000 },
} as const;

/**
 * The faults of a plan, each naming its place under `path` (`workflow.steps`): too many steps, too much text, a double id, an
 * unknown agent or capability, a number out of bounds, an unknown dependency, a review of nothing, a cycle, too long a chain.
 * An empty list is a plan that can run.
 */
export function faultsOf(steps: PlannedStep[], abilities: Abilities, path: string): FieldFault[] {
  if (steps.length === 0 || steps.length > MAX_STEPS) return [{ field: path, message: `must hold 1 to ${MAX_STEPS} steps` }];
  const ids = new Set(steps.map(({ stepId }) => stepId));
  const faults = [
    ...textFaults(steps, path),
    ...doubleIds(steps, path),
    ...steps.flatMap((step, index) => stepFaults(step, ids, abilities, `${path}[${index}]`)),
  ];
  // Reviews and shape make sense only where every name means one step.
  if (faults.length > 0) return faults;
  return [...reviewFaults(steps, abilities.reviewers, path), ...shapeFaults(steps, path)];
}

function textFaults(steps: readonly PlannedStep[], path: string): FieldFault[] {
  const characters = steps.reduce((sum, { task, expectedOutput }) => sum + task.length + (expectedOutput?.length ?? 0), 0);
  return characters > MAX_TEXT ? [{ field: path, message: `hold ${characters} characters of text; ${MAX_TEXT} are allowed` }] : [];
}

function doubleIds(steps: readonly PlannedStep[], path: string): FieldFault[] {
  const first = new Map(steps.map(({ stepId }, index) => [stepId, index] as const).reverse());
  return steps.flatMap(({ stepId }, index) =>
    first.get(stepId) === index ? [] : [{ field: `${path}[${index}].id`, message: `${stepId} is used twice` }],
  );
}

function stepFaults(step: PlannedStep, ids: ReadonlySet<string>, abilities: Abilities, at: string): FieldFault[] {
  const faults: FieldFault[] = [];
  const fault = (field: string, message: string) => faults.push({ field: `${at}.${field}`, message });
  if (step.agentType !== undefined && !abilities.agentTypes.has(step.agentType)) {
    fault('agent_type', `the network has no agent of type ${step.agentType}`);
  }
  if (step.capability !== undefined && !abilities.capabilities.has(step.capability)) {
    fault('capability', `no agent of the network has the capability ${step.capability}`);
  }
  for (const [name, { field, min, max }] of Object.entries(STEP_BOUNDS)) {
    const value = step[name as keyof typeof STEP_BOUNDS];
    const isWithin = value === undefined || (Number.isInteger(value) && value >= min && value <= max);
    if (!isWithin) fault(field, `must be a whole number from ${min} to ${max}`);
  }
  if (step.approvalTimeoutSeconds !== undefined && !step.requiresApproval) {
    fault('approval_timeout_seconds', 'means nothing without requires_approval');
  }
  if (new Set(step.dependsOn).size !== step.dependsOn.length) fault('depends_on', 'names a step twice');
  for (const dependency of step.dependsOn) {
    if (!ids.has(dependency)) fault('depends_on', `there is no step ${dependency}`);
    if (dependency === step.stepId) fault('depends_on', `${dependency} cannot depend on itself`);
  }
  return faults;
}
