import { randomUUID } from 'node:crypto';
import type { GenerateAnswer } from '../generate';
import type { ModelUsage } from '../model-provider';
import { toolCallView } from '../tool-call.view';
import { usd } from '../cost/money';
import { withoutEffect } from './chat-parameters';

/** A new id of a completion. */
export function completionId(): string {
  return `chatcmpl-${randomUUID().replaceAll('-', '')}`;
}

/** Seconds since 1970, as OpenAI tells times. */
export function nowSeconds(): number {
  return Math.floor(Date.now() / 1000);
}

/** The body of a whole answer, as JSON text. A JSON answer is written anew, without whatever the model put around it. */
export function chatCompletion(answer: GenerateAnswer): string {
  const toolCalls = answer.toolCalls?.map(toolCallView);
  const content = answer.json === undefined ? answer.text : JSON.stringify(answer.json);
  return JSON.stringify({
    id: completionId(),
    object: 'chat.completion',
    created: nowSeconds(),
    model: answer.model,
    choices: [
      {
        index: 0,
        message: {
          role: 'assistant',
          content: content === '' && toolCalls !== undefined ? null : content,
          refusal: null,
          ...(toolCalls === undefined ? {} : { tool_calls: toolCalls }),
        },
        logprobs: null,
        finish_reason: answer.finishReason,
      },
    ],
    usage: chatUsage(answer.usage),
  });
}

/** Tokens in OpenAI's words, which count cached and reasoning ones as parts, as we do. */
export function chatUsage({ inputTokens, outputTokens, cachedTokens, reasoningTokens }: ModelUsage) {
  return {
    prompt_tokens: inputTokens,
    completion_tokens: outputTokens,
    total_tokens: inputTokens + outputTokens,
    prompt_tokens_details: { cached_tokens: cachedTokens },
    completion_tokens_details: { reasoning_tokens: reasoningTokens },
  };
}

/**
 * The headers of a whole answer: what OpenAI's body has no place for. `x-mesh-cost-usd` is `unknown` where no price is known;
 * `ignored` are the parameters that nobody reads.
 */
export function meshHeaders(answer: GenerateAnswer, ignored: readonly string[]): Record<string, string> {
  const told = withoutEffect(ignored, answer);
  return {
    ...(told.length === 0 ? {} : { 'x-mesh-ignored': told.join(', ') }),
    'content-type': 'application/json; charset=utf-8',
    'x-content-type-options': 'nosniff',
    'x-mesh-provider': answer.provider,
    'x-mesh-cost-usd': usd(answer.costMicroUsd) ?? 'unknown',
    'x-mesh-attempts': String(answer.attempts.length),
    'x-mesh-cached': answer.cached === false ? 'false' : answer.cached,
  };
}

/** The same at the end of a stream, where headers have long left; `cost_usd` is null where no price is known. */
export function meshField(answer: GenerateAnswer, ignored: readonly string[]) {
  return {
    provider: answer.provider,
    model: answer.model,
    cost_usd: usd(answer.costMicroUsd),
    attempts: answer.attempts.length,
    cached: answer.cached,
    ignored: withoutEffect(ignored, answer),
  };
}
