import type { ProviderError } from '../../provider-error';
import { errorObject } from '../error-object';
import { httpFailure } from '../http-failure';
import type { HeaderReader } from '../retry-after';

/** Google tells of a wrong key with 400 and this reason among the particulars (google.rpc.ErrorInfo). */
const KEY_REASONS: ReadonlySet<unknown> = new Set(['API_KEY_INVALID', 'API_KEY_EXPIRED']);

/** What an HTTP error of the Gemini API means for us; `body` is its parsed JSON, if it has any. */
export function geminiFailure(status: number, headers: HeaderReader, body: unknown): ProviderError {
  return httpFailure('gemini', status === 400 && isKeyRejected(body) ? 401 : status, headers, body);
}

function isKeyRejected(body: unknown): boolean {
  const details = errorObject(body)?.details;
  return Array.isArray(details) && details.some((detail) => KEY_REASONS.has((detail as { reason?: unknown } | null)?.reason));
}
