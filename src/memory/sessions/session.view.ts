import type { Session } from './session';
import type { SessionFigures } from './session-stats';

/** A session as clients see it; one that is over is not seen. */
export function sessionView(session: Session) {
  return {
    session_id: session.sessionId,
    network_id: session.networkId,
    user_id: session.userId,
    status: 'active' as const,
    ttl_seconds: session.ttlMs / 1_000,
    created_at: new Date(session.createdAtMs).toISOString(),
    expires_at: new Date(session.expiresAtMs).toISOString(),
    metadata: session.metadata,
  };
}

/** What became of a tenant's sessions, as clients see it. */
export function sessionStatsView({ active, created, expired, ended, sampled, durationSeconds, memories, tasks }: SessionFigures) {
  return { active, created, expired, ended, sampled, duration_seconds: durationSeconds, items_per_session: { memories, tasks } };
}
