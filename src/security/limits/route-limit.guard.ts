import { Injectable, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import {
  InjectThrottlerOptions,
  InjectThrottlerStorage,
  ThrottlerGuard,
  type ThrottlerModuleOptions,
  type ThrottlerRequest,
  type ThrottlerStorage,
} from '@nestjs/throttler';
import type { MessageContext } from '../../redis';
import { authenticated, type Principal } from '../access/principal';
import { tellIn } from './answers';
import { classLimit, type RouteClass } from './limit-names';
import { PlatformLimits } from './platform-limits';
import { refusal } from './refusals';
import { messageClassOf, routeClassOf } from './route-class';
import { classKey, MINUTE_MS, type RouteLimitedRequest } from './route-throttlers';
import { TenantLimits } from './tenant-limits';
import { tellTurn, type ToldReply, type Turn } from './turn';

/**
 * Limits HTTP requests by address and by class of route, and messages by the class of what they do, where the platform or the tenant has set such a
 * limit: else it asks nobody.
 */
@Injectable()
export class RouteLimitGuard extends ThrottlerGuard {
  constructor(
    @InjectThrottlerOptions() options: ThrottlerModuleOptions,
    @InjectThrottlerStorage() storage: ThrottlerStorage,
    reflector: Reflector,
    private readonly platform: PlatformLimits,
    private readonly tenants: TenantLimits,
  ) {
    super(options, storage, reflector);
  }

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() === 'rpc') return this.admitMessage(context);
    const request = context.switchToHttp().getRequest<RouteLimitedRequest>();
    const { principal } = request;
    if (principal === undefined) return true; // probes and metrics
    tellIn(context.switchToHttp().getResponse<ToldReply>(), principal);
    const routeClass = routeClassOf(request.method, request.routeOptions.url ?? '');
    const perMinute = await this.limitOf(principal, routeClass);
    if (perMinute === undefined && this.platform.ipRequestsPerMinute === 0) return true;
    request.routeLimit = { routeClass, perMinute };
    return super.canActivate(context);
  }

  private async admitMessage(context: ExecutionContext): Promise<boolean> {
    const { principal } = authenticated(context);
    if (principal === undefined) return true;
    const routeClass = messageClassOf(context.switchToRpc().getContext<MessageContext>().pattern);
    const limit = await this.limitOf(principal, routeClass);
    if (limit === undefined) return true;
    const hit = await this.storageService.increment(classKey(principal.tenantId, routeClass), MINUTE_MS, limit, MINUTE_MS, 'class');
    if (hit.isBlocked) throw classRefused({ limit, waitMs: hit.timeToBlockExpire * 1_000 }, routeClass);
    return true;
  }

  private async limitOf({ tenantId }: Principal, routeClass: RouteClass): Promise<number | undefined> {
    const limits = this.tenants.recent(tenantId);
    return (limits instanceof Promise ? await limits : limits)[classLimit(routeClass)];
  }

  protected override async handleRequest(asked: ThrottlerRequest): Promise<boolean> {
    const { context, limit, ttl, blockDuration, throttler, getTracker, generateKey } = asked;
    const name = throttler.name ?? '';
    const { req, res } = this.getRequestResponse(context);
    const key = generateKey(context, await getTracker(req, context), name);
    const hit = await this.storageService.increment(key, ttl, limit, blockDuration, name);
    const waitMs = hit.isBlocked ? hit.timeToBlockExpire * 1_000 : 0;
    const turn: Turn = { limit, remaining: limit - hit.totalHits, resetMs: hit.timeToExpire * 1_000, waitMs };
    tellTurn(res as unknown as ToldReply, turn);
    if (waitMs > 0) {
      throw name === 'ip' ? addressRefused(turn) : classRefused(turn, (req as RouteLimitedRequest).routeLimit?.routeClass ?? 'read');
    }
    return true;
  }
}

function addressRefused(turn: Turn) {
  return refusal('address-rate-limited', `from one address ${turn.limit} requests a minute may come`, turn);
}

function classRefused(turn: Pick<Turn, 'limit' | 'waitMs'>, routeClass: RouteClass) {
  const detail = `this tenant may make ${turn.limit} requests a minute of the class ${routeClass}`;
  return refusal('route-rate-limited', detail, turn);
}
