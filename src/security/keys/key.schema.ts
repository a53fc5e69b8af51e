import { choice, count, flag, id, list, mapOf, named, object, orNull, page, text, time } from '../../openapi';
import { ROLES } from '../access/roles';

/** An API key as it is shown: nothing of its secret. */
export const API_KEY = named(
  'ApiKey',
  object({
    key_id: id('key'),
    name: text(undefined, 'newsletter service'),
    tenant_id: text(undefined, 'acme'),
    user_id: text(undefined, 'ada'),
    role: choice(ROLES),
    scopes: list(text(undefined, 'tasks:write')),
    status: choice(['active', 'revoked', 'expired']),
    created_at: orNull(time()),
    created_by: orNull(text()),
    expires_at: orNull(time()),
    revoked_at: orNull(time()),
    last_used_at: orNull(time('Coarse: the hour')),
    allowed_cidrs: orNull(list(text(undefined, '10.0.0.0/8'))),
    parent_key_id: orNull(id('key')),
    rate_limit: object({
      requests_per_minute: orNull(count()),
      tasks_per_minute: orNull(count()),
      tokens_per_minute: orNull(count()),
    }),
    require_signature: flag(),
    generation: count('How often it was rotated'),
    previous_valid_until: orNull(time('Until when a secret before this one holds')),
    pepper: choice(['current', 'previous', 'unknown']),
  }),
);

/** A key with its secrets, which are shown once. */
export const SHOWN_KEY = named(
  'ShownApiKey',
  object({
    ...API_KEY.properties,
    api_key: text('The key itself', 'mesh_…'),
    signing_key_id: text(),
    signing_key: text('base64url', 'c2VjcmV0'),
  }),
);

/** A page of keys. */
export const KEY_PAGE = page(API_KEY);

/** What revoking a key did. */
export const REVOKED_KEYS = object({ key_id: id('key'), revoked_key_ids: list(id('key'), 'It and those below it') });

/** Which keys hang on which pepper. */
export const PEPPER_REPORT = named(
  'PepperReport',
  object({
    current: text(),
    counts: mapOf(count()),
    left_behind: list(object({ key_id: id('key'), tenant_id: text(), pepper: text(), moves_when_used: flag() })),
  }),
);
