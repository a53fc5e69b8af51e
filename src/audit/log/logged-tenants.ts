import { Injectable, Logger } from '@nestjs/common';
import { meshKey, RedisClient } from '../../redis';

/** Tenants that have a log, by when they were last heard of: a sorted set, as long-lived as the logs. */
const TENANTS = meshKey('audit', 'tenants');
/** Milliseconds after which a tenant is noted again. */
const NOTE_EVERY_MS = 60_000;

/** Which tenants have a log: for whoever looks after all of them. */
@Injectable()
export class LoggedTenants {
  private readonly logger = new Logger(LoggedTenants.name);
  private readonly notedAtMs = new Map<string, number>();

  constructor(private readonly redis: RedisClient) {}

  /** Notes that something is written for the tenant, once a minute. */
  note(tenantId: string): void {
    const nowMs = Date.now();
    if (nowMs - (this.notedAtMs.get(tenantId) ?? 0) < NOTE_EVERY_MS) return;
    this.notedAtMs.set(tenantId, nowMs);
    this.redis
      .run((r) => r.zadd(TENANTS, nowMs, tenantId))
      .catch((error: unknown) => {
        this.notedAtMs.delete(tenantId);
        this.logger.debug({ err: error }, 'a tenant with a log cannot be noted');
      });
  }

  /** Those that were written for since `sinceMs`, with the time of it. */
  async since(sinceMs = 0): Promise<{ tenantId: string; notedAtMs: number }[]> {
    const rows = await this.redis.run((r) => r.zrangebyscore(TENANTS, sinceMs, '+inf', 'WITHSCORES'));
    const tenants = [];
    for (let i = 0; i < rows.length; i += 2) tenants.push({ tenantId: rows[i] as string, notedAtMs: Number(rows[i + 1]) });
    return tenants;
  }
}
