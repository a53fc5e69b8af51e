import { listModels } from '../list-models';

/** Gemini. */
export const GEMINI_MODELS = listModels({
  known: {
    'gemini-3.8-flash': {
      contextTokens: 1000000,
      maxOutputTokens: 64000,
      images: 'inline',
      tools: true,
      jsonSchema: 'native',
      temperature: true,
      reasoning: true,
      tier: 'LOW',
    },
    'gemini-3.1-pro-preview': {
      contextTokens: 1000000,
      maxOutputTokens: 64000,
      images: 'inline',
      tools: true,
      jsonSchema: 'native',
      temperature: true,
      reasoning: true,
      tier: 'HIGH',
    },
  },
  defaults: { LOW: 'gemini-3.8-flash', MEDIUM: 'gemini-3.8-flash', HIGH: 'gemini-3.1-pro-preview' },
  retired: [[/^gemini-2\.0/, 'gemini-3.8-flash']],
  families: [],
  least: {
    contextTokens: 200000,
    maxOutputTokens: 64000,
    images: 'inline',
    tools: true,
    jsonSchema: 'native',
    temperature: false,
    reasoning: true,
    tier: 'LOW',
  },
});
