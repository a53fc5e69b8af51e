import { listModels } from '../list-models';

/** Whatever the server behind the base URL serves: only its operator knows what that can do. */
export const COMPATIBLE_MODELS = listModels({
  known: {},
  defaults: {},
  retired: [],
  families: [],
  least: {
    contextTokens: 131_072,
    maxOutputTokens: 32_768,
    images: 'inline',
    tools: true,
    jsonSchema: 'words',
    temperature: true,
    reasoning: false,
    tier: 'MEDIUM',
  },
});
