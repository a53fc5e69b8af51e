import type { ProviderName } from '../model-provider';

/**
 * The model asked where nobody names one: the newest of the middle tier, as listed by the types of @anthropic-ai/sdk 1.12
 * (`Model`) and openai 6.49 (`ChatModel`). A test holds that both have a known price.
 */
export const DEFAULT_MODELS = {
  anthropic: 'claude-sonnet-5-5',
  openai: 'gpt-5.6-terra',
} as const satisfies Partial<Record<ProviderName, string>>;
