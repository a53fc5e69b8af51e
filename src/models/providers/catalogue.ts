import type { ProviderName } from '../model-provider';
import type { ModelTraits, ProviderModels } from '../model-traits';
import { ANTHROPIC_MODELS } from './anthropic/models';
import { COMPATIBLE_MODELS } from './compatible/models';
import { GEMINI_MODELS } from './gemini/models';
import { GROQ_MODELS } from './groq/models';
import { OPENAI_MODELS } from './openai/models';
import { SANDBOX_MODELS } from './sandbox/models';

/** The models of every provider, configured or not. */
export const CATALOGUE: Readonly<Record<ProviderName, ProviderModels>> = {
  anthropic: ANTHROPIC_MODELS,
  openai: OPENAI_MODELS,
  gemini: GEMINI_MODELS,
  groq: GROQ_MODELS,
  compatible: COMPATIBLE_MODELS,
  sandbox: SANDBOX_MODELS,
};

/** What `model` of `provider` can do. */
export function traitsOf({ provider, model }: { provider: ProviderName; model: string }): ModelTraits {
  return CATALOGUE[provider].traitsOf(model);
}
