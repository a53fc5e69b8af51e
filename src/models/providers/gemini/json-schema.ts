import type { JsonSchema } from '../../model-provider';
import { inlineReferences } from '../inline-references';
import { describedRest } from '../schema-description';

/** Source: Google's reference of `GenerationConfig.responseJsonSchema`. `oneOf` counts as `anyOf` there. */
const SUPPORTED = [
  'type', 'format', 'title', 'description', 'enum', 'items', 'prefixItems', 'minItems', 'maxItems', 'minimum', 'maximum',
  'anyOf', 'oneOf', 'properties', 'additionalProperties', 'required', 'propertyOrdering',
]; // prettier-ignore

/**
 * `schema` as `responseJsonSchema` and `parametersJsonSchema` take it: references inlined, constraints that are not
 * understood told in words. Undefined for recursive schemas, which the API unrolls to a degree of its own only.
 */
export function geminiJsonSchema(schema: JsonSchema): JsonSchema | undefined {
  const whole = inlineReferences(schema);
  return whole && (translate(whole) as JsonSchema);
}

function translate(schema: unknown): unknown {
  // `true` allows anything and `false` nothing, as `additionalProperties` does.
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) return schema;
  const result: JsonSchema = {};
  for (const keyword of SUPPORTED) {
    const value = (schema as JsonSchema)[keyword];
    if (value !== undefined) result[keyword] = translateKeyword(keyword, value);
  }
  const constant = (schema as JsonSchema)['const'];
  if (isListed(constant)) result['enum'] = [constant];
  if (Array.isArray(result['enum']) && !result['enum'].every(isListed)) delete result['enum'];
  const description = describedRest(schema as JsonSchema, new Set([...Object.keys(result), ...(isListed(constant) ? ['const'] : [])]));
  return description === undefined ? result : { ...result, description };
}

function translateKeyword(keyword: string, value: unknown): unknown {
  switch (keyword) {
    case 'properties':
      return Object.fromEntries(Object.entries(value as JsonSchema).map(([name, part]) => [name, translate(part)]));
    case 'items':
    case 'additionalProperties':
      return translate(value);
    case 'anyOf':
    case 'oneOf':
    case 'prefixItems':
      return (value as unknown[]).map(translate);
    default:
      return value;
  }
}

/** Only texts and numbers can be listed. */
function isListed(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number';
}
