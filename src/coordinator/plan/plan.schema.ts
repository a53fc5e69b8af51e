import { choice, count, either, flag, list, named, number, object, orNull, text } from '../../openapi';
import { FAILURE_POLICIES } from './plan';

const COST = orNull(number('US dollars; null where none is known or nothing is paid'));
const ON_FAILURE = choice(FAILURE_POLICIES, 'What a failure does to the steps that depend on it');

/** A plan as clients see it. */
export const PLAN = named(
  'Plan',
  object({
    source: choice(['caller', 'model', 'rules'], 'Who made it'),
    steps: list(
      object({
        step_id: text(undefined, 'write'),
        agent_type: orNull(text(undefined, 'content')),
        capability: orNull(text()),
        task: text(),
        expected_output: orNull(text()),
        depends_on: list(either(text(undefined, 'research'), object({ step: text(), on_failure: ON_FAILURE }))),
        on_failure: ON_FAILURE,
        requires_approval: flag(),
        approval_timeout_seconds: orNull(number()),
        reviews: orNull(text('The step that this one judges')),
        max_iterations: orNull(count()),
        max_attempts: count(),
        timeout_seconds: orNull(count()),
        estimated_cost_usd: COST,
      }),
    ),
    estimated_cost_usd: COST,
    warnings: list(text()),
  }),
);
