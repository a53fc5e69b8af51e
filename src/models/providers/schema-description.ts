import type { JsonSchema } from '../model-provider';

/** Keywords that tell nobody anything about a value. */
const SILENT: ReadonlySet<string> = new Set([
  '$schema',
  '$id',
  '$comment',
  'description',
  'title',
  'default',
  'deprecated',
  'readOnly',
  'writeOnly',
]);

/**
 * The description of `schema`, with the keywords that a provider's decoder does not know (all but `kept`) told in words, as
 * `{minLength: 3}`: the model still reads them, and the answer is checked against them by us.
 */
export function describedRest(schema: JsonSchema, kept: ReadonlySet<string>): string | undefined {
  const rest = Object.entries(schema).filter(([keyword]) => !kept.has(keyword) && !SILENT.has(keyword));
  const words = rest.length === 0 ? undefined : `{${rest.map(([keyword, value]) => `${keyword}: ${JSON.stringify(value)}`).join(', ')}}`;
  const parts = [schema['description'], words].filter((part): part is string => typeof part === 'string' && part !== '');
  return parts.length === 0 ? undefined : parts.join(' ');
}
