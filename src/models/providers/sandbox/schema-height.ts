import type { JsonSchema } from '../../model-provider';
import { isSchema, numberOf } from './fitting';
import { resolveReference } from './merge-schemas';

/** The nesting that the flattest valid value of `schema` needs; infinite where it would have to contain itself. */
export function minimumHeight(schema: unknown, root: JsonSchema, above: readonly unknown[] = []): number {
  if (!isSchema(schema)) return 0;
  if (above.includes(schema)) return Infinity;
  const inside = [...above, schema];
  const height = (part: unknown) => minimumHeight(part, root, inside);
  const lower = (branches: unknown) => (Array.isArray(branches) && branches.length > 0 ? Math.min(...branches.map(height)) : 0);
  const all = Array.isArray(schema['allOf']) ? schema['allOf'].map(height) : [];
  const referred = typeof schema['$ref'] === 'string' ? height(resolveReference(root, schema['$ref'])) : 0;
  return Math.max(0, referred, ...all, lower(schema['anyOf']), lower(schema['oneOf']), ownHeight(schema, height));
}

function ownHeight(schema: JsonSchema, height: (part: unknown) => number): number {
  const types = [schema['type'] ?? []].flat() as string[];
  if (types.some((type) => type !== 'object' && type !== 'array')) return 0;
  const properties = isSchema(schema['properties']) ? schema['properties'] : {};
  const required = Array.isArray(schema['required']) ? (schema['required'] as string[]) : [];
  const items = numberOf(schema, 'minItems', 0) > 0 ? [schema['items'], ...((schema['prefixItems'] as unknown[] | undefined) ?? [])] : [];
  const inner = [...required.map((name) => properties[name]), ...items].map(height);
  return inner.length === 0 ? 0 : 1 + Math.max(...inner);
}
