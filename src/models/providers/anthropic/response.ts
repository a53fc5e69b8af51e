import type { Message, StopReason, Usage } from '@anthropic-ai/sdk/resources/messages';
import type { FinishReason, ModelAnswer, ModelUsage } from '../../model-provider';
import { emptyAnswer, filteredAnswer, malformedAnswer } from '../../provider-error';
import { ANSWER_TOOL } from './request';

const FINISH_REASONS: Record<StopReason, FinishReason> = {
  end_turn: 'stop',
  stop_sequence: 'stop',
  tool_use: 'stop',
  max_tokens: 'length',
  model_context_window_exceeded: 'length',
  pause_turn: 'length',
  refusal: 'content_filter',
};

/**
 * The answer in a message; the answer tool's input counts before text.
 * @throws ProviderError when the body is no message, says no reason for its end or holds no text.
 */
export function anthropicAnswer(message: Message): ModelAnswer {
  // The SDK hands through whatever the server sent, even plain text.
  if (!Array.isArray((message as Partial<Message> | null)?.content)) throw malformedAnswer('anthropic');
  const usage = anthropicUsage(message.usage);
  const finishReason = message.stop_reason === null ? undefined : FINISH_REASONS[message.stop_reason];
  if (finishReason === undefined) throw malformedAnswer('anthropic', usage);
  const text = textOf(message);
  if (text.trim() === '') throw finishReason === 'content_filter' ? filteredAnswer('anthropic', usage) : emptyAnswer('anthropic', usage);
  return { text, model: message.model, finishReason, usage };
}

function textOf({ content }: Message): string {
  for (const block of content) {
    if (block.type === 'tool_use' && block.name === ANSWER_TOOL) return JSON.stringify(block.input);
  }
  return content.map((block) => (block.type === 'text' ? block.text : '')).join('');
}

/** Anthropic counts cache reads and writes beside `input_tokens`; ours are parts of the input. */
export function anthropicUsage(usage: Partial<Usage> | undefined): ModelUsage {
  const cachedTokens = usage?.cache_read_input_tokens ?? 0;
  const cacheWriteTokens = usage?.cache_creation_input_tokens ?? 0;
  const cacheWriteHourTokens = usage?.cache_creation?.ephemeral_1h_input_tokens ?? 0;
  return {
    inputTokens: (usage?.input_tokens ?? 0) + cachedTokens + cacheWriteTokens,
    outputTokens: usage?.output_tokens ?? 0,
    cachedTokens,
    reasoningTokens: usage?.output_tokens_details?.thinking_tokens ?? 0,
    ...(cacheWriteTokens > 0 ? { cacheWriteTokens } : {}),
    ...(cacheWriteHourTokens > 0 ? { cacheWriteHourTokens } : {}),
  };
}
