import type { INestApplication } from '@nestjs/common';
import { Components } from './components';
import { parametersOf, SHARED_PARAMETERS, templateOf } from './parameters';
import type { RouteTraits } from './refusals';
import { RequestSchemas } from './request-schemas';
import { responsesOf, SHARED_HEADERS } from './responses';
import { routesOf, type Route } from './routes';
import type { Json } from './schema';

/** An OpenAPI document, as far as it is read here. */
export interface OpenApiDocument extends Json {
  paths: Record<string, Record<string, Json>>;
  components: { schemas: Record<string, Json>; [kind: string]: Json };
}

/** What the document is to say that the handlers do not know. */
export interface DocumentOptions {
  info: { title: string; version: string; description: string };
  /** In the order in which they are shown. */
  tags: readonly { name: string; description: string }[];
  traitsOf(route: Route): RouteTraits;
  /** The path of a route with the prefix of the API, where it has that. */
  addressOf(path: string): string;
}

/** The OpenAPI 3.1 document of the running app. @throws Error for a route without `@Operation`, or an operationId that is there twice. */
export function documentOf(app: INestApplication, options: DocumentOptions): OpenApiDocument {
  const components = new Components();
  const requests = new RequestSchemas();
  const paths: OpenApiDocument['paths'] = {};
  const ids = new Set<string>();
  const order = options.tags.map(({ name }) => name);
  const placeOf = ({ tags }: Route) => order.indexOf(tags[0] ?? '');
  for (const route of routesOf(app).sort((a, b) => placeOf(a) - placeOf(b))) {
    const address = options.addressOf(templateOf(route));
    const operation = operationOf(route, options.traitsOf(route), components, requests);
    if (ids.has(operation.operationId)) operation.operationId += 'UnderPrefix'; // health is at two addresses
    if (ids.has(operation.operationId)) throw new Error(`${operation.operationId} is the id of two operations`);
    ids.add(operation.operationId);
    (paths[address] ??= {})[route.method] = operation;
  }
  return {
    openapi: '3.1.0',
    info: options.info,
    servers: [{ url: '/' }],
    tags: options.tags,
    security: [{ bearer: [] }, { apiKey: [] }],
    paths,
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'An API key of AI Mesh' },
        apiKey: { type: 'apiKey', in: 'header', name: 'X-API-Key', description: 'The same key, in a header of its own' },
      },
      parameters: SHARED_PARAMETERS,
      headers: SHARED_HEADERS,
      schemas: { ...components.schemas, ...requests.used },
    },
  };
}

function operationOf(route: Route, traits: RouteTraits, components: Components, requests: RequestSchemas): Json & { operationId: string } {
  const { mark, tags, controller, handler } = route;
  if (mark === undefined) throw new Error(`${controller.name}.${handler.name} has no @Operation`);
  const scope = traits.scope === undefined ? '' : `Needs the scope \`${traits.scope}\`.`;
  const requestBody = requestBodyOf(route, components, requests);
  return {
    operationId: mark.id,
    tags,
    summary: mark.summary,
    description: [mark.says, scope].filter(Boolean).join('\n\n'),
    ...(traits.isPublic && { security: [] }),
    parameters: parametersOf(route, traits, requests),
    ...(requestBody && { requestBody }),
    responses: responsesOf(route, traits, components),
  };
}

function requestBodyOf({ body, mark }: Route, components: Components, requests: RequestSchemas): Json | undefined {
  const { takes, example } = mark ?? {};
  const shown = example === undefined ? {} : { example };
  if (takes !== undefined && 'json' in takes) {
    return { required: true, content: { 'application/json': { schema: components.hoist(takes.json), ...shown } } };
  }
  if (takes !== undefined) {
    const contents = takes.map(({ mediaType, json, line }) => {
      const schema = { ...components.hoist(json), ...(line && { 'x-line-schema': requests.refer(line) }) };
      return [mediaType, { schema, ...shown }];
    });
    return { required: true, content: Object.fromEntries(contents) as Json };
  }
  if (body === undefined) return undefined;
  const isNeeded = example !== undefined;
  return { required: isNeeded, content: { 'application/json': { schema: requests.refer(body), example: example ?? {} } } };
}
