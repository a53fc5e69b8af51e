import { applyDecorators } from '@nestjs/common';
import { JSONSchema } from 'class-validator-jsonschema';
import { ValidateBy } from 'class-validator';
import { FAILURE_POLICIES, type FailurePolicy } from '../plan/plan';

/** What an id of a step looks like. */
export const STEP_ID = /^[\w-]{1,64}$/;

/** An entry of `depends_on`: the id of a step, with or without what its failure does here. */
export type Dependency = string | { step: string; on_failure?: FailurePolicy };

/** The field is a list of `Dependency`. */
export function IsDependencies(): PropertyDecorator {
  const policies = FAILURE_POLICIES.join(', ');
  return applyDecorators(
    JSONSchema({
      type: 'array',
      items: {
        oneOf: [
          { type: 'string', pattern: STEP_ID.source },
          {
            type: 'object',
            required: ['step'],
            properties: {
              step: { type: 'string', pattern: STEP_ID.source },
              on_failure: { type: 'string', enum: [...FAILURE_POLICIES], description: 'What happens to this step when that one fails' },
            },
          },
        ],
      },
    }),
    ValidateBy({
      name: 'isDependencies',
      validator: {
        validate: (value: unknown) => Array.isArray(value) && value.every(isDependency),
        defaultMessage: () => `$property must hold ids of steps, or {step, on_failure} with one of ${policies}`,
      },
    }),
  );
}

function isDependency(value: unknown): value is Dependency {
  if (typeof value === 'string') return STEP_ID.test(value);
  if (typeof value !== 'object' || value === null) return false;
  const { step, on_failure: policy, ...rest } = value as Record<string, unknown>;
  if (typeof step !== 'string' || !STEP_ID.test(step) || Object.keys(rest).length > 0) return false;
  return policy === undefined || policy === null || FAILURE_POLICIES.includes(policy as FailurePolicy);
}
