import { Injectable } from '@nestjs/common';
import type { NetworkPlace } from '../../redis';
import type { OverSession, OwnedKind } from './session';
import { SessionMemories } from './session-memories';
import { SessionMetrics } from './session-metrics';
import { SessionNetworks } from './session-networks';
import { SessionOwners } from './session-owners';
import { SessionStats } from './session-stats';
import { SessionStore, TAKE_OVER_MS } from './session.store';

/**
 * Ends sessions: first nothing can be written for one any more, then all it owned is removed, then it is counted, then it is forgotten.
 * Each part may be done again, also by two at once; what a crash leaves undone the sweeper takes up.
 */
@Injectable()
export class SessionEnding {
  constructor(
    private readonly sessions: SessionStore,
    private readonly networks: SessionNetworks,
    private readonly owners: SessionOwners,
    private readonly memories: SessionMemories,
    private readonly stats: SessionStats,
    private readonly metrics: SessionMetrics,
  ) {}

  /** Ends a session whoever uses it; resolves once all it owned is gone, to false when there is nothing left of it. */
  async end(place: NetworkPlace, sessionId: string): Promise<boolean> {
    if (!(await this.sessions.isThere(place, sessionId))) return false;
    // First, so that a crash leaves none that is ended and cleaned by nobody.
    await this.networks.note(place, Date.now() + TAKE_OVER_MS);
    const over = await this.sessions.end(place, sessionId, false);
    if (over === undefined || over === 'alive') return false;
    await this.clean(place, over);
    return true;
  }

  /** Ends a session if its time is over, or goes on with one that is over. */
  async endIfExpired(place: NetworkPlace, sessionId: string, signal: AbortSignal): Promise<void> {
    const over = await this.sessions.end(place, sessionId, true);
    if (over !== undefined && over !== 'alive') await this.clean(place, over, signal);
  }

  private async clean(place: NetworkPlace, over: OverSession, signal?: AbortSignal): Promise<void> {
    await this.endOwned(place, over.sessionId, signal);
    await this.memories.delete(place, over, signal);
    if (await this.stats.countOver(place.tenantId, over)) this.metrics.over(over);
    await this.sessions.forget(place, over.sessionId);
  }

  private async endOwned(place: NetworkPlace, sessionId: string, signal: AbortSignal | undefined): Promise<void> {
    for (;;) {
      signal?.throwIfAborted();
      const owned = await this.sessions.owned(place, sessionId);
      if (owned.length === 0) return;
      const idsByKind = new Map<OwnedKind, string[]>();
      for (const { kind, id } of owned) idsByKind.set(kind, [...(idsByKind.get(kind) ?? []), id]);
      for (const [kind, ids] of idsByKind) {
        await this.owners.end(kind, place, ids);
        await this.sessions.disown(place, sessionId, kind, ids);
      }
    }
  }
}
