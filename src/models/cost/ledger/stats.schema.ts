import { choice, count, day, dollars, list, named, object, optional, orNull, text } from '../../../openapi';

const usage = {
  attempts: count(),
  answered: count(),
  failed: count(),
  cache_hits: count(),
  input_tokens: count(),
  output_tokens: count(),
  cached_tokens: count(),
  reasoning_tokens: count(),
};
const cost = { cost_usd: orNull(dollars('What is known of it; null where nothing is')), unknown_cost_attempts: count(), ...usage };

const group = orNull(text('Of the group, where the report is grouped by it; null for calls on behalf of none'));
const groups = { model: optional(group), user: optional(group), network: optional(group), key: optional(group), day: optional(group) };
const span = {
  from: day('The first UTC day in it'),
  to: day('The last'),
  group_by: choice(['model', 'user', 'network', 'key', 'day']),
};

/** Calls and tokens, by group. */
export const USAGE_REPORT = named('UsageReport', object({ ...span, data: list(object({ ...groups, ...usage })), total: object(usage) }));

/** The same with money. */
export const COST_REPORT = named('CostReport', object({ ...span, data: list(object({ ...groups, ...cost })), total: object(cost) }));
