import type { ErrorKind } from '../../errors';
import type { ProviderName } from '../model-provider';
import { malformedAnswer, ProviderError, stopped } from '../provider-error';
import { retryAfterSeconds, type HeaderReader } from './retry-after';

interface Verdict {
  kind: ErrorKind;
  code: string;
  retryable: boolean;
}

const CREDENTIALS: Verdict = { kind: 'unavailable', code: 'provider-credentials-rejected', retryable: false };
const VERDICTS: Readonly<Record<number, Verdict>> = {
  401: CREDENTIALS,
  402: { kind: 'unavailable', code: 'provider-credit-exhausted', retryable: false },
  403: CREDENTIALS,
  404: { kind: 'unavailable', code: 'provider-model-not-found', retryable: false },
  408: { kind: 'timeout', code: 'provider-timeout', retryable: true },
  413: { kind: 'invalid', code: 'provider-request-too-large', retryable: false },
  429: { kind: 'rate-limited', code: 'provider-rate-limited', retryable: true },
};
const REJECTED: Verdict = { kind: 'invalid', code: 'provider-request-rejected', retryable: false };
const UNAVAILABLE: Verdict = { kind: 'unavailable', code: 'provider-unavailable', retryable: true };

/** What an HTTP error of a provider means for us. The body is not read: it may echo the prompt or the key. */
export function httpFailure(provider: ProviderName, status: number, headers: HeaderReader | undefined): ProviderError {
  const { kind, code, retryable } = VERDICTS[status] ?? (status >= 500 ? UNAVAILABLE : REJECTED);
  const options = { retryable, retryAfterSeconds: retryable ? retryAfterSeconds(headers, Date.now()) : undefined };
  return new ProviderError(kind, code, `${provider} answered HTTP ${status}`, options);
}

/** The account has no money left: the status says 429, but waiting does not help. */
export function creditExhausted(provider: ProviderName): ProviderError {
  return new ProviderError('unavailable', 'provider-credit-exhausted', `the account at ${provider} has no credit left`, {
    retryable: false,
  });
}

/** What an error that carries no HTTP status means: our own signal, a body that does not parse, or a lost connection. */
export function transportFailure(provider: ProviderName, error: unknown, signal: AbortSignal): ProviderError {
  if (error instanceof ProviderError) return error;
  if (signal.aborted) return stopped(provider, signal);
  // By name: a test runner's or a worker's realm has its own SyntaxError.
  if ((error as { name?: unknown } | null)?.name === 'SyntaxError') return malformedAnswer(provider);
  const billed = neverConnected(error) ? 'nothing' : 'unknown';
  return new ProviderError('unavailable', 'provider-unreachable', `the connection to ${provider} failed`, { billed, cause: error });
}

/** Node's codes for connections that were never made; the SDKs wrap them a few causes deep. */
const NEVER_CONNECTED: ReadonlySet<unknown> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

function neverConnected(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > 4) return false;
  const { code, cause } = error as { code?: unknown; cause?: unknown };
  return NEVER_CONNECTED.has(code) || neverConnected(cause, depth + 1);
}
