import { listModels } from '../list-models';

/** Open models on Groq. */
export const GROQ_MODELS = listModels({
  known: {
    'openai/gpt-oss-120b': {
      contextTokens: 131072,
      maxOutputTokens: 64000,
      images: 'none',
      tools: true,
      jsonSchema: 'native',
      temperature: true,
      reasoning: true,
      tier: 'MEDIUM',
    },
  },
  defaults: { LOW: 'openai/gpt-oss-120b', MEDIUM: 'openai/gpt-oss-120b', HIGH: 'openai/gpt-oss-120b' },
  retired: [],
  families: [],
  least: {
    contextTokens: 32768,
    maxOutputTokens: 8192,
    images: 'none',
    tools: true,
    jsonSchema: 'native',
    temperature: true,
    reasoning: true,
    tier: 'LOW',
  },
});
