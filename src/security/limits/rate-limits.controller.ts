import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { MeshError } from '../../errors';
import { CurrentPrincipal, type Principal } from '../access/principal';
import { NoteStateBefore, type StateBefore } from '../access/state-before';
import { RequireScope } from '../access/scopes.guard';
import { LIMIT_NAMES, LIMITS, type LimitChanges, type LimitValues } from './limit-names';
import { PlatformLimits } from './platform-limits';
import { readLimits } from './read-limits';
import { TenantLimits } from './tenant-limits';
import { Operation } from '../../openapi';
import { limitsSchema } from './limits.schema';

/** The most that an address may be limited to. */
const PLATFORM = { ip_requests_per_minute: 10_000_000 } as const;

const RATE_LIMITS = limitsSchema('RateLimits', LIMITS);
const PLATFORM_LIMITS = limitsSchema('PlatformLimits', PLATFORM);

/** What the tenant of the caller may do a minute and at once, and what the platform lets anybody do. */
@ApiTags('security')
@Controller('security/rate-limits')
export class RateLimitsController {
  constructor(
    private readonly limits: TenantLimits,
    private readonly platform: PlatformLimits,
  ) {}

  @Operation('getRateLimits', 'Tells the limits of the tenant', {
    says: 'Every limit that there is; null for one that does not hold.',
    answers: RATE_LIMITS,
  })
  @Get()
  @RequireScope('limits:read')
  async get(@CurrentPrincipal() { tenantId }: Principal) {
    return limitsView(await this.limits.of(tenantId));
  }

  @Operation('putRateLimits', 'Changes the limits that are named', {
    says: 'Null takes one away. They hold for the next request on every replica.',
    takes: RATE_LIMITS,
    answers: RATE_LIMITS,
    example: { requests_per_minute: 600 },
    refuses: { 403: ['limit-above-platform'] },
  })
  @Put()
  @RequireScope('limits:write')
  async put(@CurrentPrincipal() { tenantId, grants }: Principal, @Body() body: unknown, @NoteStateBefore() noteBefore: StateBefore) {
    const changes: LimitChanges = readLimits(body, LIMITS);
    if (!grants.allows('tenants:write')) assertWithin(changes, this.limits.defaults);
    noteBefore(limitsView(await this.limits.of(tenantId)));
    return limitsView(await this.limits.put(tenantId, changes));
  }

  @Operation('getPlatformLimits', 'Tells the limits of the platform', {
    answers: PLATFORM_LIMITS,
  })
  @Get('platform')
  @RequireScope('tenants:write')
  async getPlatform() {
    return platformView(await this.platform.look());
  }

  @Operation('putPlatformLimits', 'Changes the limits of the platform', {
    says: 'Holds on every replica within 2 seconds.',
    takes: PLATFORM_LIMITS,
    answers: PLATFORM_LIMITS,
    example: { ip_requests_per_minute: 6000 },
  })
  @Put('platform')
  @RequireScope('tenants:write')
  async putPlatform(@Body() body: unknown, @NoteStateBefore() noteBefore: StateBefore) {
    const { ip_requests_per_minute: limit } = readLimits(body, PLATFORM);
    const before = await this.platform.look();
    noteBefore(platformView(before));
    return platformView(limit === undefined ? before : await this.platform.put(limit));
  }
}

/** A tenant may limit itself further than the platform does, not less. @throws MeshError 403 `limit-above-platform`. */
function assertWithin(changes: LimitChanges, defaults: LimitValues): void {
  for (const name of LIMIT_NAMES) {
    const [wanted, most] = [changes[name], defaults[name]];
    if (typeof wanted !== 'number' || most === undefined || (wanted > 0 && wanted <= most)) continue;
    throw new MeshError('forbidden', 'limit-above-platform', `${name}: the platform lets a tenant have ${most} at most`);
  }
}

function limitsView(values: LimitValues): Record<string, number | null> {
  return Object.fromEntries(LIMIT_NAMES.map((name) => [name, orNull(values[name])]));
}

function platformView(ipRequestsPerMinute: number) {
  return { ip_requests_per_minute: orNull(ipRequestsPerMinute) };
}

function orNull(value = 0): number | null {
  return value === 0 ? null : value;
}
