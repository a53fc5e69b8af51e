import { named, raw, type Schema } from '../../openapi';

/** Whole numbers by name, each at most as large as `most` says; null where none holds. */
export function limitsSchema(name: string, most: Readonly<Record<string, number>>): Schema<Record<string, number | null>> {
  const properties = Object.entries(most).map(([limit, maximum]) => [limit, { type: ['integer', 'null'], minimum: 0, maximum }] as const);
  return named(name, raw({ type: 'object', additionalProperties: false, properties: Object.fromEntries(properties) }));
}
