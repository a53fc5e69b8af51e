import type { JsonSchema } from '../../model-provider';

/** Keywords that strict mode refuses and that only narrow: without them the answer is still checked, by us. */
const DROPPED = new Set([
  'examples',
  'default',
  '$schema',
  '$id',
  '$comment',
  'title',
  'minLength',
  'maxLength',
  'uniqueItems',
  'minProperties',
  'maxProperties',
]);
/** Keywords that strict mode refuses and that carry meaning: a schema with one of them cannot be made strict. */
const REFUSED = [
  'allOf',
  'oneOf',
  'not',
  'if',
  'dependentRequired',
  'dependentSchemas',
  'patternProperties',
  'propertyNames',
  'prefixItems',
  'contains',
];

/**
 * `schema` as OpenAI's strict mode wants it (every object closed, every property required), or undefined where that would
 * change what it means: optional properties, open maps, combinators. Source: OpenAI's guide to structured outputs.
 */
export function strictSchema(schema: JsonSchema): JsonSchema | undefined {
  if (schema['type'] !== 'object') return undefined;
  try {
    return strict(schema) as JsonSchema;
  } catch (error) {
    if (error instanceof NotStrict) return undefined;
    throw error;
  }
}

class NotStrict extends Error {}

function strict(schema: unknown): unknown {
  if (!isObject(schema) || REFUSED.some((keyword) => keyword in schema)) throw new NotStrict();
  const result: JsonSchema = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (DROPPED.has(keyword)) continue;
    result[keyword] = strictKeyword(keyword, value);
  }
  if (schema['type'] === 'object' || 'properties' in schema) closeObject(schema, result);
  else if (!['type', 'enum', 'const', 'anyOf', '$ref'].some((keyword) => keyword in schema)) throw new NotStrict();
  return result;
}

function strictKeyword(keyword: string, value: unknown): unknown {
  if (keyword === 'properties' || keyword === '$defs') {
    return Object.fromEntries(Object.entries(value as JsonSchema).map(([name, part]) => [name, strict(part)]));
  }
  if (keyword === 'items') return strict(value);
  if (keyword === 'anyOf') return (value as unknown[]).map(strict);
  return value;
}

/** Closing an object that says nothing about other properties is safe: the answer fits the original all the more. */
function closeObject(schema: JsonSchema, result: JsonSchema): void {
  const names = Object.keys((schema['properties'] as JsonSchema | undefined) ?? {});
  const required = new Set(schema['required'] as string[] | undefined);
  const open = schema['additionalProperties'];
  if (names.length === 0 || names.length !== required.size || names.some((name) => !required.has(name))) throw new NotStrict();
  if (open !== undefined && open !== false) throw new NotStrict();
  result['additionalProperties'] = false;
}

function isObject(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
