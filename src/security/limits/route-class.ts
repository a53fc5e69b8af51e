import type { RouteClass } from './limit-names';

/** Paths that begin so, or end so, below `/api/mesh`; the first that fits names the class, whatever the method. */
const CLASSES: readonly (readonly [RegExp, RouteClass])[] = [
  [/^\/(security|audit|retention|erasures|tenants)\b/, 'security'],
  [/\/(events|stream|ws)$/, 'stream'],
  [/^\/generate\b|^\/v1\/chat\//, 'generate'],
];
/** What takes in more than one body's worth. */
const UPLOAD = /\/(memories\/import|datasets)$/;
const READING: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Messages that only read: as the routes that answer the same. */
const READING_MESSAGES = /\.(get|list|search)$|^mesh\.health$/;

/** The class of a message, by its pattern: that of the route which does the same. */
export function messageClassOf(pattern: string): RouteClass {
  if (pattern.startsWith('mesh.models.')) return 'generate';
  return READING_MESSAGES.test(pattern) ? 'read' : 'write';
}

const known = new Map<string, RouteClass>();

/** The class of a route; `url` is its pattern, so that there are only as many as there are routes. */
export function routeClassOf(method: string, url: string): RouteClass {
  const route = `${method} ${url}`;
  const routeClass = known.get(route) ?? classify(method, url.replace(/^\/api\/mesh/, ''));
  known.set(route, routeClass);
  return routeClass;
}

function classify(method: string, path: string): RouteClass {
  const named = CLASSES.find(([pattern]) => pattern.test(path))?.[1];
  if (named !== undefined) return named;
  if (READING.has(method)) return 'read';
  return UPLOAD.test(path) ? 'upload' : 'write';
}
