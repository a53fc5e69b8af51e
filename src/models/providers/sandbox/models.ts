import type { ModelTraits } from '../../model-traits';
import { listModels } from '../list-models';

const SANDBOX: ModelTraits = {
  contextTokens: 1_000_000,
  maxOutputTokens: 64_000,
  images: 'url',
  tools: true,
  jsonSchema: 'native',
  temperature: true,
  reasoning: false,
  tier: 'HIGH',
};

/** The one model of the sandbox. */
export const SANDBOX_MODELS = listModels({
  known: { sandbox: SANDBOX },
  defaults: { LOW: 'sandbox', MEDIUM: 'sandbox', HIGH: 'sandbox' },
  retired: [],
  families: [],
  least: SANDBOX,
});
