import type { Skills } from '../../agents';
import type { FieldFault } from '../../errors';
import type { PlannedStep } from './plan';

/**
 * Faults of the steps that review others. The reviewed step is a direct dependency, reviewed once, no review itself, and all
 * others wait for the review: else they would run on work that may yet be done again. Expects a plan without unknown ids.
 */
export function reviewFaults(steps: readonly PlannedStep[], reviewers: Skills, path: string): FieldFault[] {
  const byId = new Map(steps.map((step) => [step.stepId, step]));
  const reviewOf = new Map<string, string>();
  const faults: FieldFault[] = [];
  for (const [index, step] of steps.entries()) {
    const { stepId, reviews } = step;
    const fault = (field: string, message: string) => faults.push({ field: `${path}[${index}].${field}`, message });
    if (reviews === undefined) {
      if (step.maxIterations !== undefined) fault('max_iterations', 'means nothing without reviews');
      continue;
    }
    const reviewed = byId.get(reviews);
    const earlier = reviewOf.get(reviews);
    if (reviewed === undefined) fault('reviews', `there is no step ${reviews}`);
    else if (!step.dependsOn.includes(reviews)) fault('reviews', `${stepId} must depend on ${reviews} to review it`);
    else if (reviewed.reviews !== undefined) fault('reviews', `${reviews} is a review itself`);
    else if (earlier !== undefined) fault('reviews', `${reviews} is reviewed by ${earlier} already`);
    else reviewOf.set(reviews, stepId);
    if (!canReview(step, reviewers)) fault('reviews', 'the agent that the step names cannot review');
  }
  for (const [index, { stepId, dependsOn }] of steps.entries()) {
    for (const dependency of dependsOn) {
      const review = reviewOf.get(dependency);
      if (review === undefined || review === stepId) continue;
      faults.push({ field: `${path}[${index}].depends_on`, message: `${dependency} is reviewed: depend on ${review} instead` });
    }
  }
  return faults;
}

function canReview({ agentType, capability }: PlannedStep, reviewers: Skills): boolean {
  if (agentType !== undefined) return reviewers.agentTypes.has(agentType);
  return capability !== undefined && reviewers.capabilities.has(capability);
}
