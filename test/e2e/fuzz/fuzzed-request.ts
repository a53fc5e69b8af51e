import fc from 'fast-check';
import type { ProbeRequest } from '../../access/requests';
import { HOSTILE_BODIES, hostileText, hostileValue } from './hostile-values';

/** What is sent: a path with its query under the base, headers, and a body as it is written. */
export interface FuzzedRequest {
  method: string;
  path: string;
  headers: Record<string, string>;
  body?: string;
}

/** What a route is known to take. */
export interface FuzzedRoute {
  /** `POST /networks/:networkId/tasks`. */
  name: string;
  request: ProbeRequest;
  /** Names of the fields of its body and of its query. */
  fields: readonly string[];
  query: readonly string[];
  /** Ids that exist, by the name of their parameter. */
  params: Readonly<Record<string, string>>;
}

/** Requests that are right but for one thing, or wrong altogether. */
export function fuzzedRequest(route: FuzzedRoute): fc.Arbitrary<FuzzedRequest> {
  const [method = '', template = ''] = route.name.split(' ');
  const verb = method === 'ALL' ? 'POST' : method;
  const takesBody = route.request.body !== undefined || route.fields.length > 0;
  const right = fc.constant(pathOf(template, route.params) + (route.request.query ?? ''));
  const kinds: fc.Arbitrary<FuzzedRequest>[] = [
    hostilePath(template, route.params).map((path) => ({ method: verb, path, ...written(route.request) })),
    fc.tuple(right, hostileQuery(route.query)).map(([path, query]) => {
      const joined = `${path}${path.includes('?') ? '&' : '?'}${query}`;
      return { method: verb, path: joined, ...written(route.request) };
    }),
    fc.tuple(right, hostileHeaders).map(([path, headers]) => {
      const { headers: own, ...rest } = written(route.request);
      return { method: verb, path, ...rest, headers: { ...own, ...headers } };
    }),
  ];
  if (takesBody) {
    const json = (path: string, body: string): FuzzedRequest => ({
      method: verb,
      path,
      headers: { 'Content-Type': route.request.type ?? 'application/json' },
      body,
    });
    kinds.push(
      ...Array.from({ length: 4 }, () => fc.tuple(right, hostileBody(route)).map(([path, body]) => json(path, body))),
      fc.tuple(right, fc.constantFrom(...HOSTILE_BODIES)).map(([path, body]) => json(path, body)),
    );
  }
  return fc.oneof(...kinds);
}

function written({ body, type }: ProbeRequest): { headers: Record<string, string>; body?: string } {
  if (body === undefined) return { headers: {} };
  return { headers: { 'Content-Type': type ?? 'application/json' }, body: typeof body === 'string' ? body : JSON.stringify(body) };
}

/** The right body with up to three fields replaced, one of them perhaps within what nests; or a value that is no object. */
function hostileBody({ request, fields }: FuzzedRoute): fc.Arbitrary<string> {
  const base = typeof request.body === 'object' && request.body !== null ? (request.body as Record<string, unknown>) : {};
  const names = [...new Set([...fields, ...Object.keys(base)])];
  const key =
    names.length === 0 ? hostileText : fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...names) }, { weight: 1, arbitrary: hostileText });
  const replaced = fc
    .array(fc.tuple(key, hostileValue), { minLength: 1, maxLength: 3 })
    .map((pairs) => ({ ...base, ...Object.fromEntries(pairs) }));
  const within = fc
    .tuple(fc.constantFrom(...(names.length === 0 ? ['x'] : names)), hostileText, hostileValue, fc.boolean())
    .map(([name, inner, value, isList]) => {
      const old = base[name];
      const first: unknown = Array.isArray(old) ? old[0] : old;
      const object = { ...(typeof first === 'object' ? first : {}), [inner]: value };
      return { ...base, [name]: isList ? [object] : object };
    });
  return fc
    .oneof({ weight: 6, arbitrary: replaced }, { weight: 2, arbitrary: within }, { weight: 1, arbitrary: hostileValue })
    .map((value) => JSON.stringify(value));
}

function hostilePath(template: string, params: Readonly<Record<string, string>>): fc.Arbitrary<string> {
  const names = [...template.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
  if (names.length === 0) return hostileText.map((text) => `${pathOf(template, params)}/${encoded(text)}`);
  return fc.tuple(fc.constantFrom(...names), hostileText).map(([name, text]) => pathOf(template, { ...params, [name]: encoded(text) }));
}

function hostileQuery(names: readonly string[]): fc.Arbitrary<string> {
  const name = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...['limit', 'cursor', 'x'], ...names) },
    { weight: 1, arbitrary: hostileText },
  );
  const pairs = fc.array(fc.tuple(name, hostileText), { minLength: 1, maxLength: 3 });
  return pairs.map((all) => all.map(([key, value]) => `${encoded(key)}=${encoded(value)}`).join('&'));
}

const hostileHeaders = fc
  .tuple(
    fc.constantFrom(
      'Idempotency-Key',
      'Last-Event-ID',
      'X-Request-Id',
      'traceparent',
      'Accept',
      'Content-Type',
      'If-Match',
      'Range',
      'X-Forwarded-For',
      'X-API-Key',
    ),
    hostileText,
  )
  .map(([name, text]) => ({ [name]: text.replace(/[^\t\u0020-\u007e\u0080-\u00ff]/g, '').slice(0, 4_000) }));

/** As it may stand in a URL; what cannot (half a pair of surrogates) is sent as a replacement character. */
function encoded(text: string): string {
  return encodeURIComponent(text.toWellFormed().slice(0, 1_500));
}

function pathOf(template: string, params: Readonly<Record<string, string>>): string {
  return template.replace(/:(\w+)/g, (_all, name: string) => params[name] ?? 'none').replace('*', 'none');
}
