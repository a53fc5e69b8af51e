/** What an operation is called, and what it is done to. */
export interface Action {
  /** `tasks.create`, `tasks.cancel`, `memories.search`. */
  name: string;
  kind: string;
  /** The path parameter that names the thing; undefined for a collection. */
  idParameter?: string;
}

/** Parts of paths that name a collection; what stands behind one is a thing of it, or what is done with it. */
const COLLECTIONS: ReadonlySet<string> = new Set([
  ...['networks', 'agents', 'tasks', 'steps', 'memories', 'sessions', 'datasets', 'batches', 'approvals', 'dead-letters', 'budgets'],
  ...['api-keys', 'audit-logs', 'retention-policy', 'rate-limits', 'erasure', 'models'],
]);
const VERBS: Record<string, string> = { POST: 'create', PUT: 'set', PATCH: 'update', DELETE: 'delete' };

/** Actions of routes that were asked for before: there are no more than routes. */
const known = new Map<string, Action>();

/** As `actionOfRoute`, told once for each route. */
export function knownActionOfRoute(method: string, template: string): Action {
  const route = `${method} ${template}`;
  const action = known.get(route) ?? actionOfRoute(method, template);
  known.set(route, action);
  return action;
}

/**
 * The action of a route, from its method and template: the last collection in the path, and what is done with it. A path without a collection is
 * an action itself: `POST /generate/stream` is `generate.stream`.
 */
export function actionOfRoute(method: string, template: string): Action {
  const parts = template
    .replace(/^\/(api\/mesh|v1)\//, '/')
    .split('/')
    .filter(Boolean);
  const at = parts.findLastIndex((part) => COLLECTIONS.has(part));
  const kind = parts[at] ?? parts[0] ?? 'root';
  const behind = parts.slice(at < 0 ? 1 : at + 1);
  const idParameter = behind.find((part) => part.startsWith(':'))?.slice(1) ?? lastParameterOf(parts.slice(0, Math.max(at, 0)), behind);
  const done = behind.filter((part) => !part.startsWith(':') && part !== '*').join('.');
  const verb = done || (method === 'GET' ? (behind.length > 0 ? 'get' : 'list') : (VERBS[method] ?? method.toLowerCase()));
  return { name: at < 0 && done === '' ? kind : `${kind}.${verb}`, kind, ...(idParameter !== undefined && { idParameter }) };
}

/** What is done in a thing, such as pausing a network, is done to it. */
function lastParameterOf(before: readonly string[], behind: readonly string[]): string | undefined {
  return behind.length === 0 ? undefined : before.findLast((part) => part.startsWith(':'))?.slice(1);
}

/** The action of a message: its pattern without the name of the mesh. */
export function actionOfMessage(pattern: string): Action {
  const name = pattern.replace(/^mesh\./, '');
  return { name, kind: name.split('.')[0] ?? name };
}
