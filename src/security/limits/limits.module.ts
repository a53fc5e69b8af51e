import { Global, Module } from '@nestjs/common';
import { getOptionsToken, getStorageToken } from '@nestjs/throttler';
import { FailedAttempts } from './failed-attempts';
import { MeshLimits } from './mesh-limits';
import { PlatformLimits } from './platform-limits';
import { RateLimitsController } from './rate-limits.controller';
import { RedisThrottlerStorage } from './redis-throttler.storage';
import { routeThrottlers } from './route-throttlers';
import { TenantLimits } from './tenant-limits';

/** How much anybody may do. Needs `SecurityConfig` among the loaded fragments. */
@Global()
@Module({
  controllers: [RateLimitsController],
  providers: [
    TenantLimits,
    PlatformLimits,
    MeshLimits,
    FailedAttempts,
    { provide: getOptionsToken(), inject: [PlatformLimits], useFactory: routeThrottlers },
    { provide: getStorageToken(), useClass: RedisThrottlerStorage },
  ],
  exports: [TenantLimits, PlatformLimits, MeshLimits, FailedAttempts, getOptionsToken(), getStorageToken()],
})
export class LimitsModule {}
