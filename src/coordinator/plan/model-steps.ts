import type { ModelPlan } from '../../agents';
import type { GenerateAnswer } from '../../models';
import type { PlannedStep } from './plan';

/** The steps of a plan that fits the schema; not yet checked. */
export function modelStepsOf(answer: Pick<GenerateAnswer, 'json'>): PlannedStep[] {
  return (answer.json as ModelPlan).steps.map((step) => ({
    stepId: step.id,
    task: step.task,
    ...(step.expected_output === '' ? {} : { expectedOutput: step.expected_output }),
    ...doerOf(step),
    dependsOn: step.depends_on,
    onFailure: 'fail',
    requiresApproval: false,
    ...(step.reviews === null ? {} : { reviews: step.reviews }),
  }));
}

/** The type where a model names both: it says more. */
function doerOf({ agent_type, capability }: ModelPlan['steps'][number]): Pick<PlannedStep, 'agentType' | 'capability'> {
  if (agent_type !== null) return { agentType: agent_type };
  return capability === null ? {} : { capability };
}
