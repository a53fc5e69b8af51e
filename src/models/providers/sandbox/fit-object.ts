import type { JsonSchema } from '../../model-provider';
import { isSchema, MAX_DEPTH, numberOf, type Fitting, type Place } from './fitting';

/** Names where a map leaves them open. */
const USUAL_MAP_NAMES = 2;
const MAX_NAME_TRIES = 200;

/** An object with what it requires and, unless it lies deep, what is optional too. */
export function fitObject(schema: JsonSchema, fitting: Fitting, place: Place): Record<string, unknown> {
  const properties = isSchema(schema['properties']) ? schema['properties'] : {};
  const result: Record<string, unknown> = {};
  for (const name of namesOf(schema, properties, fitting, place)) {
    const valueSchema = schemaOf(name, schema, properties);
    const value = fitting.fit(valueSchema, { path: `${place.path}/${name}`, label: labelOf(name, valueSchema), depth: place.depth + 1 });
    // Not by assignment: a property may be called __proto__.
    Object.defineProperty(result, name, { value, enumerable: true, configurable: true, writable: true });
  }
  return result;
}

function namesOf(schema: JsonSchema, properties: JsonSchema, fitting: Fitting, place: Place): string[] {
  const most = numberOf(schema, 'maxProperties', Infinity);
  const names = new Set((schema['required'] as string[] | undefined) ?? []);
  const optional = fitting.lean || place.depth >= MAX_DEPTH ? [] : Object.keys(properties).filter((name) => properties[name] !== false);
  for (const name of optional) if (names.size < most) names.add(name);
  const dependencies = isSchema(schema['dependentRequired']) ? schema['dependentRequired'] : {};
  for (const name of names) {
    if (Object.hasOwn(dependencies, name)) for (const other of dependencies[name] as string[]) names.add(other);
  }
  const isOpenMap = Object.keys(properties).length === 0 && isSchema(schema['additionalProperties']) && optional.length === 0;
  const wanted = isOpenMap && !fitting.lean && place.depth < MAX_DEPTH ? USUAL_MAP_NAMES : 0;
  addNames(names, Math.min(most, Math.max(numberOf(schema, 'minProperties', 0), wanted)), schema, properties, fitting, place);
  // In the schema's order, which is the order people read.
  const ordered = Object.keys(properties).filter((name) => names.has(name));
  return [...new Set([...ordered, ...names])];
}

function addNames(names: Set<string>, count: number, schema: JsonSchema, properties: JsonSchema, fitting: Fitting, place: Place): void {
  for (const name of Object.keys(properties)) if (names.size < count && properties[name] !== false) names.add(name);
  const patterns = isSchema(schema['patternProperties']) ? Object.keys(schema['patternProperties']) : [];
  const closed = schema['additionalProperties'] === false;
  const nameSchema = closed && patterns[0] !== undefined ? { type: 'string', pattern: patterns[0] } : schema['propertyNames'];
  for (let index = 0; names.size < count && index < MAX_NAME_TRIES; index += 1) {
    const path = `${place.path}@${index}`;
    const word = fitting.words[fitting.choose(path, fitting.words.length)] ?? 'name';
    const suffix = index < fitting.words.length ? '' : String.fromCharCode(97 + (index % 26)).repeat(1 + Math.floor(index / 26));
    const fitted =
      nameSchema === undefined ? `${word.toLowerCase()}${suffix}` : fitting.fit(nameSchema, { path, label: word, depth: place.depth + 1 });
    names.add(String(fitted));
  }
}

function schemaOf(name: string, schema: JsonSchema, properties: JsonSchema): unknown {
  if (Object.hasOwn(properties, name)) return withPatterns(name, schema, properties[name]);
  const matching = withPatterns(name, schema, undefined);
  return matching ?? (isSchema(schema['additionalProperties']) ? schema['additionalProperties'] : {});
}

function withPatterns(name: string, schema: JsonSchema, own: unknown): unknown {
  const patterns = isSchema(schema['patternProperties']) ? Object.entries(schema['patternProperties']) : [];
  const matching = patterns.filter(([pattern]) => new RegExp(pattern, 'u').test(name)).map(([, part]) => part);
  if (matching.length === 0) return own;
  return { allOf: own === undefined ? matching : [own, ...matching] };
}

function labelOf(name: string, schema: unknown): string {
  return isSchema(schema) && typeof schema['title'] === 'string' ? schema['title'] : name;
}
