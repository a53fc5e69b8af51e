import type { GenerateAnswer, GenerateRequest } from '../generate';
import type { Decision } from '../selection/decision';

/** Bytes of a stored answer; longer ones would crowd out many others for little. */
const MAX_ANSWER_BYTES = 256 * 1_024;

/** Whether `request` may be answered from the cache. The sandbox is free and deterministic: nothing is to be gained there. */
export function mayAnswerFromCache({ cache, model, provider }: GenerateRequest, ttlSeconds: number): boolean {
  if (cache === 'off' || ttlSeconds === 0) return false;
  return provider !== 'sandbox' && model !== 'sandbox' && model !== 'sandbox/sandbox';
}

/**
 * `answer` as it is stored (JSON), or undefined where it is not to be: it was cut or filtered, comes from the cache or the
 * sandbox, is longer than 256 kB, or comes from a fallback of a pinned model, which is to be asked again once it is back.
 */
export function storedForm(request: GenerateRequest, answer: GenerateAnswer): string | undefined {
  const { finishReason, cached, provider } = answer;
  if (finishReason === 'length' || finishReason === 'content_filter') return undefined;
  if (cached !== false || provider === 'sandbox') return undefined;
  const decision = answer.decision();
  if (isByFallback(request, answer, decision)) return undefined;
  const { text, json, toolCalls, model } = answer;
  if (text.length > MAX_ANSWER_BYTES) return undefined;
  const stored = JSON.stringify({ text, json, toolCalls, finishReason, provider, model, decision });
  return Buffer.byteLength(stored) > MAX_ANSWER_BYTES ? undefined : stored;
}

/** The pinned model may have been tried, or passed over before any try: then only the decision names it. */
function isByFallback(request: GenerateRequest, { attempts }: GenerateAnswer, decision: Decision): boolean {
  const answering = attempts.at(-1);
  if (request.model === undefined || answering === undefined) return false;
  const names = [decision.requested, decision.successor];
  const pinned = decision.candidates.find(({ provider, model }) => names.includes(model) || names.includes(`${provider}/${model}`));
  const first = pinned ?? attempts[0];
  return first?.provider !== answering.provider || first.model !== answering.model;
}
