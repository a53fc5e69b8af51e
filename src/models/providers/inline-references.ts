import type { JsonSchema } from '../model-provider';

/** How deep references may lead into references; deeper schemas are as good as recursive for a decoder. */
const MAX_DEPTH = 12;
/** Subschemas after inlining; definitions used many times multiply. */
const MAX_SUBSCHEMAS = 2_000;

/** Keywords whose values are names to schemas (the names are no keywords), and those whose values are no schemas at all. */
const MAPS: ReadonlySet<string> = new Set(['properties', 'patternProperties', 'dependentSchemas']);
const VALUES: ReadonlySet<string> = new Set(['enum', 'const', 'default', 'example', 'examples', 'required']);

/**
 * `schema` without `$ref` and `$defs`: every local reference is replaced by what it refers to. Undefined where that cannot
 * be done: references that are recursive, lead nowhere or out of the document, or a result that grows beyond all measure.
 */
export function inlineReferences(schema: JsonSchema): JsonSchema | undefined {
  try {
    return new Inliner(schema).inline(schema, 0) as JsonSchema;
  } catch (error) {
    if (error instanceof NotInlinable) return undefined;
    throw error;
  }
}

class NotInlinable extends Error {}

class Inliner {
  private subschemas = 0;

  constructor(private readonly root: JsonSchema) {}

  inline(value: unknown, depth: number): unknown {
    if (Array.isArray(value)) return value.map((item) => this.inline(item, depth));
    if (typeof value !== 'object' || value === null) return value;
    if (++this.subschemas > MAX_SUBSCHEMAS) throw new NotInlinable();
    const rest = { ...(value as JsonSchema) };
    const { $ref } = rest;
    delete rest['$ref'];
    delete rest['$defs'];
    delete rest['definitions'];
    if (typeof $ref !== 'string') return this.each(rest, depth);
    if (depth >= MAX_DEPTH) throw new NotInlinable();
    // What stands beside a reference narrows it (draft 2019-09 on) and goes before it, as descriptions do.
    return { ...(this.inline(this.target($ref), depth + 1) as JsonSchema), ...this.each(rest, depth) };
  }

  private each(schema: JsonSchema, depth: number): JsonSchema {
    return mapValues(schema, (value, keyword) => {
      if (VALUES.has(keyword)) return value;
      return MAPS.has(keyword) ? mapValues(value as JsonSchema, (part) => this.inline(part, depth)) : this.inline(value, depth);
    });
  }

  /** @throws NotInlinable unless `pointer` (RFC 6901, as a URI fragment) leads to a subschema. */
  private target(pointer: string): JsonSchema {
    if (!pointer.startsWith('#/')) throw new NotInlinable();
    let target: unknown = this.root;
    for (const token of pointer.slice(2).split('/')) {
      const key = decodeURIComponent(token).replace(/~1/g, '/').replace(/~0/g, '~');
      if (typeof target !== 'object' || target === null || !Object.hasOwn(target, key)) throw new NotInlinable();
      target = (target as JsonSchema)[key];
    }
    if (typeof target !== 'object' || target === null) throw new NotInlinable();
    return target as JsonSchema;
  }
}

function mapValues(map: JsonSchema, change: (value: unknown, key: string) => unknown): JsonSchema {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value, key)]));
}
