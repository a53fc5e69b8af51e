import { choice, dollars, named, object, orNull, text, time } from '../../../openapi';
import { BUDGET_PERIODS, BUDGET_SCOPES, ON_EXCEEDED } from './budget';

/** Whose spending a budget bounds. */
export const BUDGET_SCOPE = choice(BUDGET_SCOPES);

/** A budget and what of it is spent. */
export const BUDGET = named(
  'Budget',
  object({
    scope: BUDGET_SCOPE,
    id: text('Of the tenant, user, network or key', 'ada'),
    limit_usd: dollars(),
    period: choice(BUDGET_PERIODS),
    on_exceeded: choice(ON_EXCEEDED),
    spent_usd: dollars(),
    reserved_usd: dollars('What calls that run may cost at most'),
    unsettled_usd: dollars('What calls of unknown end may have cost'),
    remaining_usd: dollars(),
    resets_at: orNull(time()),
  }),
);
