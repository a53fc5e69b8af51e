import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiTags } from '@nestjs/swagger';
import { MeshError } from '../../errors';
import { CurrentPrincipal, type Principal } from '../access/principal';
import { NoteStateBefore, type StateBefore } from '../access/state-before';
import { RequireScope } from '../access/scopes.guard';
import { LIMIT_NAMES, LIMITS, type LimitChanges, type LimitValues } from './limit-names';
import { PlatformLimits } from './platform-limits';
import { readLimits } from './read-limits';
import { TenantLimits } from './tenant-limits';

/** The most that an address may be limited to. */
const PLATFORM = { ip_requests_per_minute: 10_000_000 } as const;

/** What the tenant of the caller may do a minute and at once, and what the platform lets anybody do. */
@ApiTags('security')
@ApiBearerAuth()
@Controller('security/rate-limits')
export class RateLimitsController {
  constructor(
    private readonly limits: TenantLimits,
    private readonly platform: PlatformLimits,
  ) {}

  /** Every limit that there is; null for one that does not hold. */
  @Get()
  @RequireScope('limits:read')
  async get(@CurrentPrincipal() { tenantId }: Principal) {
    return limitsView(await this.limits.of(tenantId));
  }

  /** Changes those that are named; null takes one away. They hold for the next request on every replica. */
  @Put()
  @ApiBody({ schema: schemaOf(LIMITS) })
  @RequireScope('limits:write')
  async put(@CurrentPrincipal() { tenantId, grants }: Principal, @Body() body: unknown, @NoteStateBefore() noteBefore: StateBefore) {
    const changes: LimitChanges = readLimits(body, LIMITS);
    if (!grants.allows('tenants:write')) assertWithin(changes, this.limits.defaults);
    noteBefore(limitsView(await this.limits.of(tenantId)));
    return limitsView(await this.limits.put(tenantId, changes));
  }

  @Get('platform')
  @RequireScope('tenants:write')
  async getPlatform() {
    return platformView(await this.platform.look());
  }

  /** Holds on every replica within 2 seconds. */
  @Put('platform')
  @ApiBody({ schema: schemaOf(PLATFORM) })
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

function schemaOf(most: Readonly<Record<string, number>>) {
  const properties = Object.entries(most).map(
    ([name, maximum]) => [name, { type: 'integer', minimum: 0, maximum, nullable: true }] as const,
  );
  return { type: 'object', additionalProperties: false, properties: Object.fromEntries(properties) };
}
