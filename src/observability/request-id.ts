import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** What a caller may send as `X-Request-Id`; anything else is replaced, so that a header cannot forge log lines. */
const ACCEPTED = /^[\w.:-]{1,128}$/;

/** The caller's request id where it sent a usable one, else a new UUID. */
export function requestIdOf(request: Pick<IncomingMessage, 'headers'>): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && ACCEPTED.test(given) ? given : randomUUID();
}
