import type { RouteTraits } from './refusals';
import type { RequestSchemas } from './request-schemas';
import type { Route } from './routes';
import type { Json } from './schema';

/** Parameters that many routes share, by their names among the components. */
export const SHARED_PARAMETERS: Record<string, Json> = {
  RequestId: {
    name: 'X-Request-Id',
    in: 'header',
    description: 'What the request is called in answers, logs and the audit; by default one is made.',
    schema: { type: 'string', maxLength: 200 },
  },
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    description: 'The same key with the same body gets the first answer again, for 24 hours; with another body 422.',
    schema: { type: 'string', pattern: '^[\\x21-\\x7e]{1,255}$' },
  },
  LastEventId: {
    name: 'Last-Event-ID',
    in: 'header',
    description: 'The `id:` of the last event that was read; the stream goes on after it without gaps, on any replica.',
    schema: { type: 'string', maxLength: 64 },
  },
};

const shared = (name: string): Json => ({ $ref: `#/components/parameters/${name}` });

/** The parameters of a route: of its path, its query and its headers. */
export function parametersOf(route: Route, traits: RouteTraits, requests: RequestSchemas): Json[] {
  const inPath = pathNames(route).map(([name, asked]) => ({
    name,
    in: 'path',
    required: true,
    schema: route.mark?.path?.[asked]?.json ?? { type: 'string', maxLength: 200 },
  }));
  const fields = route.query === undefined ? [] : requests.fieldsOf(route.query);
  const inQuery = fields.map(({ name, schema, required }) => ({ name, in: 'query', ...(required && { required }), schema }));
  return [
    ...inPath,
    ...inQuery,
    shared('RequestId'),
    ...(traits.isIdempotent || route.headers.includes('idempotency-key') ? [shared('IdempotencyKey')] : []),
    ...(route.headers.includes('last-event-id') ? [shared('LastEventId')] : []),
  ];
}

/** The path as OpenAPI writes it: `/networks/{network_id}`. */
export function templateOf(route: Route): string {
  return route.path.replace(/:(\w+)/g, (_part, name: string) => `{${snake(name)}}`).replace(/\*\w*$/, `{${route.mark?.rest ?? 'rest'}}`);
}

function pathNames(route: Route): [name: string, asked: string][] {
  const names = [...route.path.matchAll(/:(\w+)/g)].map(([, name = '']): [string, string] => [snake(name), name]);
  const { rest = 'rest' } = route.mark ?? {};
  return route.path.includes('*') ? [...names, [rest, rest]] : names;
}

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
