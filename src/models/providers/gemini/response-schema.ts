import type { JsonSchema } from '../../model-provider';
import { inlineReferences } from '../inline-references';
import { describedRest } from '../schema-description';

/** Keywords that pass as they are, by type. Source: Google's reference of `Schema`, a subset of OpenAPI 3.0's. */
const PASSED: Readonly<Record<string, readonly string[]>> = {
  string: [],
  number: ['minimum', 'maximum'],
  integer: ['minimum', 'maximum'],
  boolean: [],
  array: ['minItems', 'maxItems'],
  object: ['required', 'propertyOrdering'],
};
/** Formats that are known there; any other is refused. */
const FORMATS: ReadonlySet<unknown> = new Set(['date-time', 'float', 'double', 'int32', 'int64']);
/** Keywords that are kept in another form, or allow more than they forbid. */
const TRANSLATED = ['type', 'anyOf', 'oneOf', 'properties', 'items', 'required', 'additionalProperties', 'nullable'];

/**
 * `schema` in the subset of OpenAPI that `responseSchema` and `parameters` take before Gemini 2.5: upper-case types, `nullable`
 * for null, lists of texts only, constraints that are not understood told in words. Undefined where the subset has no word for
 * what is meant: objects without named properties, values of any type, recursion.
 */
export function responseSchema(schema: JsonSchema): JsonSchema | undefined {
  const whole = inlineReferences(schema);
  if (whole === undefined) return undefined;
  try {
    return translate(whole);
  } catch (error) {
    if (error instanceof NotExpressible) return undefined;
    throw error;
  }
}

class NotExpressible extends Error {}

function translate(schema: unknown): JsonSchema {
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) throw new NotExpressible();
  const result = constraints(schema as JsonSchema);
  const listed = 'enum' in result ? ['enum', 'const'] : [];
  const description = describedRest(schema as JsonSchema, new Set([...TRANSLATED, ...Object.keys(result), ...listed]));
  return description === undefined ? result : { ...result, description };
}

function constraints(schema: JsonSchema): JsonSchema {
  const branches = schema['anyOf'] ?? schema['oneOf'];
  if (Array.isArray(branches)) return oneOf(branches, (branch) => translate(branch), isNull);
  const type = schema['type'] ?? typeOfValues(schema);
  if (Array.isArray(type))
    return oneOf(
      type,
      (one) => constraints({ ...schema, type: one }),
      (one) => one === 'null',
    );
  if (typeof type !== 'string' || !(type in PASSED)) throw new NotExpressible();
  const passed = PASSED[type]!.filter((keyword) => keyword in schema).map((keyword) => [keyword, schema[keyword]] as const);
  const format = FORMATS.has(schema['format']) ? { format: schema['format'] } : {};
  return { type: type.toUpperCase(), ...Object.fromEntries(passed), ...format, ...particulars(type, schema) };
}

function particulars(type: string, schema: JsonSchema): JsonSchema {
  const nullable = schema['nullable'] === true ? { nullable: true } : {};
  if (type === 'object') return { ...nullable, properties: named(schema['properties']) };
  if (type === 'array') return { ...nullable, items: translate(schema['items']) };
  const texts = valuesOf(schema)?.filter((value) => value !== null);
  const listed = type === 'string' && texts !== undefined && texts.every((value) => typeof value === 'string');
  return listed ? { ...nullable, enum: texts, format: 'enum' } : nullable;
}

/** One of several schemas; those for null turn into `nullable`. */
function oneOf<Branch>(
  branches: readonly Branch[],
  change: (branch: Branch) => JsonSchema,
  isNothing: (branch: Branch) => boolean,
): JsonSchema {
  const something = branches.filter((branch) => !isNothing(branch)).map(change);
  const nullable = something.length < branches.length ? { nullable: true } : {};
  if (something.length === 0) throw new NotExpressible();
  return something.length === 1 ? { ...something[0], ...nullable } : { anyOf: something, ...nullable };
}

/** The API refuses objects without properties. */
function named(properties: unknown): JsonSchema {
  const entries = Object.entries((properties as JsonSchema | undefined) ?? {});
  if (entries.length === 0) throw new NotExpressible();
  return Object.fromEntries(entries.map(([name, part]) => [name, translate(part)]));
}

/** The values that are listed, if any. */
function valuesOf(schema: JsonSchema): unknown[] | undefined {
  const values = schema['const'] === undefined ? schema['enum'] : [schema['const']];
  return Array.isArray(values) && values.length > 0 ? values : undefined;
}

/** Values say their type themselves. */
function typeOfValues(schema: JsonSchema): unknown {
  const types = new Set(valuesOf(schema)?.map((value) => (value === null ? 'null' : typeof value)));
  return types.size === 0 ? undefined : [...types];
}

function isNull(schema: unknown): boolean {
  const { type, const: constant } = (schema ?? {}) as JsonSchema;
  return type === 'null' || constant === null;
}
