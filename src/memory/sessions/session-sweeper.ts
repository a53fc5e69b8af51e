import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { ServerConfig } from '../../config';
import { LedLoop, RedisClient, type NetworkPlace } from '../../redis';
import { SessionEnding } from './session-ending';
import { SessionNetworks } from './session-networks';
import { SessionStore } from './session.store';

/** Milliseconds from one turn to the next: about as long an expired session keeps what it owned, hidden. */
const TURN_EVERY_MS = 1_000;
/** What one turn looks at, at 2 ms for a session that owned little. A network with more goes on once the others have had theirs. */
const NETWORKS_A_ROUND = 100;
const SESSIONS_A_NETWORK = 50;
const SESSIONS_A_TURN = 1_000;

/** Ends sessions that nobody used for their whole time to live, and those whose ending was broken off. */
@Injectable()
export class SessionSweeper implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(SessionSweeper.name);
  private readonly loop: LedLoop;

  constructor(
    private readonly server: ServerConfig,
    redis: RedisClient,
    private readonly networks: SessionNetworks,
    private readonly sessions: SessionStore,
    private readonly ending: SessionEnding,
  ) {
    this.loop = new LedLoop(redis, 'sessions', TURN_EVERY_MS, (signal) => this.sweep(signal));
  }

  onApplicationBootstrap(): void {
    if (this.server.hosts('worker')) this.loop.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.loop.stop();
  }

  /** One turn: rounds through the networks that are due, until none has more or it is enough for now. */
  async sweep(signal: AbortSignal): Promise<void> {
    let left = SESSIONS_A_TURN;
    for (let hasMore = true; hasMore;) {
      hasMore = false;
      for (const place of await this.networks.due(Date.now(), NETWORKS_A_ROUND)) {
        if (signal.aborted || left <= 0) return;
        const looked = await this.sweepNetwork(place, Math.min(left, SESSIONS_A_NETWORK), signal);
        left -= looked;
        hasMore ||= looked === SESSIONS_A_NETWORK;
      }
    }
  }

  /** Resolves to how many sessions it looked at. One that cannot be ended stops no other: it is due again half a minute later. */
  private async sweepNetwork(place: NetworkPlace, limit: number, signal: AbortSignal): Promise<number> {
    const due = await this.sessions.due(place, Date.now(), limit);
    for (const sessionId of due) {
      if (signal.aborted) break;
      await this.ending.endIfExpired(place, sessionId, signal).catch((error: unknown) => {
        this.logger.warn({ networkId: place.networkId, sessionId, err: error }, 'a session could not be ended; it is tried again');
      });
    }
    await this.networks.settle(place);
    return due.length;
  }
}
