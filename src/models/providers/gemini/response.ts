import type { ModelAnswer } from '../../model-provider';
import { emptyAnswer, filteredAnswer, malformedAnswer } from '../../provider-error';
import { failureInAnswer } from '../http-failure';
import { callIn, finishReasonOf, partsOf, textIn } from './answer-parts';
import type { ThoughtSignatures } from './thought-signatures';
import { geminiUsage } from './usage';
import type { WireAnswer } from './wire';

/**
 * The answer in a response of `generateContent`.
 * @throws ProviderError when it is none, was blocked, says no good reason for its end, or holds neither text nor calls.
 */
export function geminiAnswer(model: string, response: unknown, signatures: ThoughtSignatures): ModelAnswer {
  const answer = checkedAnswer(response);
  const usage = geminiUsage(answer.usageMetadata);
  const parts = partsOf(answer);
  const calling = parts.filter(({ functionCall }) => functionCall !== undefined);
  const toolCalls = calling.flatMap((part, place) => callIn(part, place, answer, signatures) ?? []);
  const finishReason = finishReasonOf(answer.candidates?.[0]?.finishReason, toolCalls.length > 0);
  if (finishReason === undefined) throw malformedAnswer('gemini', answer.usageMetadata === undefined ? 'unknown' : usage);
  const text = parts.map(textIn).join('');
  if (text.trim() === '' && toolCalls.length === 0) {
    throw finishReason === 'content_filter' ? filteredAnswer('gemini', usage) : emptyAnswer('gemini', usage, finishReason);
  }
  return { text, ...(toolCalls.length > 0 && { toolCalls }), model: answer.modelVersion ?? model, finishReason, usage };
}

/**
 * `response` as an answer or a piece of one.
 * @throws ProviderError where it is none, an error in the place of one, or the prompt was blocked.
 */
export function checkedAnswer(response: unknown): WireAnswer {
  if (typeof response !== 'object' || response === null) throw malformedAnswer('gemini');
  const first = (Array.isArray(response) ? response[0] : response) as WireAnswer | undefined;
  if (first?.error !== undefined) throw failureInAnswer('gemini', first, 'unknown');
  const answer = response as WireAnswer;
  if (answer.promptFeedback?.blockReason !== undefined) throw filteredAnswer('gemini', geminiUsage(answer.usageMetadata));
  return answer;
}
