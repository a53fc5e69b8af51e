import type { ModelTraits } from '../../model-traits';
import { listModels } from '../list-models';

const GPT_OSS: ModelTraits = {
  contextTokens: 131_072,
  maxOutputTokens: 65_536,
  images: 'none',
  tools: true,
  jsonSchema: 'native',
  temperature: true,
  reasoning: true,
  tier: 'MEDIUM',
};

/** Systems that search and run code by themselves, and take no tools of ours. */
const COMPOUND: ModelTraits = { ...GPT_OSS, maxOutputTokens: 8_192, tools: false, jsonSchema: 'words', reasoning: false };

/** Open models on Groq. Limits and what was decommissioned: Groq's pages on models and deprecations, November 2026. */
export const GROQ_MODELS = listModels({
  known: {
    'openai/gpt-oss-120b': GPT_OSS,
    'openai/gpt-oss-20b': { ...GPT_OSS, tier: 'LOW' },
    'qwen/qwen3.6-27b': { ...GPT_OSS, images: 'url', maxOutputTokens: 32_768, jsonSchema: 'words', reasoning: false },
    'groq/compound': COMPOUND,
    'groq/compound-mini': { ...COMPOUND, tier: 'LOW' },
  },
  defaults: { LOW: 'openai/gpt-oss-20b', MEDIUM: 'openai/gpt-oss-120b', HIGH: 'openai/gpt-oss-120b' },
  retired: [
    [/^(?:llama-3\.1-8b|llama-3\.2-(?:1b|3b|11b)|llama3-(?:groq-)?8b|gemma2?-|llama-guard|meta-llama\/llama-guard)/, 'openai/gpt-oss-20b'],
    [/^(?:llama|mixtral-|mistral-saba|deepseek-r1-distill|qwen-|qwen\/qwen3-|moonshotai\/kimi-k2|meta-llama\/)/, 'openai/gpt-oss-120b'],
  ],
  families: [],
  least: { ...GPT_OSS, contextTokens: 32_768, maxOutputTokens: 8_192, reasoning: false, jsonSchema: 'words', tier: 'LOW' },
});
