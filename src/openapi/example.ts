import type { Json } from './schema';

/** A value that fits the schema, made of the examples of its parts: the first of what may be chosen, one of what may be many. */
export function exampleOf(json: Json): unknown {
  if (Array.isArray(json.examples)) return json.examples[0];
  if ('const' in json) return json.const;
  if (Array.isArray(json.enum)) return json.enum[0];
  const [first] = (json.anyOf ?? json.oneOf ?? []) as Json[];
  if (first !== undefined) return exampleOf(first);
  switch ([json.type].flat()[0]) {
    case 'object':
      return exampleObject(json);
    case 'array':
      return json.items === undefined || json.maxItems === 0 ? [] : [exampleOf(json.items as Json)];
    case 'string':
      return 'text';
    case 'integer':
    case 'number':
      return json.minimum ?? 0;
    case 'boolean':
      return false;
    default:
      return null;
  }
}

function exampleObject({ properties, required, additionalProperties: others }: Json): unknown {
  const needed = new Set((required ?? []) as string[]);
  const fields = Object.entries((properties ?? {}) as Record<string, Json>).filter(([name]) => needed.has(name));
  const example = Object.fromEntries(fields.map(([name, schema]) => [name, exampleOf(schema)]));
  const hasExtra = typeof others === 'object' && others !== null && fields.length === 0;
  return hasExtra ? { name: exampleOf(others as Json) } : example;
}
