import type { ModelTraits } from '../model-traits';
import type { Excluded } from './exclusion';

/** Tokens of an answer where the caller names no bound. */
const DEFAULT_MAX_TOKENS = 4_096;

/** The same for models that reason, whose thoughts count: OpenAI advises to leave room, 25,000 tokens at first; most answers take far less. */
const DEFAULT_MAX_TOKENS_REASONING = 16_384;

/** Tokens the answer of a model may take: the caller's, no more than the model can give; else the default, no more than there is room for. */
export function maxTokensOf(traits: ModelTraits, inputTokens: number, asked: number | undefined): number {
  if (asked !== undefined) return Math.min(asked, traits.maxOutputTokens);
  const wished = traits.reasoning ? DEFAULT_MAX_TOKENS_REASONING : DEFAULT_MAX_TOKENS;
  const room = Math.max(DEFAULT_MAX_TOKENS, traits.contextTokens - inputTokens);
  return Math.min(wished, traits.maxOutputTokens, room);
}

/** Why the request does not fit into the model's context beside its answer; undefined when it does. */
export function exceedsContext(
  traits: ModelTraits,
  inputTokens: number,
  asked: number | undefined,
): Omit<Excluded, 'candidate'> | undefined {
  const outputTokens = maxTokensOf(traits, inputTokens, asked);
  if (inputTokens + outputTokens <= traits.contextTokens) return undefined;
  const needed = `${inputTokens} tokens of input and ${outputTokens} of answer`;
  return { cause: 'context', reason: `its context of ${traits.contextTokens} tokens is too small for ${needed}` };
}
