import type { CompletionUsage } from 'openai/resources/completions';
import type { ModelUsage } from '../../model-provider';
import { counted } from '../counted';

/** OpenAI counts cached tokens within `prompt_tokens` and reasoning within `completion_tokens`, as we do. */
export function chatUsage(usage: Partial<CompletionUsage> | null | undefined): ModelUsage {
  return counted({
    inputTokens: [usage?.prompt_tokens],
    outputTokens: [usage?.completion_tokens],
    cachedTokens: usage?.prompt_tokens_details?.cached_tokens,
    reasoningTokens: usage?.completion_tokens_details?.reasoning_tokens,
    cacheWriteTokens: usage?.prompt_tokens_details?.cache_write_tokens,
  });
}
