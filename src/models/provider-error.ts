import { MeshError, type ErrorKind } from '../errors';
import type { FinishReason, ModelUsage, ProviderName } from './model-provider';

/** What a failed call costs: nothing (it was refused), the tokens the provider named, or nobody can tell. */
export type Billed = 'nothing' | 'unknown' | ModelUsage;

type MeshErrorOptions = NonNullable<ConstructorParameters<typeof MeshError>[3]>;

/**
 * Every failure a provider reports. `detail` holds our own words only: upstream bodies may echo prompts or keys,
 * so they are neither quoted nor kept as `cause`.
 */
export class ProviderError extends MeshError {
  /** Default `nothing`. */
  readonly billed: Billed;

  constructor(kind: ErrorKind, code: string, detail: string, options: MeshErrorOptions & { billed?: Billed } = {}) {
    super(kind, code, detail, options);
    this.name = 'ProviderError';
    this.billed = options.billed ?? 'nothing';
  }
}

/** The call ended because its signal aborted: retryable where its time was up, final where somebody cancelled it. */
export function stopped(provider: ProviderName, signal: AbortSignal): ProviderError {
  const timedOut = (signal.reason as { name?: unknown } | undefined)?.name === 'TimeoutError';
  return timedOut
    ? new ProviderError('timeout', 'provider-timeout', `${provider} did not answer in time`, { billed: 'unknown' })
    : new ProviderError('timeout', 'provider-cancelled', `the call to ${provider} was cancelled`, { retryable: false, billed: 'unknown' });
}

/** A 200 that is not an answer; another try may well be one. */
export function malformedAnswer(provider: ProviderName, billed: Billed = 'unknown'): ProviderError {
  return new ProviderError('unavailable', 'provider-malformed-answer', `${provider} sent something that is not an answer`, { billed });
}

/**
 * A 200 without a word in it. Where the model used all its tokens before it said anything, reasoning above all, it would do
 * so again.
 */
export function emptyAnswer(provider: ProviderName, billed: Billed, finishReason?: FinishReason): ProviderError {
  if (finishReason === 'length') {
    const detail = `the model at ${provider} used all of max_tokens before it said anything; allow it more`;
    return new ProviderError('invalid', 'provider-length-reached', detail, { retryable: false, billed });
  }
  return new ProviderError('unavailable', 'provider-empty-answer', `${provider} sent an answer without text`, { billed });
}

/** A stream that was silent for longer than a stream may be. */
export function stalledStream(provider: ProviderName): ProviderError {
  return new ProviderError('timeout', 'provider-stalled', `the answer of ${provider} stopped in the middle`, { billed: 'unknown' });
}

/** A stream that was cut, or ended without saying why. */
export function unfinishedStream(provider: ProviderName): ProviderError {
  return new ProviderError('unavailable', 'provider-stream-cut', `the answer of ${provider} broke off`, { billed: 'unknown' });
}

/** The provider's own filter withheld the answer; asking the same model again would change nothing. */
export function filteredAnswer(provider: ProviderName, billed: Billed): ProviderError {
  return new ProviderError('unsafe', 'provider-content-filtered', `${provider} withheld its answer`, { retryable: false, billed });
}

/** No key or address for this provider is set. */
export function notConfigured(provider: ProviderName): ProviderError {
  return new ProviderError('unavailable', 'provider-not-configured', `${provider} is not configured here`, { retryable: false });
}
