import type { JsonSchema } from '../../model-provider';

/** Where a value goes: `path` makes choices differ from place to place, `label` names it in words. */
export interface Place {
  path: string;
  label: string;
  /** Objects and arrays around it. */
  depth: number;
}

/** What the parts of the fitter share. All choices are deterministic in (request, try, path). */
export interface Fitting {
  root: JsonSchema;
  /** Later tries stop trusting `examples` and `default`, which need not be valid themselves. */
  plain: boolean;
  /** The last tries leave out all that is optional. */
  lean: boolean;
  /** A whole number from 0 to `count` − 1. */
  choose(path: string, count: number): number;
  /** Words of the prompt, in its order; at least one. */
  words: readonly string[];
  fit(schema: unknown, place: Place): unknown;
}

/** Nesting beyond which only what is required is filled in, so that recursive schemas end. */
export const MAX_DEPTH = 5;

/** Whether `value` is a schema written as an object. */
export function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The number under a keyword, or `fallback`. */
export function numberOf(schema: JsonSchema, keyword: string, fallback: number): number {
  const value = schema[keyword];
  return typeof value === 'number' ? value : fallback;
}
