import type { GenerateAnswer, JsonSchema } from '../../models';
import type { Skills } from './abilities';
import { MAX_STEPS } from './check-plan';
import type { PlannedStep } from './plan';

/** A plan as a model writes it; each step names an agent type or a capability. */
interface ModelPlan {
  steps: {
    id: string;
    agent_type: string | null;
    capability: string | null;
    task: string;
    expected_output: string;
    depends_on: string[];
    reviews: string | null;
  }[];
}

/** The schema a model's plan must fit: every property required, so that providers can hold a model to it strictly. */
export function planSchema({ agentTypes, capabilities }: Skills): JsonSchema {
  return {
    type: 'object',
    additionalProperties: false,
    required: ['steps'],
    properties: {
      steps: {
        type: 'array',
        minItems: 1,
        maxItems: MAX_STEPS,
        items: {
          type: 'object',
          additionalProperties: false,
          required: ['id', 'agent_type', 'capability', 'task', 'expected_output', 'depends_on', 'reviews'],
          properties: {
            id: { type: 'string', pattern: '^step_[0-9]{1,3}$', description: 'step_1, step_2, … in order' },
            agent_type: oneOf(agentTypes, 'The agent that does the step; null where a capability is named instead'),
            capability: oneOf(capabilities, 'What the step needs, where any agent that can do it will do; else null'),
            task: { type: 'string', minLength: 1, maxLength: 2_000, description: 'What the agent is asked to do, in one or two sentences' },
            expected_output: { type: 'string', maxLength: 500, description: 'What the step leaves behind when it is done well' },
            depends_on: { type: 'array', items: { type: 'string' }, description: 'Ids of the steps whose results it needs' },
            reviews: {
              anyOf: [{ type: 'string' }, { type: 'null' }],
              description: 'The id of the step that this one judges, for a review; else null',
            },
          },
        },
      },
    },
  };
}

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

function oneOf(names: ReadonlySet<string>, description: string): JsonSchema {
  if (names.size === 0) return { type: 'null', description };
  return { anyOf: [{ type: 'string', enum: [...names] }, { type: 'null' }], description };
}
