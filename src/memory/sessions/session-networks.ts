import { Injectable } from '@nestjs/common';
import { NetworkAgenda, RedisClient, tenantKey, type NetworkPlace } from '../../redis';
import { SessionStore } from './session.store';

/** Networks whose sessions are counted at once for the gauge. */
const MAX_COUNTED = 10_000;
/** Seconds for which a tenant's list of networks is kept after a look at one: twice as long as a session may go unused. */
const LIST_SECONDS = 60 * 86_400;

/** Which networks have sessions, and when somebody is to look at them next. */
@Injectable()
export class SessionNetworks {
  private readonly agenda: NetworkAgenda;

  constructor(
    private readonly redis: RedisClient,
    private readonly sessions: SessionStore,
  ) {
    this.agenda = new NetworkAgenda(redis, 'sessions');
  }

  /**
   * Sees to it that a network is looked at by `dueAtMs`. Done before and after a session is begun: before, so that a crash leaves none that
   * nobody looks after; after, because the network may have been taken off in between.
   */
  async note(place: NetworkPlace, dueAtMs: number): Promise<void> {
    await Promise.all([this.agenda.note(place, dueAtMs), this.list(place)]);
  }

  async due(nowMs: number, limit: number): Promise<NetworkPlace[]> {
    return this.agenda.due(nowMs, limit);
  }

  /** After a look: puts a network off until its next session is due, or takes it off. Looks again, since one may have been begun meanwhile. */
  async settle(place: NetworkPlace): Promise<void> {
    const nextMs = await this.sessions.nextDueMs(place);
    if (nextMs === undefined) {
      await this.agenda.remove(place);
      await this.redis.run((redis) => redis.srem(networksKey(place.tenantId), place.networkId));
    } else {
      await Promise.all([this.agenda.postpone(place, nextMs), this.list(place)]);
    }
    const nowNextMs = await this.sessions.nextDueMs(place);
    if (nowNextMs !== undefined && (nextMs === undefined || nowNextMs < nextMs)) await this.note(place, nowNextMs);
  }

  /** Takes a network whose sessions are gone off the list of its tenant. */
  async forget({ tenantId, networkId }: NetworkPlace): Promise<void> {
    await this.redis.run((redis) => redis.srem(networksKey(tenantId), networkId));
  }

  /** Whether the list of its tenant has a network. */
  async has({ tenantId, networkId }: NetworkPlace): Promise<boolean> {
    return (await this.redis.run((redis) => redis.sismember(networksKey(tenantId), networkId))) === 1;
  }

  /** Sessions of a tenant that are not over. */
  async activeOf(tenantId: string): Promise<number> {
    const networkIds = await this.redis.run((redis) => redis.smembers(networksKey(tenantId)));
    return this.countIn(networkIds.map((networkId) => ({ tenantId, networkId })));
  }

  /** Sessions of all tenants that are not over. */
  async active(): Promise<number> {
    return this.countIn(await this.agenda.due(Number.MAX_SAFE_INTEGER, MAX_COUNTED));
  }

  private async list({ tenantId, networkId }: NetworkPlace): Promise<void> {
    const key = networksKey(tenantId);
    await this.redis.run((redis) => redis.multi().sadd(key, networkId).expire(key, LIST_SECONDS).exec());
  }

  private async countIn(places: readonly NetworkPlace[]): Promise<number> {
    const counts = await Promise.all(places.map((place) => this.sessions.count(place)));
    return counts.reduce((sum, count) => sum + count, 0);
  }
}

const networksKey = (tenantId: string) => tenantKey(tenantId, 'sessions', 'networks');
