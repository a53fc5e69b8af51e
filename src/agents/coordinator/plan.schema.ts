import type { JsonSchema } from '../../models';

/** What agents can do: the types they are of and the capabilities they have. */
export interface Skills {
  agentTypes: ReadonlySet<string>;
  capabilities: ReadonlySet<string>;
}

/** A plan as a model writes it; each step names an agent type or a capability. */
export interface ModelPlan {
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

/** The schema that a plan of at most `maxSteps` must fit to name only what these agents can do: every property required, so that providers can hold a model to it strictly. */
export function planSchema({ agentTypes, capabilities }: Skills, maxSteps: number): JsonSchema {
  return {
    type: 'object',
    additionalProperties: false,
    required: ['steps'],
    properties: {
      steps: {
        type: 'array',
        minItems: 1,
        maxItems: maxSteps,
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

function oneOf(names: ReadonlySet<string>, description: string): JsonSchema {
  if (names.size === 0) return { type: 'null', description };
  return { anyOf: [{ type: 'string', enum: [...names] }, { type: 'null' }], description };
}
