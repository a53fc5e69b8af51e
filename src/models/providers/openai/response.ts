import { randomUUID } from 'node:crypto';
import type { ChatCompletion, ChatCompletionMessageToolCall } from 'openai/resources/chat/completions';
import type { ModelAnswer, ProviderName, ToolCall } from '../../model-provider';
import { emptyAnswer, filteredAnswer, malformedAnswer } from '../../provider-error';
import { failureInAnswer } from '../http-failure';
import { finishReasonOf } from './finish-reason';
import { chatUsage } from './usage';

/**
 * The answer in a chat completion, which is whatever the server sent.
 * @throws ProviderError when the body is no completion, holds an error, says no reason for its end, or holds neither text nor calls.
 */
export function chatAnswer(provider: ProviderName, model: string, body: unknown): ModelAnswer {
  const completion = (body ?? {}) as Partial<ChatCompletion> & { error?: unknown };
  if (completion.error !== undefined && completion.error !== null) throw failureInAnswer(provider, completion, 'unknown');
  const choice = completion.choices?.[0] as Partial<ChatCompletion.Choice> | undefined;
  if (choice?.message === undefined) throw malformedAnswer(provider);
  const usage = chatUsage(completion.usage);
  const toolCalls = (choice.message.tool_calls ?? []).map(toolCallOf);
  const refused = typeof choice.message.refusal === 'string' && choice.message.refusal !== '';
  const finishReason = refused ? 'content_filter' : finishReasonOf(choice.finish_reason, toolCalls.length > 0);
  if (finishReason === undefined) throw malformedAnswer(provider, usage);
  const text = choice.message.content ?? '';
  if (toolCalls.length === 0 && text.trim() === '') {
    throw finishReason === 'content_filter' ? filteredAnswer(provider, usage) : emptyAnswer(provider, usage, finishReason);
  }
  return { text, ...(toolCalls.length > 0 ? { toolCalls } : {}), model: completion.model || model, finishReason, usage };
}

/** Some compatible servers give calls no id, but the answer to a call must name one. */
export function newCallId(): string {
  return `call_${randomUUID()}`;
}

function toolCallOf(call: ChatCompletionMessageToolCall): ToolCall {
  const { name, arguments: text } = (call as { function?: { name?: string; arguments?: unknown } }).function ?? {};
  return { id: call.id || newCallId(), name: name ?? '', arguments: argumentsText(text) };
}

/** Some compatible servers send the arguments as an object. */
export function argumentsText(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === undefined || value === null ? '' : JSON.stringify(value);
}
