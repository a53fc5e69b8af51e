import { createHash, randomBytes } from 'node:crypto';
import type { FinishReason, ToolCall } from '../../model-provider';
import type { ThoughtSignatures } from './thought-signatures';
import type { WireAnswer, WireAnswerPart } from './wire';

const FINISH_REASONS: Readonly<Record<string, FinishReason>> = {
  STOP: 'stop',
  // Not Google's, but what some servers in its place say after calls.
  FUNCTION_CALL: 'stop',
  MAX_TOKENS: 'length',
  SAFETY: 'content_filter',
  RECITATION: 'content_filter',
  LANGUAGE: 'content_filter',
  BLOCKLIST: 'content_filter',
  PROHIBITED_CONTENT: 'content_filter',
  SPII: 'content_filter',
};

/**
 * What `reason` means for us. Undefined for none, and for all that say the model failed (`MALFORMED_FUNCTION_CALL`, `OTHER`
 * and their like), which another try may mend.
 */
export function finishReasonOf(reason: string | undefined, callsTools: boolean): FinishReason | undefined {
  const finishReason = reason === undefined ? undefined : FINISH_REASONS[reason];
  return finishReason === 'stop' && callsTools ? 'tool_calls' : finishReason;
}

/** The parts of the first candidate; we never ask for a second. */
export function partsOf({ candidates }: WireAnswer): readonly WireAnswerPart[] {
  return candidates?.[0]?.content?.parts ?? [];
}

/** What a part says; thoughts say nothing. */
export function textIn({ text = '', thought = false }: WireAnswerPart): string {
  return thought ? '' : text;
}

/** The call in a part, the `place`-th of its answer; its signature is kept for the way back. */
export function callIn(part: WireAnswerPart, place: number, answer: WireAnswer, signatures: ThoughtSignatures): ToolCall | undefined {
  if (part.functionCall === undefined) return undefined;
  const { id = madeUpId(answer.responseId, place), name, args = {} } = part.functionCall;
  const call = { id, name, arguments: JSON.stringify(args) };
  if (part.thoughtSignature !== undefined) signatures.keep(call, part.thoughtSignature);
  return call;
}

/** Models before Gemini 3 name no ids. The same call of the same answer gets the same one, where answers are named at least. */
function madeUpId(responseId: string | undefined, place: number): string {
  const seed = responseId ?? randomBytes(16);
  return `call_${createHash('sha256').update(seed).update(`:${place}`).digest('hex').slice(0, 24)}`;
}
