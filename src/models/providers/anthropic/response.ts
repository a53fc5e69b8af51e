import type { ContentBlock, Message, StopReason } from '@anthropic-ai/sdk/resources/messages';
import type { FinishReason, ModelAnswer, ToolCall } from '../../model-provider';
import { emptyAnswer, filteredAnswer, malformedAnswer } from '../../provider-error';
import { failureInAnswer } from '../http-failure';
import { anthropicUsage } from './usage';

const FINISH_REASONS: Record<StopReason, FinishReason> = {
  end_turn: 'stop',
  stop_sequence: 'stop',
  tool_use: 'tool_calls',
  max_tokens: 'length',
  model_context_window_exceeded: 'length',
  // A turn of the provider's own tools that wants to go on: what there is, is not whole.
  pause_turn: 'length',
  refusal: 'content_filter',
};

/** What `reason` means for us, undefined for none; a `tool_use` that only carried the answer is an ordinary end. */
export function finishReasonOf(reason: StopReason | null | undefined, callsTools: boolean): FinishReason | undefined {
  const finishReason = reason ? FINISH_REASONS[reason] : undefined;
  return finishReason === 'tool_calls' && !callsTools ? 'stop' : finishReason;
}

/**
 * The answer in a message. The input of `answerTool` is the text, whatever was said beside it; every other tool is the caller's.
 * @throws ProviderError when the body is no message, says no reason for its end, or holds neither text nor tool calls.
 */
export function anthropicAnswer(model: string, response: unknown, answerTool: string | undefined): ModelAnswer {
  if ((response as { type?: unknown } | null)?.type === 'error') throw failureInAnswer('anthropic', response, 'unknown');
  if (!Array.isArray((response as Partial<Message> | null)?.content)) throw malformedAnswer('anthropic');
  const message = response as Message;
  const usage = anthropicUsage(message.usage);
  const toolCalls = message.content.flatMap((block) => callIn(block, answerTool));
  const finishReason = finishReasonOf(message.stop_reason, toolCalls.length > 0);
  if (finishReason === undefined) throw malformedAnswer('anthropic', usage);
  const text = textOf(message.content, answerTool);
  if (text.trim() === '' && toolCalls.length === 0) {
    throw finishReason === 'content_filter' ? filteredAnswer('anthropic', usage) : emptyAnswer('anthropic', usage, finishReason);
  }
  return { text, ...(toolCalls.length > 0 && { toolCalls }), model: message.model || model, finishReason, usage };
}

function callIn(block: ContentBlock, answerTool: string | undefined): ToolCall[] {
  if (block.type !== 'tool_use' || block.name === answerTool) return [];
  return [{ id: block.id, name: block.name, arguments: JSON.stringify(block.input ?? {}) }];
}

function textOf(content: readonly ContentBlock[], answerTool: string | undefined): string {
  for (const block of content) {
    if (block.type === 'tool_use' && block.name === answerTool) return JSON.stringify(block.input);
  }
  return content.map((block) => (block.type === 'text' ? block.text : '')).join('');
}
