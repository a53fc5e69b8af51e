import { Injectable } from '@nestjs/common';
import { RedisClient, scanKeys } from '../../redis';
import { slotKey } from '../../redis';
import { Pepper } from './pepper';

/** Which keys still hang on which pepper. */
export interface PepperReport {
  current: string;
  /** Keys that hold, by the id of their pepper. */
  counts: Record<string, number>;
  /** Of those that do not hang on the current one the first thousand: they move when they are next used, if their pepper is known here. */
  leftBehind: { keyId: string; tenantId: string; pepperId: string; isKnown: boolean }[];
}

const MAX_NAMED = 1_000;
const EVERY_RECORD = slotKey('*', 'api-key', 'key_????????????????');

/** Looks through the keys of all tenants: for whoever wants to take a pepper away. */
@Injectable()
export class PepperReports {
  constructor(
    private readonly redis: RedisClient,
    private readonly pepper: Pepper,
  ) {}

  async report(): Promise<PepperReport> {
    const { id: current, ids } = this.pepper;
    const report: PepperReport = { current, counts: {}, leftBehind: [] };
    for await (const keys of scanKeys(this.redis, EVERY_RECORD)) {
      const rows = await Promise.all(
        keys.map((key) => this.redis.run((redis) => redis.hmget(key, 'keyId', 'tenantId', 'pepperId', 'revokedAtMs', 'expiresAtMs'))),
      );
      for (const [keyId, tenantId, pepperId, revoked, expires] of rows) {
        if (!keyId || !tenantId || !pepperId || revoked || (expires && Number(expires) <= Date.now())) continue;
        report.counts[pepperId] = (report.counts[pepperId] ?? 0) + 1;
        if (pepperId === current || report.leftBehind.length >= MAX_NAMED) continue;
        report.leftBehind.push({ keyId, tenantId, pepperId, isKnown: ids.includes(pepperId) });
      }
    }
    return report;
  }
}
