import { STATUS_CODES } from 'node:http';
import type { Components } from './components';
import { exampleOf } from './example';
import { PROBLEM } from './problem.schema';
import { refusalsOf, type RouteTraits } from './refusals';
import type { Route } from './routes';
import type { Json, Schema } from './schema';

const integer = { type: 'integer', minimum: 0 };

/** Headers of answers, by their names among the components. */
export const SHARED_HEADERS: Record<string, Json> = {
  'X-Request-Id': { description: 'What the request is called', schema: { type: 'string' } },
  'RateLimit-Limit': { description: 'Requests a minute', schema: integer },
  'RateLimit-Remaining': { description: 'Requests that may follow at once', schema: integer },
  'RateLimit-Reset': { description: 'Seconds until the whole quota is free again', schema: integer },
  'Retry-After': { description: 'Seconds until it may be tried again', schema: integer },
  'Idempotency-Replayed': { description: '`true` when this is the first answer again', schema: { type: 'string', enum: ['true'] } },
};

const RATES = ['RateLimit-Limit', 'RateLimit-Remaining', 'RateLimit-Reset'];

/** What a route answers, by status: its success, and its problems with their codes. */
export function responsesOf(route: Route, traits: RouteTraits, components: Components): Record<string, Json> {
  const responses: Record<string, Json> = { [route.status]: success(route, traits, components) };
  const { also = {}, fails } = route.mark ?? {};
  const limited = traits.isPublic ? [] : RATES;
  for (const [status, schema] of Object.entries(also)) {
    responses[status] = { description: titleOf(status), headers: headers(['X-Request-Id']), content: jsonContent(schema, components) };
  }
  if (fails !== undefined) {
    const failure = (description: string) => ({
      description,
      headers: headers(['X-Request-Id', 'Retry-After', ...limited]),
      content: jsonContent(fails, components),
    });
    return { ...responses, '4XX': failure('What the caller must change, or wait for'), '5XX': failure('What went wrong here') };
  }
  for (const [status, codes] of [...refusalsOf(route, traits)].sort(([a], [b]) => a - b)) {
    if (status in also) continue;
    const waits = status === 429 || status === 503 ? ['Retry-After'] : [];
    responses[status] = {
      description: titleOf(status),
      headers: headers(['X-Request-Id', ...waits, ...limited]),
      content: { 'application/problem+json': { schema: problemWith([...codes], components) } },
    };
  }
  return responses;
}

function success({ status, mark }: Route, traits: RouteTraits, components: Components): Json {
  const names = ['X-Request-Id', ...(traits.isPublic ? [] : RATES), ...(traits.isIdempotent ? ['Idempotency-Replayed'] : [])];
  const sent = mark?.sends?.map(({ mediaType, json }) => [mediaType, { schema: components.hoist(json) }] as const);
  const content = sent ? Object.fromEntries(sent) : mark?.answers && jsonContent(mark.answers, components);
  return { description: titleOf(status), headers: headers(names), ...(content && { content }) };
}

function jsonContent({ json }: Schema, components: Components): Json {
  return { 'application/json': { schema: components.hoist(json), example: exampleOf(json) } };
}

function problemWith(codes: string[], components: Components): Json {
  // Those that are to be expected; what befalls any request may have others.
  return { ...components.hoist(PROBLEM.json), properties: { code: { anyOf: [{ enum: codes.sort() }, { type: 'string' }] } } };
}

function headers(names: readonly string[]): Json {
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
}

const titleOf = (status: string | number) => STATUS_CODES[status] ?? 'Answer';
