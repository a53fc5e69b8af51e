import type { JsonSchema } from '../../model-provider';
import { isSchema } from './fitting';

type Merge = (left: unknown, right: unknown) => unknown;

const both: Merge = (left, right) => ({ allOf: [left, right] });
const larger: Merge = (left, right) => Math.max(left as number, right as number);
const smaller: Merge = (left, right) => Math.min(left as number, right as number);

const MERGES: Readonly<Record<string, Merge>> = {
  properties: mergeProperties,
  patternProperties: mergeProperties,
  required: (left, right) => [...new Set([...(left as string[]), ...(right as string[])])],
  enum: (left, right) =>
    (left as unknown[]).filter((value) => (right as unknown[]).some((other) => JSON.stringify(other) === JSON.stringify(value))),
  type: mergeTypes,
  items: both,
  contains: both,
  propertyNames: both,
  additionalProperties: (left, right) => (left === false || right === false ? false : both(left, right)),
  prefixItems: (left, right) => mergeItems(left as unknown[], right as unknown[]),
  minimum: larger,
  exclusiveMinimum: larger,
  minLength: larger,
  minItems: larger,
  minProperties: larger,
  maximum: smaller,
  exclusiveMaximum: smaller,
  maxLength: smaller,
  maxItems: smaller,
  maxProperties: smaller,
  multipleOf: (left, right) => leastCommonMultiple(left as number, right as number),
};

/** One schema that asks for what both ask for, as far as keywords can be joined; of the rest the first one counts. */
export function mergeSchemas(left: JsonSchema, right: JsonSchema): JsonSchema {
  const merged: JsonSchema = { ...left };
  for (const [keyword, value] of Object.entries(right)) {
    const merge = MERGES[keyword];
    if (!Object.hasOwn(merged, keyword)) merged[keyword] = value;
    else if (merge !== undefined) merged[keyword] = merge(merged[keyword], value);
  }
  return merged;
}

function mergeProperties(left: unknown, right: unknown): unknown {
  const merged: JsonSchema = { ...(left as JsonSchema) };
  for (const [name, schema] of Object.entries(right as JsonSchema)) {
    merged[name] = Object.hasOwn(merged, name) ? both(merged[name], schema) : schema;
  }
  return merged;
}

function mergeTypes(left: unknown, right: unknown): unknown {
  const others = [right].flat();
  return [left].flat().flatMap((type) => {
    if (others.includes(type)) return [type];
    if (type === 'number' && others.includes('integer')) return ['integer'];
    return type === 'integer' && others.includes('number') ? ['integer'] : [];
  });
}

function mergeItems(left: unknown[], right: unknown[]): unknown[] {
  return Array.from({ length: Math.max(left.length, right.length) }, (_, index) =>
    index in left && index in right ? both(left[index], right[index]) : (left[index] ?? right[index]),
  );
}

function leastCommonMultiple(left: number, right: number): number {
  if (!Number.isInteger(left) || !Number.isInteger(right)) return Math.max(left, right);
  let [divisor, rest] = [left, right];
  while (rest !== 0) [divisor, rest] = [rest, divisor % rest];
  return (left / divisor) * right;
}

/** Follows a JSON pointer (`#`, `#/$defs/name`) or an `$anchor` of `$defs`; undefined where it leads nowhere. */
export function resolveReference(root: JsonSchema, reference: string): unknown {
  if (!reference.startsWith('#')) return undefined;
  if (reference.length > 1 && reference[1] !== '/') {
    const definitions = isSchema(root['$defs']) ? Object.values(root['$defs']) : [];
    return definitions.find((definition) => isSchema(definition) && definition['$anchor'] === reference.slice(1));
  }
  let target: unknown = root;
  for (const part of reference.split('/').slice(1)) {
    const name = decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~');
    target = (target as Record<string, unknown> | undefined)?.[name];
  }
  return target;
}
