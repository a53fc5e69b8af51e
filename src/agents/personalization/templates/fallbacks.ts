import { invalidField } from '../../../errors';
import type { AgentTask } from '../../agent';
import { valueAt } from './fields-read';

const MOST_FALLBACKS = 200;

/** What stands in for fields that somebody lacks, and the fields without which nobody is mailed. */
export interface MissingRules {
  fallbacks: ReadonlyMap<string, string | number | boolean>;
  required: readonly string[];
}

/** Reads `context.fallbacks` and `context.require_fields`. @throws MeshError invalid, naming the entry. */
export function missingRules({ context }: AgentTask): MissingRules {
  const { fallbacks: given = {}, require_fields: required = [] } = context;
  if (given === null || typeof given !== 'object' || Array.isArray(given))
    throw invalidField('context.fallbacks', 'must be {"field": value, …}');
  const entries = Object.entries(given);
  if (entries.length > MOST_FALLBACKS) throw invalidField('context.fallbacks', `must hold at most ${MOST_FALLBACKS} fields`);
  const fallbacks = new Map<string, string | number | boolean>();
  for (const [name, value] of entries) {
    const isPlain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
    if (!isPlain || valueAt({ value }, ['value']) === undefined) {
      throw invalidField(`context.fallbacks.${name.slice(0, 100)}`, 'must be a text that is not blank, a number or a truth value');
    }
    fallbacks.set(name, value);
  }
  const isNames = Array.isArray(required) && required.length <= MOST_FALLBACKS && required.every((name) => typeof name === 'string');
  if (!isNames) throw invalidField('context.require_fields', `must be a list of at most ${MOST_FALLBACKS} names of fields`);
  return { fallbacks, required: required };
}

/** Whether a record lacks a field that is required and has no fallback. */
export function isIncomplete(record: Readonly<Record<string, unknown>>, { fallbacks, required }: MissingRules): boolean {
  return required.some((name) => !fallbacks.has(name) && valueAt(record, [name]) === undefined);
}

/** A record as templates see it: blank texts are missing, for the filter `default` as well, and what is missing is its fallback where there is one. */
export function withFallbacks(record: Readonly<Record<string, unknown>>, { fallbacks }: MissingRules): Record<string, unknown> {
  const filled: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const [name, value] of Object.entries(record)) filled[name] = typeof value === 'string' && value.trim() === '' ? null : value;
  for (const [name, value] of fallbacks) filled[name] ??= value;
  return filled;
}
