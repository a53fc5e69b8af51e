import { ProviderError } from '../../provider-error';
import { failureInAnswer, httpFailure, transportFailure } from '../http-failure';
import type { HeaderReader } from '../retry-after';

/** An error of Anthropic's SDK: with a status where HTTP told of it, with headers alone where it came in mid-stream. */
interface SdkError {
  status?: unknown;
  headers?: HeaderReader;
  error?: unknown;
}

/** What an error of Anthropic's SDK means for us; 529 (overloaded) counts as any other 5xx. */
export function anthropicFailure(error: unknown, signal: AbortSignal): ProviderError {
  if (error instanceof ProviderError || signal.aborted) return transportFailure('anthropic', error, signal);
  const { status, headers, error: body } = (error ?? {}) as SdkError;
  if (typeof status === 'number') return httpFailure('anthropic', status, headers, body);
  // In mid-stream HTTP has said 200 already, and what was written until then may be billed.
  return headers === undefined ? transportFailure('anthropic', error, signal) : failureInAnswer('anthropic', body, 'unknown');
}
