import type { ModelRequest, ProviderName } from '../model-provider';
import type { ModelTraits } from '../model-traits';
import { ProviderError } from '../provider-error';

/**
 * Refuses a request that `model` cannot fulfil, before it is sent: leaving out an image or a tool would give another answer.
 * @throws ProviderError `provider-unsupported`.
 */
export function assertSupported(provider: ProviderName, model: string, traits: ModelTraits, request: ModelRequest): void {
  if (!traits.tools && (request.tools?.length ?? 0) > 0) throw unsupported(provider, model, 'tools');
  if (traits.images === 'url') return;
  for (const { content } of request.messages) {
    if (typeof content === 'string') continue;
    for (const part of content) {
      if (part.type === 'text') continue;
      if (traits.images === 'none') throw unsupported(provider, model, 'images');
      if ('url' in part.image) throw unsupported(provider, model, 'images by address');
    }
  }
}

function unsupported(provider: ProviderName, model: string, what: string): ProviderError {
  return new ProviderError('invalid', 'provider-unsupported', `${model} of ${provider} takes no ${what}`, { retryable: false });
}
