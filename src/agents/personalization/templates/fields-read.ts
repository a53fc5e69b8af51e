import { analyzeSync, AssignTag, EchoTag, Output, toValueSync, type Template, type Value, type Variable } from 'liquidjs';

/** A field as a template names it: `first_name`, or `address.city` for what stands in a record of the record. */
export interface FieldRead {
  name: string;
  path: readonly string[];
}

/** What an output prints, or an assignment takes. */
export interface FieldUse {
  fields: readonly FieldRead[];
  /** Whether its filters put something in place of what is missing. */
  hasDefault: boolean;
  prints: boolean;
}

/** What a part reads of a record. */
export interface PartReads {
  /** All fields, those that are only asked for in conditions as well. */
  fields: readonly FieldRead[];
  uses: ReadonlyMap<Template, FieldUse>;
  /** Names that are printed with `| raw`. */
  unescaped: readonly string[];
}

/** Words that LiquidJS answers for every list and text. */
const ANSWERED: ReadonlySet<string> = new Set(['size', 'first', 'last']);

/** Finds the fields that a parsed part reads: names that no tag of it has set. */
export function fieldsRead(templates: Template[]): PartReads {
  const unset = Object.values(analyzeSync(templates, { partials: false }).globals).flat();
  const places = new Set(unset.map(placeOf));
  const uses = new Map<Template, FieldUse>();
  const unescaped = new Set<string>();
  for (const template of everyTemplate(templates)) {
    const value = valueOf(template);
    if (value === undefined) continue;
    const named = Object.values(analyzeSync([template], { partials: false }).globals).flat();
    const fields = unique(named.filter((variable) => places.has(placeOf(variable))).map(fieldOf));
    const prints = !(template instanceof AssignTag);
    if (prints && value.filters.at(-1)?.name === 'raw') named.forEach((variable) => unescaped.add(fieldOf(variable).name));
    if (fields.length > 0) uses.set(template, { fields, hasDefault: value.filters.some(({ name }) => name === 'default'), prints });
  }
  return { fields: unique(unset.map(fieldOf)), uses, unescaped: [...unescaped] };
}

/** What a record holds under a path; undefined when that is nothing, null, or a text of blanks. */
export function valueAt(record: Readonly<Record<string, unknown>>, path: readonly string[]): unknown {
  let value: unknown = record;
  for (const name of path) {
    if (value === null || typeof value !== 'object' || !Object.hasOwn(value, name)) return undefined;
    value = (value as Record<string, unknown>)[name];
  }
  return value === null || (typeof value === 'string' && value.trim() === '') ? undefined : value;
}

function* everyTemplate(templates: Iterable<Template>): Iterable<Template> {
  for (const template of templates) {
    yield template;
    if (template.children !== undefined) yield* everyTemplate(toValueSync<Template[]>(template.children(false, true)));
  }
}

function valueOf(template: Template): Value | undefined {
  if (template instanceof Output) return template.value;
  const isValued = template instanceof EchoTag || template instanceof AssignTag;
  return isValued ? (template as unknown as { value?: Value }).value : undefined; // private, though it is what these tags are about
}

function fieldOf({ segments }: Variable): FieldRead {
  const end = segments.findIndex((segment, index) => typeof segment !== 'string' || (index > 0 && ANSWERED.has(segment)));
  const path = segments.slice(0, end < 0 ? undefined : end) as string[];
  return { name: path.join('.'), path };
}

function placeOf({ location: { row, col } }: Variable): string {
  return `${row}:${col}`;
}

function unique(fields: readonly FieldRead[]): FieldRead[] {
  return [...new Map(fields.filter(({ path }) => path.length > 0).map((field) => [field.name, field])).values()];
}
