import type { ProviderError } from '../../provider-error';
import { creditExhausted, httpFailure, transportFailure } from '../http-failure';
import type { HeaderReader } from '../retry-after';

/** What an error of Anthropic's SDK means for us; 529 (overloaded) counts as any other 5xx. */
export function anthropicFailure(error: unknown, signal: AbortSignal): ProviderError {
  const { status, headers, type } = (error ?? {}) as { status?: unknown; headers?: HeaderReader; type?: unknown };
  if (typeof status !== 'number' || signal.aborted) return transportFailure('anthropic', error, signal);
  return type === 'billing_error' ? creditExhausted('anthropic') : httpFailure('anthropic', status, headers);
}
