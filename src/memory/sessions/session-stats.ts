import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { loadLua, RedisClient, tenantKey } from '../../redis';
import { distributionOf, type Distribution } from './distribution';
import type { OverSession } from './session';
import { SessionNetworks } from './session-networks';

const COUNT_OVER = loadLua(__dirname, 'count-over.lua');

/** Sessions that the distributions of a tenant are made of: those that ended last. */
const RECENT = 1_000;
/** Seconds the figures of a tenant outlive its last session: 400 days, as those of its costs. */
const LIFE_SECONDS = 400 * 86_400;

/** What became of a tenant's sessions. */
export interface SessionFigures {
  active: number;
  created: number;
  expired: number;
  ended: number;
  /** Sessions in the distributions: the last thousand that ended or expired. */
  sampled: number;
  durationSeconds: Distribution;
  memories: Distribution;
  tasks: Distribution;
}

/** Counts a tenant's sessions. What is kept names neither a session nor a person: of what is deleted nothing stays. */
@Injectable()
export class SessionStats {
  constructor(
    private readonly redis: RedisClient,
    private readonly networks: SessionNetworks,
  ) {}

  async countCreated(tenantId: string): Promise<void> {
    const key = totalsKey(tenantId);
    await this.redis.run((redis) => redis.multi().hincrby(key, 'created', 1).expire(key, LIFE_SECONDS).exec());
  }

  /** Whether this call counted it: once for a session, whoever asks how often. */
  async countOver(tenantId: string, over: OverSession): Promise<boolean> {
    const digest = createHash('sha256').update(over.sessionId).digest('base64url').slice(0, 16);
    const facts = [digest, over.endedAtMs - over.createdAtMs, over.memories, over.tasks].join(' ');
    const args = [facts, over.endedAtMs, over.how, RECENT, LIFE_SECONDS];
    return (await this.redis.evaluate(COUNT_OVER, [totalsKey(tenantId), recentKey(tenantId)], args)) === 1;
  }

  async read(tenantId: string): Promise<SessionFigures> {
    const [active, totals, recent] = await Promise.all([
      this.networks.activeOf(tenantId),
      this.redis.run((redis) => redis.hgetall(totalsKey(tenantId))),
      this.redis.run((redis) => redis.zrange(recentKey(tenantId), 0, -1)),
    ]);
    const rows = recent.map((facts) => facts.split(' ').slice(1).map(Number) as [number, number, number]);
    return {
      active,
      created: Number(totals.created ?? 0),
      expired: Number(totals.expired ?? 0),
      ended: Number(totals.ended ?? 0),
      sampled: rows.length,
      durationSeconds: distributionOf(rows.map(([durationMs]) => durationMs / 1_000)),
      memories: distributionOf(rows.map(([, memories]) => memories)),
      tasks: distributionOf(rows.map(([, , tasks]) => tasks)),
    };
  }
}

const totalsKey = (tenantId: string) => tenantKey(tenantId, 'sessions', 'totals');
const recentKey = (tenantId: string) => tenantKey(tenantId, 'sessions', 'recent');
