import type { ModelTraits } from '../../model-traits';
import { listModels } from '../list-models';

/** The 5 line: adaptive thinking with an effort, no sampling parameters. */
const FIVE: ModelTraits = {
  contextTokens: 1_000_000,
  maxOutputTokens: 128_000,
  images: 'url',
  tools: true,
  jsonSchema: 'native',
  temperature: false,
  reasoning: true,
  tier: 'HIGH',
};

/** 4.5 and 4.6: the last that take a temperature, of at most 1 and not beside `top_p`. */
const SAMPLING = { temperature: true, maxTemperature: 1, eitherSampling: true };
const FOUR: ModelTraits = { ...FIVE, ...SAMPLING, contextTokens: 200_000, maxOutputTokens: 64_000 };

/**
 * Claude. Ids: `Model` of @anthropic-ai/sdk 1.12. Limits, retirements and what refuses a temperature (4.7 and later): Anthropic's
 * pages on models, deprecations and structured outputs, November 2026.
 */
export const ANTHROPIC_MODELS = listModels({
  known: {
    'claude-haiku-5-5': { ...FIVE, tier: 'LOW' },
    'claude-sonnet-5-5': { ...FIVE, tier: 'MEDIUM' },
    'claude-opus-5-5': FIVE,
    'claude-fable-5-2': FIVE,
    'claude-mythos-5-2': FIVE,
    'claude-fable-5-1': FIVE,
    'claude-mythos-5-1': FIVE,
    'claude-sonnet-5': { ...FIVE, tier: 'MEDIUM' },
    'claude-opus-5': FIVE,
    'claude-fable-5': FIVE,
    'claude-mythos-5': FIVE,
    'claude-mythos-preview': FIVE,
    'claude-opus-4-8': FIVE,
    'claude-opus-4-7': FIVE,
    'claude-opus-4-6': { ...FIVE, ...SAMPLING },
    'claude-sonnet-4-6': { ...FOUR, contextTokens: 1_000_000, tier: 'MEDIUM' },
    'claude-opus-4-5': FOUR,
    'claude-sonnet-4-5': { ...FOUR, reasoning: false, tier: 'MEDIUM' },
    'claude-haiku-4-5': { ...FOUR, reasoning: false, tier: 'LOW' },
  },
  defaults: { LOW: 'claude-haiku-5-5', MEDIUM: 'claude-sonnet-5-5', HIGH: 'claude-opus-5-5' },
  retired: [
    [/^claude-(?:instant|3(?:[-.]5)?-haiku)/, 'claude-haiku-5-5'],
    [/^claude-(?:3-opus|opus-4(?:[-.][01])?(?:[-@]20\d{6})?$|4-opus)/, 'claude-opus-5-5'],
    [/^claude-(?:v?[12](?:[.]\d)?$|3(?:[-.][57])?-sonnet|sonnet-(?:3|4(?:[-.]0)?(?:[-@]20\d{6})?$)|4-sonnet)/, 'claude-sonnet-5-5'],
  ],
  families: [],
  least: { ...FOUR, temperature: false, jsonSchema: 'tool', tier: 'MEDIUM' },
});
