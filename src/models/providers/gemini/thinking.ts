import type { ReasoningEffort } from '../../model-provider';
import { generationOf } from './generation';
import type { WireConfig } from './wire';

/** Tokens of thought for models that take a budget, as Google's own OpenAI-compatible face translates the same efforts. */
const BUDGETS: Record<ReasoningEffort, number> = { low: 1_024, medium: 8_192, high: 24_576 };

/** How much `model` may think: a level from Gemini 3 on, a number of tokens for 2.5. Sending both is refused. */
export function thinkingConfig(model: string, effort: ReasoningEffort): NonNullable<WireConfig['thinkingConfig']> {
  if (generationOf(model) < 3) return { thinkingBudget: BUDGETS[effort] };
  // The first Gemini 3 Pro knows low and high only.
  const twoLevels = /gemini-3(?:\.0)?-pro/.test(model);
  return { thinkingLevel: twoLevels && effort === 'medium' ? 'high' : effort };
}
