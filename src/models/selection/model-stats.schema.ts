import { choice, count, flag, list, named, number, object, orNull, page, share, text } from '../../openapi';
import { TIERS } from '../model-traits';

/** What may be asked here, and how it does. */
export const MODEL_STATS = page(
  named(
    'ModelStats',
    object({
      provider: text(undefined, 'sandbox'),
      model: text(undefined, 'sandbox-1'),
      tier: choice(TIERS),
      context_tokens: number(),
      max_output_tokens: number(),
      capabilities: object({
        vision: flag(),
        image_urls: flag(),
        tools: flag(),
        json_schema: choice(['native', 'tool', 'words']),
        temperature: flag(),
        reasoning: flag(),
      }),
      default_for: list(choice(TIERS)),
      health: object({
        breaker: choice(['closed', 'open', 'half-open']),
        success_rate: orNull(share()),
        valid_rate: orNull(share()),
        latency_ms: orNull(count()),
        first_token_ms: orNull(count()),
        observations: orNull(number()),
      }),
      prices: orNull(
        object({
          input_usd_per_million: number(),
          cached_input_usd_per_million: orNull(number()),
          output_usd_per_million: number(),
        }),
      ),
    }),
  ),
);
