import type { BreakerState } from '../chain/breakers';
import { TIERS } from '../model-traits';
import { CATALOGUE } from '../providers/catalogue';
import type { Considered } from './candidate-pool';
import type { ListPrices } from './cost-estimator';
import type { Observed } from './observations';

/** What is known of one model beside its traits. */
export interface ModelHealth {
  breaker: BreakerState;
  observed: Observed;
  /** Null when nobody knows its price. */
  prices: ListPrices | null;
}

/** A model as clients see it: what it is for, what it can do, how it did lately and what it costs. */
export function modelStatsView({ provider, model, traits }: Considered, { breaker, observed, prices }: ModelHealth) {
  return {
    provider,
    model,
    tier: traits.tier,
    context_tokens: traits.contextTokens,
    max_output_tokens: traits.maxOutputTokens,
    capabilities: {
      vision: traits.images !== 'none',
      image_urls: traits.images === 'url',
      tools: traits.tools,
      json_schema: traits.jsonSchema,
      temperature: traits.temperature,
      reasoning: traits.reasoning,
    },
    default_for: TIERS.filter((tier) => CATALOGUE[provider].defaults[tier] === model),
    health: {
      breaker,
      success_rate: rounded(observed.successRate, 3),
      valid_rate: rounded(observed.validRate, 3),
      latency_ms: rounded(observed.latencyMs, 0),
      first_token_ms: rounded(observed.firstTokenMs, 0),
      observations: rounded(observed.observations, 1),
    },
    prices:
      prices === null
        ? null
        : {
            input_usd_per_million: prices.inputUsdPerMillion,
            cached_input_usd_per_million: prices.cachedInputUsdPerMillion,
            output_usd_per_million: prices.outputUsdPerMillion,
          },
  };
}

function rounded(value: number | null, digits: number): number | null {
  return value === null ? null : Number(value.toFixed(digits));
}
