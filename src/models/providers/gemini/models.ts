import type { ModelTraits } from '../../model-traits';
import { listModels } from '../list-models';

/** 3.6 Flash, 3.5 Flash-Lite and later: custom sampling parameters are refused. */
const FLASH: ModelTraits = {
  contextTokens: 1_048_576,
  maxOutputTokens: 65_536,
  images: 'inline',
  tools: true,
  jsonSchema: 'native',
  temperature: false,
  reasoning: true,
  tier: 'MEDIUM',
};
const SAMPLING: ModelTraits = { ...FLASH, temperature: true };

/**
 * Gemini. Ids: the price list of @pydantic/genai-prices 0.1.8; limits, sampling parameters and shut-downs: Google's pages on models,
 * "What's new in Gemini 3.6" and deprecations, November 2026.
 */
export const GEMINI_MODELS = listModels({
  known: {
    'gemini-3.8-flash': FLASH,
    'gemini-3.7-flash': FLASH,
    'gemini-3.6-flash': FLASH,
    'gemini-3.5-flash': SAMPLING,
    'gemini-3.5-flash-lite': { ...FLASH, tier: 'LOW' },
    'gemini-3.1-pro-preview': { ...SAMPLING, tier: 'HIGH' },
    'gemini-3.1-flash-lite': { ...SAMPLING, tier: 'LOW' },
    'gemini-3-flash-preview': SAMPLING,
    'gemini-2.5-pro': { ...SAMPLING, tier: 'HIGH' },
    'gemini-2.5-flash': SAMPLING,
    'gemini-2.5-flash-lite': { ...SAMPLING, tier: 'LOW' },
    'gemini-pro-latest': { ...FLASH, tier: 'HIGH' },
    'gemini-flash-latest': FLASH,
    'gemini-flash-lite-latest': { ...FLASH, tier: 'LOW' },
  },
  defaults: { LOW: 'gemini-3.5-flash-lite', MEDIUM: 'gemini-3.8-flash', HIGH: 'gemini-3.1-pro-preview' },
  retired: [
    [/^gemini-(?:2\.0-flash-lite|1\.5-flash-8b|flash-1\.5-8b|2\.5-flash-lite-preview|3\.1-flash-lite-preview)/, 'gemini-3.5-flash-lite'],
    [/^gemini-(?:1\.5-flash|flash-1\.5|2\.0-flash|2\.5-flash-preview)(?!.*(?:audio|tts|image|live))/, 'gemini-3.8-flash'],
    [
      /^gemini-(?:(?:1\.0-|1\.5-|2\.0-)?pro(?:-(?!latest)|$)|(?:1|2\.0)(?:-|$)|2\.5-pro-(?:exp|preview)|3-pro-preview|exp-)(?!.*(?:tts|image|live))/,
      'gemini-3.1-pro-preview',
    ],
  ],
  families: [],
  least: { ...FLASH, tier: 'LOW' },
});
