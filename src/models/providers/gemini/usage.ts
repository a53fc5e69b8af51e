import type { ModelUsage } from '../../model-provider';
import type { WireUsage } from './wire';

/**
 * Gemini counts cached tokens within the prompt, as we do, but thoughts beside the answer, where ours are parts of the output
 * (they are billed as such), and the results of its own tools beside the prompt.
 */
export function geminiUsage(usage: WireUsage | undefined): ModelUsage {
  const reasoningTokens = usage?.thoughtsTokenCount ?? 0;
  return {
    inputTokens: (usage?.promptTokenCount ?? 0) + (usage?.toolUsePromptTokenCount ?? 0),
    outputTokens: (usage?.candidatesTokenCount ?? 0) + reasoningTokens,
    cachedTokens: usage?.cachedContentTokenCount ?? 0,
    reasoningTokens,
  };
}
