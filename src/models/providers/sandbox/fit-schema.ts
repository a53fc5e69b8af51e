import type { JsonSchema } from '../../model-provider';
import { choose } from './choose';
import { fitArray } from './fit-array';
import { fitNumber } from './fit-number';
import { fitObject } from './fit-object';
import { fitString } from './fit-string';
import { isSchema, MAX_DEPTH, type Fitting, type Place } from './fitting';
import { flattenSchema } from './flatten-schema';

/** Nesting at which an unsatisfiable recursion is given up. */
const HARD_DEPTH = 40;
/** Tries that trust annotations, then tries that do not, then tries with required parts only. */
const TRIES = { trusting: 8, plain: 8, lean: 16 };

/**
 * A value for `schema`, made of its own examples where it has some, else of words of the prompt. `seed` decides all choices.
 * Many schemas can only be met by trying (oneOf, not, if): `isValid` judges each try. Undefined when none succeeds.
 */
export function fitSchema(schema: JsonSchema, seed: string, words: readonly string[], isValid: (value: unknown) => boolean): unknown {
  for (let attempt = 0; attempt < TRIES.trusting + TRIES.plain + TRIES.lean; attempt += 1) {
    const fitter = new SchemaFitter(schema, words, `${seed}:${attempt}`, attempt);
    const value = fitter.fit(schema, { path: '', label: 'answer', depth: 0 });
    if (isValid(value)) return value;
  }
  return undefined;
}

class SchemaFitter implements Fitting {
  readonly plain: boolean;
  readonly lean: boolean;

  constructor(
    readonly root: JsonSchema,
    readonly words: readonly string[],
    private readonly seed: string,
    attempt: number,
  ) {
    this.plain = attempt >= TRIES.trusting;
    this.lean = attempt >= TRIES.trusting + TRIES.plain;
  }

  choose(path: string, count: number): number {
    return choose(`${this.seed}:${path}`, count);
  }

  fit(schema: unknown, place: Place): unknown {
    if (place.depth > HARD_DEPTH) return null;
    const flat = flattenSchema(schema, this, place);
    if ('const' in flat) return flat['const'];
    const given = this.givenValues(flat);
    if (given.length > 0) return given[this.choose(place.path, given.length)];
    return this.ofType(flat, place);
  }

  /** What the schema itself offers: its examples, its default, its enumeration. */
  private givenValues(flat: JsonSchema): unknown[] {
    const allowed = Array.isArray(flat['enum']) ? (flat['enum'] as unknown[]) : undefined;
    const examples = Array.isArray(flat['examples']) ? (flat['examples'] as unknown[]) : [];
    if (!this.plain && examples.length > 0 && allowed === undefined) return examples;
    if (!this.plain && 'default' in flat) return [flat['default']];
    const types = typesOf(flat);
    const fitting = allowed?.filter((value) => types.length === 0 || types.some((type) => isOfType(value, type)));
    return fitting ?? [];
  }

  private ofType(flat: JsonSchema, place: Place): unknown {
    switch (this.typeOf(flat, place)) {
      case 'object':
        return fitObject(flat, this, place);
      case 'array':
        return fitArray(flat, this, place);
      case 'integer':
        return fitNumber(flat, true, this, place);
      case 'number':
        return fitNumber(flat, false, this, place);
      case 'boolean':
        return this.choose(place.path, 2) === 0;
      case 'null':
        return null;
      default:
        return fitString(flat, this, place);
    }
  }

  /** A value says more than null; deep down the simplest type ends a recursion. */
  private typeOf(flat: JsonSchema, place: Place): string {
    const types = typesOf(flat);
    if (types.length === 0) return impliedType(flat);
    if (place.depth >= MAX_DEPTH) return types.find((type) => type !== 'object' && type !== 'array') ?? types[0] ?? 'null';
    const telling = types.filter((type) => type !== 'null');
    return telling[this.choose(`${place.path}?type`, telling.length)] ?? 'null';
  }
}

function typesOf(flat: JsonSchema): string[] {
  return [flat['type'] ?? []].flat() as string[];
}

function impliedType(flat: JsonSchema): string {
  const has = (...keywords: string[]) => keywords.some((keyword) => keyword in flat);
  if (has('properties', 'required', 'additionalProperties', 'patternProperties', 'minProperties', 'propertyNames')) return 'object';
  if (has('items', 'prefixItems', 'contains', 'minItems', 'maxItems', 'uniqueItems')) return 'array';
  return has('minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf') ? 'number' : 'string';
}

function isOfType(value: unknown, type: string): boolean {
  switch (type) {
    case 'null':
      return value === null;
    case 'array':
      return Array.isArray(value);
    case 'object':
      return isSchema(value);
    case 'integer':
      return Number.isInteger(value);
    default:
      return typeof value === type;
  }
}
