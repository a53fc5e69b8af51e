import { listModels } from '../list-models';

/** Claude. */
export const ANTHROPIC_MODELS = listModels({
  known: {
    'claude-sonnet-5-5': {
      contextTokens: 1000000,
      maxOutputTokens: 64000,
      images: 'url',
      tools: true,
      jsonSchema: 'tool',
      temperature: false,
      reasoning: true,
      tier: 'MEDIUM',
    },
    'claude-haiku-5-5': {
      contextTokens: 200000,
      maxOutputTokens: 64000,
      images: 'url',
      tools: true,
      jsonSchema: 'tool',
      temperature: false,
      reasoning: true,
      tier: 'LOW',
    },
    'claude-opus-5-5': {
      contextTokens: 1000000,
      maxOutputTokens: 64000,
      images: 'url',
      tools: true,
      jsonSchema: 'tool',
      temperature: false,
      reasoning: true,
      tier: 'HIGH',
    },
  },
  defaults: { LOW: 'claude-haiku-5-5', MEDIUM: 'claude-sonnet-5-5', HIGH: 'claude-opus-5-5' },
  retired: [[/^claude-3-7-sonnet/, 'claude-sonnet-5-5']],
  families: [],
  least: {
    contextTokens: 200000,
    maxOutputTokens: 64000,
    images: 'url',
    tools: true,
    jsonSchema: 'tool',
    temperature: false,
    reasoning: true,
    tier: 'MEDIUM',
  },
});
