import { anyObject, choice, count, id, named, number, object, orNull, page, text, time } from '../../openapi';

/** A session as clients see it. */
export const SESSION = named(
  'Session',
  object({
    session_id: id('session'),
    network_id: id('network'),
    user_id: text(undefined, 'ada'),
    status: choice(['active']),
    ttl_seconds: number('How long it lives on after it was last used'),
    created_at: time(),
    expires_at: time(),
    metadata: anyObject(),
  }),
);

/** A page of sessions. */
export const SESSION_PAGE = page(SESSION);

const DISTRIBUTION = object({ average: orNull(number()), p50: orNull(number()), p95: orNull(number()), max: orNull(number()) });

/** What became of a tenant's sessions. */
export const SESSION_STATS = named(
  'SessionStats',
  object({
    active: count(),
    created: count(),
    expired: count(),
    ended: count(),
    sampled: count('Sessions in the distributions'),
    duration_seconds: DISTRIBUTION,
    items_per_session: object({ memories: DISTRIBUTION, tasks: DISTRIBUTION }),
  }),
);
