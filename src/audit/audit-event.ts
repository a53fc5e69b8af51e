/**
 * How an operation ended: it was done; it was refused (no key, no scope, no turn, not allowed); it was let in and failed (bad input, not
 * found, a fault of ours); or the process died before it could say.
 */
export type AuditOutcome = 'allowed' | 'denied' | 'failed' | 'unknown';

/** Who did it. */
export interface AuditActor {
  /** `key`: a request with an API key; `agent`: an agent at work on a task; `system`: the mesh itself; `anonymous`: nobody we know. */
  kind: 'key' | 'agent' | 'system' | 'anonymous';
  keyId?: string;
  /** Whom the key belongs to, or on whose behalf an agent works: the subject whose personal data this event holds. */
  userId?: string;
  role?: string;
  /** The type of the agent, or the part of the mesh. */
  name?: string;
}

/** What it was done to; a thing that has no id of its own (a list, a search) has its kind alone. */
export interface AuditResource {
  kind: string;
  id?: string;
  networkId?: string;
}

/** One operation, allowed or denied. Text from outside is cut by whoever makes the event: nothing in it is longer than 256 characters. */
export interface AuditEvent {
  /** `event_` and 26 characters; made once, so that writing it twice can be noticed. */
  id: string;
  tenantId: string;
  /** Unix milliseconds when it began. */
  atMs: number;
  actor: AuditActor;
  /** `networks.create`: the module and the verb, from the route or the message pattern. */
  action: string;
  resource: AuditResource;
  outcome: AuditOutcome;
  /** The stable code of the refusal or failure. */
  reason?: string;
  ip?: string;
  userAgent?: string;
  sessionId?: string;
  requestId?: string;
  /** W3C trace id, 32 hex digits. */
  traceId?: string;
  /** HMAC-SHA256 under a key of the mesh, hex, of the resource as it was shown before and after a change. */
  before?: string;
  after?: string;
  durationMs?: number;
}
