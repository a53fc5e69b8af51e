import { RequestMethod, type INestApplication, type Type } from '@nestjs/common';
import { HTTP_CODE_METADATA, METHOD_METADATA, PATH_METADATA, ROUTE_ARGS_METADATA } from '@nestjs/common/constants';
import { MetadataScanner, ModulesContainer } from '@nestjs/core';
import { OPERATION, type OperationMark } from './operation.decorator';

/** Where `@ApiTags` keeps them; the package does not export the name. */
const TAGS = 'swagger/apiUseTags';

/** Streams are written past Nest, which would answer 201 to a POST. */
const EVENT_STREAM = 'text/event-stream';

type Handler = (...args: never[]) => unknown;

/** A route of the running app, as its decorators tell of it. */
export interface Route {
  /** Lower case: `get`. */
  method: string;
  /** With the controller's, without the prefix of the API: `/networks/:networkId`. */
  path: string;
  handler: Handler;
  controller: Type;
  /** Of its success. */
  status: number;
  tags: readonly string[];
  /** Undefined for a handler without `@Operation`. */
  mark?: OperationMark;
  /** The class of validators of its body, and of its query. */
  body?: Type;
  query?: Type;
  /** Names of headers that it reads, in lower case. */
  headers: readonly string[];
}

/** Every route of every controller, except those that answer any method. */
export function routesOf(app: INestApplication): Route[] {
  const scanner = new MetadataScanner();
  return [...app.get(ModulesContainer).values()].flatMap(({ controllers }) =>
    [...controllers.values()].flatMap(({ metatype }) => {
      const controller = metatype as Type;
      return scanner.getAllMethodNames(controller.prototype as object).flatMap((name) => routesOfHandler(controller, name));
    }),
  );
}

function routesOfHandler(controller: Type, name: string): Route[] {
  const handler = (controller.prototype as Record<string, Handler>)[name] as Handler;
  const ends = Reflect.getMetadata(PATH_METADATA, handler) as string | string[] | undefined;
  const verb = Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod | undefined;
  if (ends === undefined || verb === undefined || verb === RequestMethod.ALL) return [];
  const bases = [Reflect.getMetadata(PATH_METADATA, controller) as string | string[]].flat();
  const mark = Reflect.getMetadata(OPERATION, handler) as OperationMark | undefined;
  const usual = (Reflect.getMetadata(HTTP_CODE_METADATA, handler) as number | undefined) ?? (verb === RequestMethod.POST ? 201 : 200);
  const route = {
    method: RequestMethod[verb].toLowerCase(),
    handler,
    controller,
    status: mark?.status ?? (mark?.sends?.some(({ mediaType }) => mediaType === EVENT_STREAM) ? 200 : usual),
    tags: (Reflect.getMetadata(TAGS, controller) as string[] | undefined) ?? [],
    mark,
    ...readBy(controller, name),
  };
  return bases.flatMap((base) => [ends].flat().map((end) => ({ ...route, path: joined(base, end) })));
}

/** Kinds of arguments in Nest's metadata: `RouteParamtypes`, which it does not export as values. */
const BODY = 3;
const QUERY = 4;
const HEADERS = 6;

function readBy(controller: Type, name: string): Pick<Route, 'body' | 'query' | 'headers'> {
  const types = (Reflect.getMetadata('design:paramtypes', controller.prototype as object, name) as Type[] | undefined) ?? [];
  const declared = (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, name) ?? {}) as Record<string, { index: number; data?: unknown }>;
  const read: { body?: Type; query?: Type; headers: string[] } = { headers: [] };
  for (const [key, { index, data }] of Object.entries(declared)) {
    const kind = Number(key.split(':')[0]);
    const type = types[index];
    if (kind === HEADERS && typeof data === 'string') read.headers.push(data);
    if (type === undefined || type === (Object as unknown)) continue;
    if (kind === BODY) read.body = type;
    if (kind === QUERY) read.query = type;
  }
  return read;
}

function joined(...parts: string[]): string {
  return `/${parts
    .flatMap((part) => part.split('/'))
    .filter(Boolean)
    .join('/')}`;
}
