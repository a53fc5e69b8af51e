import type { ProviderName } from '../model-provider';
import { ProviderError } from '../provider-error';

/** The conversation does not fit into the model's context; only another model could answer it. */
export function contextExceeded(provider: ProviderName): ProviderError {
  return new ProviderError('too-large', 'provider-context-exceeded', `the conversation is longer than the model at ${provider} can read`, {
    retryable: false,
  });
}
