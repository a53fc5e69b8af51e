import { SessionsService, type NewSession, type Session } from '../../memory';
import { networkIdOf, textOf, wholeNumberOf, type MeshParts } from '../mesh';

/** Seconds that a session may go unused at most: thirty days, as in the API. */
const MAX_TTL_SECONDS = 30 * 86_400;

/** Sessions of a person in a network: what is remembered for one goes with it. */
export class SessionManager {
  private readonly sessions: SessionsService;

  constructor(private readonly parts: MeshParts) {
    this.sessions = parts.get(SessionsService);
  }

  /** Begins a session that lives for `ttlSeconds` (default an hour) after its last use. @throws MeshError `network-not-found`, or naming the field */
  async createSession({ networkId, userId, ttlSeconds, metadata }: NewSession & { networkId: string }): Promise<Session> {
    if (ttlSeconds !== undefined) wholeNumberOf(ttlSeconds, 'ttlSeconds', 1, MAX_TTL_SECONDS);
    const given = { userId: textOf(userId, 'userId', 128), ttlSeconds, metadata };
    return this.sessions.create(this.parts.tenantId, networkIdOf(networkId), given);
  }

  /** @throws MeshError `session-not-found` when there is none or it is over */
  async getSession({ networkId, sessionId }: { networkId: string; sessionId: string }): Promise<Session> {
    return this.sessions.get(this.parts.tenantId, networkIdOf(networkId), textOf(sessionId, 'sessionId', 128));
  }

  /** Ends a session; resolves once everything that went with it is gone. @throws MeshError `session-not-found` */
  async endSession({ networkId, sessionId }: { networkId: string; sessionId: string }): Promise<void> {
    return this.sessions.end(this.parts.tenantId, networkIdOf(networkId), textOf(sessionId, 'sessionId', 128));
  }
}
