import type { ProviderName } from '../../model-provider';
import type { ProviderError } from '../../provider-error';
import { creditExhausted, httpFailure, transportFailure } from '../http-failure';
import type { HeaderReader } from '../retry-after';

/** What an error of OpenAI's SDK means for us. */
export function chatFailure(provider: ProviderName, error: unknown, signal: AbortSignal): ProviderError {
  const { status, headers, code } = (error ?? {}) as { status?: unknown; headers?: HeaderReader; code?: unknown };
  if (typeof status !== 'number' || signal.aborted) return transportFailure(provider, error, signal);
  return code === 'insufficient_quota' ? creditExhausted(provider) : httpFailure(provider, status, headers);
}
