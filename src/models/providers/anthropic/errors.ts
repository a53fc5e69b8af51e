import { ProviderError } from '../../provider-error';
import { httpFailure, transportFailure } from '../http-failure';
import type { HeaderReader } from '../retry-after';

/** What Anthropic's SDK says of an HTTP error; those without a status are faults of the connection. */
interface SdkError {
  status?: unknown;
  headers?: HeaderReader;
  /** The body. */
  error?: unknown;
}

/** What an error of Anthropic's SDK means for us; 529 (overloaded) counts as any other 5xx. */
export function anthropicFailure(error: unknown, signal: AbortSignal): ProviderError {
  const { status, headers, error: body } = (error ?? {}) as SdkError;
  const isHttp = typeof status === 'number' && !(error instanceof ProviderError) && !signal.aborted;
  return isHttp ? httpFailure('anthropic', status, headers, body) : transportFailure('anthropic', error, signal);
}
