import type { ModelTraits } from '../../model-traits';
import { listModels } from '../list-models';

/** The reasoning lines: no temperature but the default. */
const REASONING: ModelTraits = {
  contextTokens: 400_000,
  maxOutputTokens: 128_000,
  images: 'url',
  tools: true,
  jsonSchema: 'native',
  temperature: false,
  reasoning: true,
  tier: 'HIGH',
};
/** From 5.4 on the large ones have the long context. */
const LONG: ModelTraits = { ...REASONING, contextTokens: 1_050_000 };
const CHAT: ModelTraits = { ...REASONING, contextTokens: 128_000, maxOutputTokens: 16_384, reasoning: false, tier: 'MEDIUM' };
const GPT_4O: ModelTraits = { ...CHAT, temperature: true };
const GPT_4_1: ModelTraits = { ...GPT_4O, contextTokens: 1_047_576, maxOutputTokens: 32_768 };

/**
 * GPT and the o-series, as far as chat completions serve them. Ids: `ChatModel` of openai 6.49 and the price list of
 * @pydantic/genai-prices 0.1.8; limits and shut-downs: OpenAI's pages on models and deprecations, November 2026.
 */
export const OPENAI_MODELS = listModels({
  known: {
    'gpt-6-astra': LONG,
    'gpt-6-sol': LONG,
    'gpt-6-luna': { ...LONG, tier: 'LOW' },
    'gpt-5.6-sol': LONG,
    'gpt-5.6-terra': { ...LONG, tier: 'MEDIUM' },
    'gpt-5.6-luna': { ...LONG, tier: 'LOW' },
    'gpt-5.6': LONG,
    'gpt-5.5': { ...LONG, contextTokens: 1_000_000 },
    'gpt-5.4': LONG,
    'gpt-5.4-mini': { ...REASONING, tier: 'MEDIUM' },
    'gpt-5.4-nano': { ...REASONING, tier: 'LOW' },
    'gpt-5.3-chat-latest': CHAT,
    'gpt-5.2': REASONING,
    'gpt-5.2-chat-latest': CHAT,
    'gpt-5.1': REASONING,
    'gpt-5.1-mini': { ...REASONING, tier: 'MEDIUM' },
    'gpt-5': REASONING,
    'gpt-5-mini': { ...REASONING, tier: 'MEDIUM' },
    'gpt-5-nano': { ...REASONING, tier: 'LOW' },
    o3: { ...REASONING, contextTokens: 200_000, maxOutputTokens: 100_000 },
    'gpt-4.1': GPT_4_1,
    'gpt-4.1-mini': { ...GPT_4_1, tier: 'LOW' },
    'gpt-4o': GPT_4O,
    'gpt-4o-mini': { ...GPT_4O, tier: 'LOW' },
  },
  defaults: { LOW: 'gpt-5.6-luna', MEDIUM: 'gpt-5.6-terra', HIGH: 'gpt-5.6-sol' },
  retired: [
    [/^(?:ft:)?gpt-3\.?5/, 'gpt-5.6-luna'],
    [/^(?:ft:)?gpt-4\.1-nano/, 'gpt-5.6-luna'],
    [/^(?:text-)?(?:davinci|curie|babbage|ada)(?:-|$)(?!embed)|^code-(?:davinci|cushman)/, 'gpt-5.6-luna'],
    [/^gpt-4o-mini-search-preview/, 'gpt-5.6-luna'],
    [/^(?:gpt-4o-search-preview|gpt-4o-2024-05-13|chatgpt-4o-latest|gpt-5(?:\.1)?-chat-latest)/, 'gpt-5.6-terra'],
    [/^(?:o1-mini|o3-mini|o4-mini|codex-mini|gpt-5\.1-codex-mini)/, 'gpt-5.6-terra'],
    [/^(?:ft:)?gpt-4(?:-0|-1106|-32k|-turbo|-vision|\.5-preview|$)/, 'gpt-5.6-sol'],
    [/^(?:o1(?:-|$)|o3-deep-research|gpt-5(?:\.[12])?-codex)/, 'gpt-5.6-sol'],
  ],
  families: [
    [/^ft:gpt-4o-mini(?:-|:)/, { ...GPT_4O, tier: 'LOW' }],
    [/^ft:gpt-4o(?:-|:)/, GPT_4O],
    [/^ft:gpt-4\.1-mini(?:-|:)/, { ...GPT_4_1, tier: 'LOW' }],
    [/^ft:gpt-4\.1(?:-20|:)/, GPT_4_1],
  ],
  least: CHAT,
});
