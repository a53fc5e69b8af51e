/** A JSON Schema (draft 2020-12) as plain JSON. */
export type Json = { readonly [keyword: string]: unknown };

declare const meaning: unique symbol;

/**
 * A JSON Schema that knows the TypeScript type of what fits it: `@Operation` holds it against what a handler returns, so that a view that
 * loses a field, or a schema that invents one, does not compile.
 */
export interface Schema<T = unknown> {
  readonly json: Json;
  readonly [meaning]?: T;
}

/** The type that a schema stands for. */
export type Meant<S> = S extends Schema<infer T> ? T : never;

/** A property that may be absent. */
export interface OptionalSchema<T> extends Schema<T> {
  readonly optional: true;
}

/** The properties of an object, by name. */
export type Properties = Readonly<Record<string, Schema>>;

type OptionalNames<P extends Properties> = { [N in keyof P]: P[N] extends OptionalSchema<unknown> ? N : never }[keyof P];
type ObjectOf<P extends Properties> = { [N in Exclude<keyof P, OptionalNames<P>>]: Meant<P[N]> } & {
  [N in OptionalNames<P>]?: Meant<P[N]>;
};

/** The schema of an object; its `properties` can be spread into that of a larger one. */
export interface ObjectSchema<P extends Properties> extends Schema<ObjectOf<P>> {
  readonly properties: P;
}

/** A schema of `T` in JSON written by hand: what cannot be said with the words below. */
export function raw<T>(json: Json, says?: string): Schema<T> {
  return { json: says === undefined ? json : { ...json, description: says } };
}

/** A field that may be absent. */
export function optional<T>(schema: Schema<T>): OptionalSchema<T> {
  return { json: schema.json, optional: true };
}

/** An object with just these fields; whoever reads it must bear fields that later versions add. */
export function object<P extends Properties>(properties: P, says?: string): ObjectSchema<P> {
  const entries = Object.entries(properties);
  const required = entries.filter(([, schema]) => !('optional' in schema)).map(([name]) => name);
  const json: Json = {
    type: 'object',
    ...(required.length > 0 && { required }),
    properties: Object.fromEntries(entries.map(([name, { json: property }]) => [name, property])),
  };
  return { properties, json: says === undefined ? json : { ...json, description: says } };
}

/** The same schema with a place of its own among the components of the document; a name stands for one schema only. */
export function named<S extends Schema>(name: string, schema: S): S {
  return { ...schema, json: { title: name, ...schema.json } };
}
