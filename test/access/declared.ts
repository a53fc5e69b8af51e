import { RequestMethod, type INestApplication } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants';
import { MetadataScanner, ModulesContainer, Reflector } from '@nestjs/core';
import { PATTERN_METADATA } from '@nestjs/microservices/constants';
import { PUBLIC_ROUTE } from '../../src/observability';
import { REQUIRED_SCOPE } from '../../src/security/access/scopes.guard';
import type { Scope } from '../../src/security/access/roles';

/** A handler of the running app, and who may call it. */
export interface DeclaredHandler {
  /** `GET /networks/:networkId` without the prefix of the API, or the message pattern. */
  name: string;
  /** `NetworksController.create`. */
  handler: string;
  isPublic: boolean;
  scope?: Scope;
}

type Handler = (...args: never[]) => unknown;
type Class = abstract new (...args: never[]) => unknown;

/** Every handler of routes and messages that the app has, with what it declares. */
export function declaredHandlers(app: INestApplication): { routes: DeclaredHandler[]; messages: DeclaredHandler[] } {
  const [routes, messages]: [DeclaredHandler[], DeclaredHandler[]] = [[], []];
  const reflector = new Reflector();
  for (const { controllers } of app.get(ModulesContainer).values()) {
    for (const { metatype } of controllers.values()) {
      const controller = metatype as Class;
      const prototype = controller.prototype as Record<string, Handler>;
      for (const method of new MetadataScanner().getAllMethodNames(prototype)) {
        const handler = prototype[method] as Handler;
        const scope = reflector.getAllAndOverride<Scope | undefined>(REQUIRED_SCOPE, [handler, controller]);
        const isPublic = reflector.getAllAndOverride<boolean | undefined>(PUBLIC_ROUTE, [handler, controller]) === true;
        const access = { handler: `${controller.name}.${method}`, isPublic, ...(scope !== undefined && { scope }) };
        for (const name of routesOf(handler, controller)) routes.push({ name, ...access });
        for (const name of patternsOf(handler)) messages.push({ name, ...access });
      }
    }
  }
  return { routes, messages };
}

function routesOf(handler: Handler, controller: Class): string[] {
  const path = Reflect.getMetadata(PATH_METADATA, handler) as string | string[] | undefined;
  if (path === undefined) return [];
  const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod];
  const bases = [Reflect.getMetadata(PATH_METADATA, controller) as string | string[]].flat();
  return bases.flatMap((base) => [path].flat().map((end) => `${method} ${joined(base, end)}`));
}

function joined(...parts: string[]): string {
  return `/${parts
    .flatMap((part) => part.split('/'))
    .filter(Boolean)
    .join('/')}`;
}

function patternsOf(handler: Handler): string[] {
  const patterns = Reflect.getMetadata(PATTERN_METADATA, handler) as string[] | undefined;
  return patterns ?? [];
}

/** Every route that the HTTP server itself knows, as `GET /api/mesh/networks`; those of HEAD, and of what matches anything, left out. */
export function servedRoutes(printed: string): string[] {
  const path: string[] = [];
  return printed.split('\n').flatMap((line) => {
    const match = /^((?:│ {3}| {4})*)(?:├── |└── )(.*?) \(([A-Z, ]+)\)/.exec(line);
    if (!match) return [];
    const [, indent = '', part = '', methods = ''] = match;
    path.length = indent.length / 4;
    path.push(part);
    const all = methods.split(', ');
    if (all.includes('TRACE')) return []; // what no route matches
    return all.filter((method) => method !== 'HEAD').map((method) => `${method} ${path.join('')}`);
  });
}
