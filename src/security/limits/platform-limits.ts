import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { meshKey, RedisClient } from '../../redis';
import { SecurityConfig } from '../security.config';

/** Milliseconds between two looks at what was put on another replica. */
const LOOK_EVERY_MS = 1_500;
const KEY = meshKey('limits', 'platform');
const FIELD = 'ip_requests_per_minute';

/** What the platform limits whoever asks. A hash without TTL, of one field: it stands until it is taken away. */
@Injectable()
export class PlatformLimits implements OnApplicationBootstrap, OnModuleDestroy {
  private current: number;
  private timer?: NodeJS.Timeout;

  constructor(
    private readonly redis: RedisClient,
    private readonly config: SecurityConfig,
  ) {
    this.current = config.ipRequestsPerMinute;
  }

  /** Requests a minute from one address, as this process knows it: at most 2 s late. 0 for no limit. */
  get ipRequestsPerMinute(): number {
    return this.current;
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.look().catch(() => undefined);
    this.timer = setInterval(() => void this.look().catch(() => undefined), LOOK_EVERY_MS).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** Sets the limit, 0 for none at all; null gives way to the environment. Resolves to what holds from now on here, and within 2 s everywhere. */
  async put(ipRequestsPerMinute: number | null): Promise<number> {
    await this.redis.run((redis) => (ipRequestsPerMinute === null ? redis.hdel(KEY, FIELD) : redis.hset(KEY, FIELD, ipRequestsPerMinute)));
    return this.look();
  }

  /** Asks Redis what holds now. */
  async look(): Promise<number> {
    const stored = await this.redis.run((redis) => redis.hget(KEY, FIELD));
    this.current = stored === null ? this.config.ipRequestsPerMinute : Number(stored);
    return this.current;
  }
}
