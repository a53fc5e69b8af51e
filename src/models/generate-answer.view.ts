import { decisionView } from './decision.view';
import type { GenerateAnswer, ModelAttempt } from './generate';
import type { ModelUsage } from './model-provider';
import { toolCallView } from './tool-call.view';
import { usd } from './cost/money';

/** An answer as clients see it: `json` in place of `text` where a JSON format was asked for. */
export function generateAnswerView(answer: GenerateAnswer) {
  const said = answer.json === undefined ? { text: answer.text } : { json: answer.json };
  return { ...said, ...streamedAnswerView(answer) };
}

/** The same without its text, which has been streamed already; JSON is given again, as parsed and checked. */
export function streamedAnswerView(answer: GenerateAnswer) {
  return {
    ...(answer.json === undefined ? {} : { json: answer.json }),
    ...(answer.toolCalls === undefined ? {} : { tool_calls: answer.toolCalls.map(toolCallView) }),
    finish_reason: answer.finishReason,
    model: answer.model,
    provider: answer.provider,
    attempts: answer.attempts.map(attemptView),
    usage: usageView(answer.usage),
    cost_usd: usd(answer.costMicroUsd),
    /** False where an attempt has no known price: then the cost is null, not zero. */
    cost_known: answer.costMicroUsd !== null,
    cached: answer.cached,
    ...(answer.tainted === true ? { tainted: true } : {}),
    decision: decisionView(answer.decision()),
  };
}

function attemptView(attempt: ModelAttempt) {
  return {
    provider: attempt.provider,
    model: attempt.model,
    outcome: attempt.outcome,
    latency_ms: attempt.latencyMs,
    ...(attempt.firstTokenMs === undefined ? {} : { first_token_ms: attempt.firstTokenMs }),
    usage: attempt.usage === null ? null : usageView(attempt.usage),
    cost_usd: usd(attempt.costMicroUsd),
    ...(attempt.estimated === true ? { estimated: true } : {}),
  };
}

function usageView(usage: ModelUsage) {
  return {
    input_tokens: usage.inputTokens,
    output_tokens: usage.outputTokens,
    cached_tokens: usage.cachedTokens,
    reasoning_tokens: usage.reasoningTokens,
    ...(usage.cacheWriteTokens === undefined ? {} : { cache_write_tokens: usage.cacheWriteTokens }),
  };
}
