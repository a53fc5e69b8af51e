import type { JsonSchema } from '../../model-provider';
import { isSchema, MAX_DEPTH, type Fitting, type Place } from './fitting';
import { mergeSchemas, resolveReference } from './merge-schemas';
import { minimumHeight } from './schema-height';

const COMBINATORS = ['$ref', 'allOf', 'anyOf', 'oneOf', 'if', 'then', 'else'];
/** References followed in a row before giving up: `{"$ref": "#"}` refers to itself for ever. */
const MAX_HOPS = 32;

/** `schema` without references and combinators: one branch of each is chosen and merged in. */
export function flattenSchema(schema: unknown, fitting: Fitting, place: Place, hops = 0): JsonSchema {
  if (!isSchema(schema) || hops > MAX_HOPS) return {};
  const own = Object.fromEntries(Object.entries(schema).filter(([keyword]) => !COMBINATORS.includes(keyword)));
  return parts(schema, fitting, place)
    .map((part) => flattenSchema(part, fitting, place, hops + 1))
    .reduce(mergeSchemas, own);
}

function parts(schema: JsonSchema, fitting: Fitting, place: Place): unknown[] {
  const found: unknown[] = [];
  if (typeof schema['$ref'] === 'string') found.push(resolveReference(fitting.root, schema['$ref']));
  if (Array.isArray(schema['allOf'])) found.push(...(schema['allOf'] as unknown[]));
  for (const keyword of ['anyOf', 'oneOf']) {
    if (Array.isArray(schema[keyword])) found.push(branch(schema[keyword], fitting, place, keyword));
  }
  if ('if' in schema) {
    const holds = fitting.choose(`${place.path}?if`, 2) === 0;
    found.push(...(holds ? [schema['if'], schema['then']] : [schema['else']]));
  }
  return found;
}

/** Deep down the branch that ends soonest; elsewhere any. */
function branch(branches: unknown[], fitting: Fitting, place: Place, keyword: string): unknown {
  if (place.depth < MAX_DEPTH) return branches[fitting.choose(`${place.path}?${keyword}`, branches.length)];
  const heights = branches.map((candidate) => minimumHeight(candidate, fitting.root));
  return branches[heights.indexOf(Math.min(...heights))];
}
