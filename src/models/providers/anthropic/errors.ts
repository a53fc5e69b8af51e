import { ProviderError } from '../../provider-error';
import { errorObject } from '../error-object';
import { creditExhausted, httpFailure, transportFailure } from '../http-failure';
import type { HeaderReader } from '../retry-after';

/** What Anthropic's SDK says of an HTTP error; those without a status are faults of the connection. */
interface SdkError {
  status?: unknown;
  headers?: HeaderReader;
  /** The body. */
  error?: unknown;
}

/** An account without money gets a 400 like any other bad request: only its words tell it apart. */
const NO_CREDIT = /credit balance is too low/i;

/** What an error of Anthropic's SDK means for us; 529 (overloaded) counts as any other 5xx. */
export function anthropicFailure(error: unknown, signal: AbortSignal): ProviderError {
  const { status, headers, error: body } = (error ?? {}) as SdkError;
  if (typeof status !== 'number' || error instanceof ProviderError || signal.aborted) return transportFailure('anthropic', error, signal);
  const message = errorObject(body)?.message;
  if (status === 400 && typeof message === 'string' && NO_CREDIT.test(message)) return creditExhausted('anthropic');
  return httpFailure('anthropic', status, headers, body);
}
