import type { JsonSchema } from '../../model-provider';
import { MAX_DEPTH, numberOf, type Fitting, type Place } from './fitting';

/** Items where the schema leaves the number open. */
const USUAL_ITEMS = 2;
/** How often another value is tried for an item that must differ from those before it. */
const UNIQUE_TRIES = 24;

/** An array with its fixed items, those it must contain and as many others as it needs. */
export function fitArray(schema: JsonSchema, fitting: Fitting, place: Place): unknown[] {
  const prefix = (schema['prefixItems'] as unknown[] | undefined) ?? [];
  const least = numberOf(schema, 'minItems', 0);
  const most =
    schema['items'] === false ? Math.min(prefix.length, numberOf(schema, 'maxItems', Infinity)) : numberOf(schema, 'maxItems', Infinity);
  const contained = 'contains' in schema ? numberOf(schema, 'minContains', 1) : 0;
  const usual = fitting.lean || place.depth >= MAX_DEPTH ? 0 : USUAL_ITEMS;
  const count = Math.min(most, Math.max(least, prefix.length + contained, usual));
  const items: unknown[] = [];
  for (let index = 0; index < count; index += 1) {
    const inContains = index >= prefix.length && index < prefix.length + contained;
    const itemSchema = prefix[index] ?? (inContains ? { allOf: [schema['contains'], schema['items'] ?? {}] } : (schema['items'] ?? {}));
    const item = fitItem(itemSchema, index, schema['uniqueItems'] === true ? items : [], fitting, place);
    // A set of values may be smaller than what is usual; then a shorter array is right too.
    if (item === undefined && items.length >= least) break;
    items.push(item ?? null);
  }
  return items;
}

function fitItem(schema: unknown, index: number, others: unknown[], fitting: Fitting, place: Place): unknown {
  const taken = new Set(others.map((other) => JSON.stringify(other)));
  for (let attempt = 0; attempt < UNIQUE_TRIES; attempt += 1) {
    const path = attempt === 0 ? `${place.path}/${index}` : `${place.path}/${index}!${attempt}`;
    const item = fitting.fit(schema, { path, label: place.label, depth: place.depth + 1 });
    if (!taken.has(JSON.stringify(item))) return item;
  }
  return undefined;
}
