import type { ChatCompletion } from 'openai/resources/chat/completions';
import type { CompletionUsage } from 'openai/resources/completions';
import type { FinishReason, ModelAnswer, ModelUsage, ProviderName } from '../../model-provider';
import { emptyAnswer, filteredAnswer, malformedAnswer } from '../../provider-error';

const FINISH_REASONS: Record<ChatCompletion.Choice['finish_reason'], FinishReason> = {
  stop: 'stop',
  tool_calls: 'stop',
  function_call: 'stop',
  length: 'length',
  content_filter: 'content_filter',
};

/**
 * The answer in a chat completion.
 * @throws ProviderError when the body is no completion, says no reason for its end or holds no text.
 */
export function chatAnswer(provider: ProviderName, model: string, completion: ChatCompletion): ModelAnswer {
  // The SDK hands through whatever the server sent, even plain text.
  const choice = (completion as Partial<ChatCompletion> | null)?.choices?.[0] as Partial<ChatCompletion.Choice> | undefined;
  if (choice?.message === undefined) throw malformedAnswer(provider);
  const usage = chatUsage(completion.usage);
  const refused = typeof choice.message.refusal === 'string' && choice.message.refusal !== '';
  const finishReason = refused ? 'content_filter' : choice.finish_reason && FINISH_REASONS[choice.finish_reason];
  if (finishReason === undefined || finishReason === null) throw malformedAnswer(provider, usage);
  const text = choice.message.content ?? '';
  if (text.trim() === '') throw finishReason === 'content_filter' ? filteredAnswer(provider, usage) : emptyAnswer(provider, usage);
  return { text, model: completion.model || model, finishReason, usage };
}

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
