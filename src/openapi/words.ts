import { object, raw, type Json, type Meant, type Schema } from './schema';

/** Any text. */
export const text = (says?: string, example = 'text'): Schema<string> => raw({ type: 'string', examples: [example] }, says);

/** An id, which begins with its kind: `network_…`. */
export const id = (kind: string, says?: string): Schema<string> => raw({ type: 'string', examples: [`${kind}_2f6b1c0a9d3e4f58`] }, says);

/** RFC 3339, UTC. */
export const time = (says?: string): Schema<string> =>
  raw({ type: 'string', format: 'date-time', examples: ['2026-01-31T09:00:00.000Z'] }, says);

/** Whole days: `2026-01-31`. */
export const day = (says?: string): Schema<string> => raw({ type: 'string', format: 'date', examples: ['2026-01-31'] }, says);

/** US dollars as a decimal string of six places. */
export const dollars = (says = 'US dollars, six places'): Schema<string> =>
  raw({ type: 'string', pattern: '^-?\\d+\\.\\d{6}$', examples: ['0.001250'] }, says);

/** A whole number from 0 on. */
export const count = (says?: string): Schema<number> => raw({ type: 'integer', minimum: 0, examples: [3] }, says);

/** Any number. */
export const number = (says?: string): Schema<number> => raw({ type: 'number', examples: [0.5] }, says);

/** A number from 0 to 1. */
export const share = (says?: string): Schema<number> => raw({ type: 'number', minimum: 0, maximum: 1, examples: [0.75] }, says);

/** True or false. */
export const flag = (says?: string): Schema<boolean> => raw({ type: 'boolean', examples: [false] }, says);

/** One of these texts. */
export const choice = <const T extends string>(values: readonly T[], says?: string): Schema<T> =>
  raw({ type: 'string', enum: [...values] }, says);

/** Any JSON at all. */
export const anything = (says?: string): Schema<unknown> => raw({}, says);

/** An object whose fields are not ours to say. */
export const anyObject = (says?: string): Schema<object> => raw({ type: 'object', additionalProperties: true }, says);

/** The same, or null. */
export function orNull<T>({ json }: Schema<T>): Schema<T | null> {
  const isPlain = typeof json.type === 'string' && json.enum === undefined && json.title === undefined && json.type !== 'object';
  return { json: isPlain ? { ...json, type: [json.type, 'null'] } : { anyOf: [json, { type: 'null' }] } };
}

/** As many of them as there are. */
export const list = <T>({ json }: Schema<T>, says?: string): Schema<readonly T[]> => raw({ type: 'array', items: json }, says);

/** An object with any names whose values are all of one kind. */
export const mapOf = <T>({ json }: Schema<T>, says?: string): Schema<Readonly<Record<string, T>>> =>
  raw({ type: 'object', additionalProperties: json }, says);

/** One of these; the first that fits. */
export function either<S extends readonly Schema[]>(...schemas: S): Schema<Meant<S[number]>> {
  return { json: { anyOf: schemas.map(({ json }): Json => json) } };
}

/** A page of a list; `next_cursor` is `?cursor=` of the next, null at the end. */
export const page = <T>(item: Schema<T>) => object({ data: list(item), next_cursor: orNull(text('`?cursor=` of the next page')) });
