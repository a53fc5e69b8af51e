import type { CompletionUsage } from 'openai/resources/completions';
import type { ModelUsage } from '../../model-provider';

/** OpenAI counts cached tokens within `prompt_tokens` and reasoning within `completion_tokens`, as we do. */
export function chatUsage(usage: Partial<CompletionUsage> | null | undefined): ModelUsage {
  const cacheWriteTokens = usage?.prompt_tokens_details?.cache_write_tokens ?? 0;
  return {
    inputTokens: usage?.prompt_tokens ?? 0,
    outputTokens: usage?.completion_tokens ?? 0,
    cachedTokens: usage?.prompt_tokens_details?.cached_tokens ?? 0,
    reasoningTokens: usage?.completion_tokens_details?.reasoning_tokens ?? 0,
    ...(cacheWriteTokens > 0 ? { cacheWriteTokens } : {}),
  };
}
