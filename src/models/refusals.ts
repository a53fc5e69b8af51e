const CHAIN = 'provider-chain-exhausted';

/** Codes of problems that asking a model may end in, by their status; the chain ends in the kind that all its providers failed with. */
export const GENERATE_REFUSALS: Readonly<Record<number, readonly string[]>> = {
  402: ['budget-exceeded', 'budget-price-unknown', CHAIN],
  404: ['model-not-found', 'network-not-found', CHAIN],
  413: ['context-exceeded', 'image-too-large', CHAIN],
  422: [
    'batch-too-large',
    'invalid-json-schema',
    'model-required',
    'no-capable-model',
    'prompt-leaked',
    'tasks-exceed-rate',
    'unsafe-answer',
    'unsafe-content',
    CHAIN,
  ],
  429: ['streams-limited', CHAIN],
  500: [CHAIN],
  503: ['budget-unavailable', 'no-provider-configured', 'provider-not-configured', 'stream-interrupted', CHAIN],
  504: ['generate-cancelled', CHAIN],
};
