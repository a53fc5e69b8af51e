import { listModels } from '../list-models';

/** The one model of the sandbox. */
export const SANDBOX_MODELS = listModels({
  known: {
    sandbox: {
      contextTokens: 1000000,
      maxOutputTokens: 64000,
      images: 'url',
      tools: true,
      jsonSchema: 'native',
      temperature: true,
      reasoning: false,
      tier: 'HIGH',
    },
  },
  defaults: { LOW: 'sandbox', MEDIUM: 'sandbox', HIGH: 'sandbox' },
  retired: [],
  families: [],
  least: {
    contextTokens: 200000,
    maxOutputTokens: 64000,
    images: 'url',
    tools: true,
    jsonSchema: 'native',
    temperature: false,
    reasoning: true,
    tier: 'LOW',
  },
});
