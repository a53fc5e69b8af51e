import type { FilterImplOptions } from 'liquidjs';

type FilterHandler = Extract<FilterImplOptions, (...args: never[]) => unknown>;

/** Filters whose results are escaped already. */
const ESCAPING = ['escape', 'escape_once', 'xml_escape'];

/**
 * The filters of HTML parts that make HTML: what templates from elsewhere escape themselves is not escaped twice, and line breaks become `<br />`
 * in text that is escaped.
 */
export function htmlFilters(filters: Readonly<Record<string, FilterImplOptions>>): Record<string, FilterImplOptions> {
  const [once, breaks] = [handlerOf(filters.escape_once!), handlerOf(filters.newline_to_br!)];
  const escaping = ESCAPING.map((name) => [name, { raw: true, handler: handlerOf(filters[name]!) }] as const);
  const broken: FilterHandler = function (value: unknown): unknown {
    return breaks.call(this, once.call(this, value));
  };
  return { ...Object.fromEntries(escaping), newline_to_br: { raw: true, handler: broken } };
}

function handlerOf(filter: FilterImplOptions): FilterHandler {
  return typeof filter === 'function' ? filter : filter.handler;
}
