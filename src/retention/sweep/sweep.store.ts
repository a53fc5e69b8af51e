import { Injectable } from '@nestjs/common';
import { meshKey, RedisClient, tenantKey } from '../../redis';
import type { SweepRecord } from './sweep-record';

/** Seconds the record of a tenant's last sweep is kept: as long as the default of its costs. */
const RECORD_SECONDS = 400 * 86_400;
/** Seconds without a sweep after which nobody remembers where the last one was. */
const ROUND_SECONDS = 7 * 86_400;

/** A sweep over all tenants. */
export interface Round {
  startedAtMs: number;
  /** Tenants that are done. */
  done: number;
  /** Tenants that could not be swept whole. */
  failed: number;
  isOver: boolean;
}

/** The only code that touches what sweeps leave in Redis. */
@Injectable()
export class RetentionSweepStore {
  constructor(private readonly redis: RedisClient) {}

  /** The round under way, or the last one; undefined when there was none for a week. */
  async round(): Promise<Round | undefined> {
    const text = await this.redis.run((redis) => redis.get(ROUND));
    return text === null ? undefined : (JSON.parse(text) as Round);
  }

  async keepRound(round: Round): Promise<void> {
    await this.redis.run((redis) => redis.set(ROUND, JSON.stringify(round), 'EX', ROUND_SECONDS));
  }

  /** The last sweep of a tenant, dry or not. */
  async find(tenantId: string, isDryRun: boolean): Promise<SweepRecord | undefined> {
    const text = await this.redis.run((redis) => redis.get(recordKey(tenantId, isDryRun)));
    return text === null ? undefined : (JSON.parse(text) as SweepRecord);
  }

  async keep(record: SweepRecord): Promise<void> {
    const key = recordKey(record.tenantId, record.isDryRun);
    await this.redis.run((redis) => redis.set(key, JSON.stringify(record), 'EX', RECORD_SECONDS));
  }

  /** Asks for a sweep of one tenant; a tenant has one request of each kind at most. */
  async request(record: SweepRecord): Promise<void> {
    await this.keep(record);
    await this.redis.run((redis) => redis.zadd(REQUESTS, 'NX', Date.parse(record.requestedAt), memberOf(record)));
  }

  /** The oldest request. */
  async nextRequest(): Promise<SweepRecord | undefined> {
    const [member] = await this.redis.run((redis) => redis.zrange(REQUESTS, 0, 0));
    if (member === undefined) return undefined;
    const [tenantId, kind] = member.split(' ') as [string, string];
    const record = await this.find(tenantId, kind === DRY);
    if (record === undefined) await this.redis.run((redis) => redis.zrem(REQUESTS, member));
    return record;
  }

  /** A request was carried out. */
  async fulfil(record: SweepRecord): Promise<void> {
    await this.redis.run((redis) => redis.zrem(REQUESTS, memberOf(record)));
  }
}

const DRY = 'dry';
const ROUND = meshKey('retention', 'round');
const REQUESTS = meshKey('retention', 'requests');

const kindOf = (isDryRun: boolean) => (isDryRun ? DRY : 'real');
const recordKey = (tenantId: string, isDryRun: boolean) => tenantKey(tenantId, 'retention-sweep', kindOf(isDryRun));
const memberOf = ({ tenantId, isDryRun }: SweepRecord) => `${tenantId} ${kindOf(isDryRun)}`;
