import { ProviderError } from '../provider-error';

/** The same failure, met after HTTP had said 200: what was generated until then may be billed. */
export function inBand({ kind, code, detail, retryable, retryAfterSeconds }: ProviderError): ProviderError {
  return new ProviderError(kind, code, detail, { retryable, retryAfterSeconds, billed: 'unknown' });
}
