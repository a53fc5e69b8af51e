import type { JsonSchema } from '../../models';
import { MAX_STEPS } from './check-plan';

/** A plan as a model writes it. */
export interface ModelPlan {
  steps: { id: string; agent_type: string; task: string; depends_on: string[] }[];
}

/** The schema a model's plan must fit; `agentTypes` are the types of the network. */
export function planSchema(agentTypes: string[]): JsonSchema {
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
          required: ['id', 'agent_type', 'task', 'depends_on'],
          properties: {
            id: { type: 'string', pattern: '^step_[0-9]+$', description: 'step_1, step_2, … in order' },
            agent_type: { type: 'string', enum: agentTypes },
            task: { type: 'string', description: 'What the agent is asked to do, in one or two sentences' },
            depends_on: { type: 'array', items: { type: 'string' }, description: 'Ids of the steps whose results it needs' },
          },
        },
      },
    },
  };
}
