import type { ModelUsage, ProviderName } from '../model-provider';

const MICRO_PER_USD = 1_000_000;

/**
 * What `usage` costs in whole micro-dollars, half up, by the offline list of @pydantic/genai-prices with its tiers and cache
 * prices. Null when that list does not know the model, or nobody counted the tokens: unknown is not free. The sandbox is.
 */
export async function priceMicroUsd(provider: ProviderName, models: readonly string[], usage: ModelUsage): Promise<number | null> {
  if (provider === 'sandbox') return 0;
  // Somebody's own server has a price of its own, whatever the vendor of the same model asks.
  if (provider === 'compatible' || usage.inputTokens === 0) return null;
  const { calcPrice } = await import('@pydantic/genai-prices');
  const cachedTokens = Math.min(usage.cachedTokens, usage.inputTokens);
  const counted = {
    input_tokens: usage.inputTokens,
    // The list refuses parts that exceed their whole; a server that miscounts must not cost us its answer.
    cache_read_tokens: cachedTokens,
    cache_write_tokens: Math.min(usage.cacheWriteTokens ?? 0, usage.inputTokens - cachedTokens),
    output_tokens: usage.outputTokens,
  };
  for (const model of models) {
    const price = calcPrice(counted, model, { providerId: provider });
    if (price !== null) return roundHalfUp(price.total_price * MICRO_PER_USD);
  }
  return null;
}

/** Rounds off the noise of binary fractions first, which would turn an exact half into a little less. */
function roundHalfUp(value: number): number {
  return Math.floor(Number(value.toFixed(6)) + 0.5);
}
