import type { ModelUsage } from '../../model-provider';
import { counted } from '../counted';
import type { WireUsage } from './wire';

/**
 * Gemini counts cached tokens within the prompt, as we do, but thoughts beside the answer, where ours are parts of the output
 * (they are billed as such), and the results of its own tools beside the prompt.
 */
export function geminiUsage(usage: WireUsage | null | undefined): ModelUsage {
  return counted({
    inputTokens: [usage?.promptTokenCount, usage?.toolUsePromptTokenCount],
    outputTokens: [usage?.candidatesTokenCount, usage?.thoughtsTokenCount],
    cachedTokens: usage?.cachedContentTokenCount,
    reasoningTokens: usage?.thoughtsTokenCount,
  });
}
