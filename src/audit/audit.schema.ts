import { choice, count, flag, linesOf, named, number, object, orNull, page, raw, text, textOf, time } from '../openapi';

/** Something that was done or refused. */
const AUDIT_EVENT = named(
  'AuditEvent',
  object({
    event_id: text(undefined, 'event_01jq2x3y4z5a6b7c8d9e0f1g2h'),
    sequence: number(),
    time: time(),
    actor: object({
      kind: choice(['key', 'agent', 'system', 'anonymous']),
      key_id: orNull(text()),
      user_id: orNull(text()),
      role: orNull(text()),
      name: orNull(text()),
    }),
    action: text(undefined, 'networks.create'),
    resource: object({ kind: text(undefined, 'network'), id: orNull(text()), network_id: orNull(text()) }),
    outcome: choice(['allowed', 'denied', 'failed', 'unknown']),
    reason: orNull(text('The code of the refusal or failure')),
    ip: orNull(text(undefined, '127.0.0.1')),
    user_agent: orNull(text()),
    session_id: orNull(text()),
    request_id: orNull(text()),
    trace_id: orNull(text()),
    before: orNull(text('HMAC of the thing as it was shown before')),
    after: orNull(text()),
    duration_ms: orNull(number()),
  }),
);

/** A page of the log. */
export const AUDIT_PAGE = page(AUDIT_EVENT);

/** The log as a file. */
export const AUDIT_FILES = [
  linesOf(raw<object>({ type: 'object', additionalProperties: true }), 'A log that proves itself (ndjson), or OCSF API Activity (ocsf)'),
  textOf('text/csv', 'A table (csv)'),
];

/** Whether the log is as it was written. */
export const PROOF = named(
  'AuditProof',
  object({
    valid: flag(),
    checked: count('Records that were found good'),
    from_sequence: number(),
    to_sequence: number(),
    first_bad_sequence: orNull(number()),
    fault: orNull(
      choice(['gap', 'reordered', 'altered', 'forged', 'checkpoint-mismatch', 'signature', 'truncated', 'inserted'], 'What is wrong'),
    ),
    detail: text(),
    checkpoints: count(),
  }),
);
