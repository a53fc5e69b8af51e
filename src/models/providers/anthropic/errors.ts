import { ProviderError } from '../../provider-error';
import { contextExceeded } from '../context-exceeded';
import { creditExhausted, httpFailure, transportFailure } from '../http-failure';
import { inBand } from '../in-band-failure';
import type { HeaderReader } from '../retry-after';

/** Statuses of the errors that arrive in mid-stream, where HTTP has said 200 already. Source: Anthropic's list of errors. */
const STATUSES: Readonly<Record<string, number>> = {
  invalid_request_error: 400,
  authentication_error: 401,
  billing_error: 402,
  permission_error: 403,
  not_found_error: 404,
  request_too_large: 413,
  rate_limit_error: 429,
  api_error: 500,
  timeout_error: 504,
  overloaded_error: 529,
};

/** The API has no type of its own for this 400: only its words tell it from other bad requests. */
const TOO_LONG = /prompt is too long|exceeds? (?:the )?(?:model's )?(?:maximum )?context/i;

interface SdkError {
  status?: unknown;
  headers?: HeaderReader;
  type?: unknown;
  error?: { error?: { message?: unknown } };
}

/** What an error of Anthropic's SDK means for us; 529 (overloaded) counts as any other 5xx. */
export function anthropicFailure(error: unknown, signal: AbortSignal): ProviderError {
  const { status, headers, type, error: body } = (error ?? {}) as SdkError;
  const streamed = typeof status !== 'number' && typeof type === 'string';
  const code = streamed ? (STATUSES[type] ?? 500) : status;
  if (typeof code !== 'number' || signal.aborted || error instanceof ProviderError) return transportFailure('anthropic', error, signal);
  if (type === 'billing_error') return creditExhausted('anthropic');
  if (code === 400 && TOO_LONG.test(String(body?.error?.message))) return contextExceeded('anthropic');
  const failure = httpFailure('anthropic', code, headers);
  return streamed ? inBand(failure) : failure;
}
