import type { JsonSchema } from '../../model-provider';
import { inlineReferences } from '../inline-references';
import { describedRest } from '../schema-description';

/** String formats that Claude's decoder knows, as listed by the SDK's own `transformJSONSchema`. */
const FORMATS: ReadonlySet<unknown> = new Set([
  'date-time',
  'time',
  'date',
  'duration',
  'email',
  'hostname',
  'uri',
  'ipv4',
  'ipv6',
  'uuid',
]);
/** Beyond these the API refuses a schema ("the compiled grammar is too large"); the first is documented, the second is ours. */
const MAX_OPTIONAL_PROPERTIES = 24;
const MAX_SUBSCHEMAS = 200;

/** Keywords that are kept in another form, or are no constraint. */
const TRANSLATED = ['type', 'oneOf', 'properties', 'required', 'additionalProperties', 'items'];

/**
 * `schema` as `output_config.format` takes it: every object closed, unknown constraints told in words. Undefined where that
 * would change what it means (open maps, recursion, values of any type) or be too large; then a tool has to do.
 * Source: Anthropic's guide to structured outputs, and `transformJSONSchema` of its SDK, which does the same.
 */
export function outputSchema(schema: JsonSchema): JsonSchema | undefined {
  const whole = inlineReferences(schema);
  if (whole?.['type'] !== 'object') return undefined;
  try {
    return new Translation().translate(whole);
  } catch (error) {
    if (error instanceof NotExpressible) return undefined;
    throw error;
  }
}

class NotExpressible extends Error {}

class Translation {
  private optionalProperties = 0;
  private subschemas = 0;

  translate(schema: unknown): JsonSchema {
    if (!isObject(schema) || 'allOf' in schema || ++this.subschemas > MAX_SUBSCHEMAS) throw new NotExpressible();
    const result = this.constraints(schema);
    const description = describedRest(schema, new Set([...TRANSLATED, ...Object.keys(result)]));
    return description === undefined ? result : { ...result, description };
  }

  private constraints(schema: JsonSchema): JsonSchema {
    const { type, enum: values, const: value, anyOf, oneOf } = schema;
    if (Array.isArray(values) && values.every(isPrimitive)) return { enum: values };
    if (value !== undefined && isPrimitive(value)) return { const: value };
    const branches = anyOf ?? oneOf;
    if (Array.isArray(branches)) return { anyOf: branches.map((branch) => this.translate(branch)) };
    if (Array.isArray(type)) return { anyOf: type.map((one: unknown) => this.constraints({ ...schema, type: one })) };
    switch (type) {
      case 'object':
        return this.object(schema);
      case 'array':
        return this.array(schema);
      case 'string':
        return FORMATS.has(schema['format']) ? { type, format: schema['format'] } : { type };
      case 'number':
      case 'integer':
      case 'boolean':
      case 'null':
        return { type };
      default:
        throw new NotExpressible();
    }
  }

  /** Closing an object that says nothing about other properties is safe: the answer fits the original all the more. */
  private object({ properties = {}, additionalProperties, patternProperties, required = [] }: JsonSchema): JsonSchema {
    const names = Object.keys(properties as JsonSchema);
    const open = additionalProperties !== undefined && additionalProperties !== false;
    if (open || patternProperties !== undefined || (names.length === 0 && additionalProperties !== false)) throw new NotExpressible();
    this.optionalProperties += names.filter((name) => !(required as string[]).includes(name)).length;
    if (this.optionalProperties > MAX_OPTIONAL_PROPERTIES) throw new NotExpressible();
    const translated = Object.entries(properties as JsonSchema).map(([name, part]) => [name, this.translate(part)] as const);
    return { type: 'object', properties: Object.fromEntries(translated), required, additionalProperties: false };
  }

  /** The decoder knows no more of a list's length than whether it may be empty. */
  private array({ items, minItems }: JsonSchema): JsonSchema {
    const least = minItems === 0 || minItems === 1 ? { minItems } : {};
    return { type: 'array', items: this.translate(items), ...least };
  }
}

function isPrimitive(value: unknown): boolean {
  return value === null || typeof value !== 'object';
}

function isObject(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
