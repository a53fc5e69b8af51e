import { invalidField } from '../../errors';

/** Milliseconds in which a message is answered where it does not say how long its sender waits. */
const DEFAULT_TIMEOUT_MS = 30_000;
const MIN_TIMEOUT_MS = 100;
const MAX_TIMEOUT_MS = 600_000;

/** What any message may carry beside what its handler asks for. Nobody has looked at it yet. */
export interface Envelope {
  /** W3C trace context. */
  traceparent?: unknown;
  /** Milliseconds for which the sender waits. */
  timeout_ms?: unknown;
  /** As the header `Idempotency-Key`. */
  idempotency_key?: unknown;
}

/** What `data` carries of an envelope; it stays there, since a signature covers it. */
export function envelopeOf(data: unknown): Envelope {
  if (typeof data !== 'object' || data === null) return {};
  const { traceparent, timeout_ms, idempotency_key } = data as Envelope;
  return { traceparent, timeout_ms, idempotency_key };
}

/** Takes the envelope out of `data`, so that what is left is what a handler declares. */
export function removeEnvelope(data: Envelope): void {
  delete data.traceparent;
  delete data.timeout_ms;
  delete data.idempotency_key;
}

/** Milliseconds in which a message is to be answered; the default where it names none that can be meant. */
export function timeoutOf({ timeout_ms: timeoutMs }: Envelope): number {
  return isTimeout(timeoutMs) ? timeoutMs : DEFAULT_TIMEOUT_MS;
}

/** @throws MeshError 422 for a `timeout_ms` that is none. */
export function assertTimeout({ timeout_ms: timeoutMs }: Envelope): void {
  if (timeoutMs === undefined || timeoutMs === null || isTimeout(timeoutMs)) return;
  throw invalidField('timeout_ms', `must be a whole number from ${MIN_TIMEOUT_MS} to ${MAX_TIMEOUT_MS}`);
}

function isTimeout(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= MIN_TIMEOUT_MS && (value as number) <= MAX_TIMEOUT_MS;
}
