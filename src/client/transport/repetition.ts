import type { Call } from './call';
import { MeshApiError } from './errors';

/** Codes of failures in which nothing was sent, as Node names them; browsers do not tell. */
const NOT_SENT: ReadonlySet<unknown> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** Whether a call that failed is to be sent again. */
export function mayRepeat(failure: unknown, safety: Call['safety']): boolean {
  if (failure instanceof MeshApiError) return mayRepeatAfter(failure, safety);
  return safety !== 'once' || wasNotSent(failure);
}

function mayRepeatAfter({ status, code }: MeshApiError, safety: Call['safety']): boolean {
  if (status === 429) return true; // not taken
  if (safety === 'once') return false;
  if (code === 'idempotency-in-progress') return true; // the call before, whose answer was lost, is still worked on
  // A 502 or 504 with a code of the mesh's own is the end of a call that had its time; others are those of a proxy.
  return status === 503 || code === 'http-502' || code === 'http-504';
}

/** Whether a failure of `fetch` was one to connect; Node tells of each address that it tried. */
function wasNotSent(failure: unknown): boolean {
  const cause = isObject(failure) && 'cause' in failure ? failure.cause : undefined;
  const causes = isObject(cause) && 'errors' in cause && Array.isArray(cause.errors) ? (cause.errors as unknown[]) : [cause];
  return causes.length > 0 && causes.every((each) => isObject(each) && 'code' in each && NOT_SENT.has(each.code));
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
