import type { ExecutionContext } from '@nestjs/common';
import type { ThrottlerModuleOptions, ThrottlerOptions } from '@nestjs/throttler';
import { meshKey, slotKey, tenantSlot } from '../../redis';
import type { Authenticated } from '../access/principal';
import { classLimit, type RouteClass } from './limit-names';
import { networkBlock } from './network-block';
import type { PlatformLimits } from './platform-limits';

/** Milliseconds over which requests are counted. */
export const MINUTE_MS = 60_000;

/** What limits a request as a route, left on it by the guard. */
export interface RouteLimitedRequest extends Authenticated {
  ip: string;
  method: string;
  routeOptions: { url?: string };
  routeLimit?: { routeClass: RouteClass; perMinute: number | undefined };
}

/** The two rates of the throttler: of an address, whoever calls from there, and of a class of routes, for a tenant. */
export function routeThrottlers(platform: PlatformLimits): ThrottlerModuleOptions {
  const ip: ThrottlerOptions = {
    name: 'ip',
    ttl: MINUTE_MS,
    limit: () => platform.ipRequestsPerMinute,
    skipIf: () => platform.ipRequestsPerMinute === 0,
    getTracker: (request) => networkBlock((request as RouteLimitedRequest).ip),
    generateKey: (_context, block) => meshKey(`ip:${block}`, 'requests_per_minute'),
  };
  const routeClass: ThrottlerOptions = {
    name: 'class',
    ttl: MINUTE_MS,
    limit: (context) => limitOf(context) ?? 0,
    skipIf: (context) => limitOf(context) === undefined,
    getTracker: (request) => (request as RouteLimitedRequest).principal?.tenantId ?? '',
    generateKey: (context, tenantId) => classKey(tenantId, requestOf(context).routeLimit?.routeClass ?? 'read'),
  };
  return { throttlers: [ip, routeClass] };
}

/** Where what a tenant does of one class is counted, requests and messages together. */
export function classKey(tenantId: string, routeClass: RouteClass): string {
  return slotKey(tenantSlot(tenantId), classLimit(routeClass), 'tenant', tenantId);
}

function limitOf(context: ExecutionContext): number | undefined {
  return requestOf(context).routeLimit?.perMinute;
}

function requestOf(context: ExecutionContext): RouteLimitedRequest {
  return context.switchToHttp().getRequest<RouteLimitedRequest>();
}
