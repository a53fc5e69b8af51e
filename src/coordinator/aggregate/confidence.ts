import type { PlannedStep } from '../plan/plan';
import type { StepState } from '../workflow/task';
import { graphOf, withDescendants } from '../workflow/task-graph';

/**
 * The confidence of a result, 0–1 with three places: the mean over the steps of the plan but its reviews, each weighing one and
 * one more for every step that rests on it, directly or not. So what much was built on counts most, and a step without a result
 * counts as 0.
 */
export function confidenceOf(plan: readonly PlannedStep[], states: ReadonlyMap<string, Pick<StepState, 'result'>>): number {
  const graph = graphOf({ steps: [...plan] });
  let sum = 0;
  let weights = 0;
  for (const { stepId, reviews } of plan) {
    if (reviews !== undefined) continue;
    const weight = withDescendants(graph, [stepId]).size;
    weights += weight;
    sum += weight * (states.get(stepId)?.result?.confidence ?? 0);
  }
  return Math.round((sum / Math.max(1, weights)) * 1000) / 1000;
}
