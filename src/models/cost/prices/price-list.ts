import type { calcPrice, ModelPrice, TieredPrices } from '@pydantic/genai-prices';
import type { ProviderName } from '../../model-provider';
import { flat, type Price, type Rates } from './rates';
import { SUPPLEMENT } from './supplement';

/** Our providers as the list names them. Somebody's own server has a price of its own, whatever the vendor of the model asks. */
const LISTED: Readonly<Partial<Record<ProviderName, string>>> = {
  anthropic: 'anthropic',
  openai: 'openai',
  gemini: 'google',
  groq: 'groq',
};

/** Milliseconds for which a price is remembered: some change at a date, and looking one up takes 36 µs. */
const REMEMBERED_MS = 60_000;
/** Names may come from callers. */
const MAX_REMEMBERED = 2_000;

/** The offline prices of @pydantic/genai-prices, by the names our providers have here. */
export class PriceList {
  private readonly remembered = new Map<string, { rates: Rates | null; untilMs: number }>();

  constructor(private readonly calculate: typeof calcPrice) {}

  /** Null when the list does not know the model, or knows no price per token of it. */
  ratesOf(provider: ProviderName, model: string): Rates | null {
    const name = `${provider}/${model}`;
    const nowMs = Date.now();
    const known = this.remembered.get(name);
    if (known !== undefined && nowMs < known.untilMs) return known.rates;
    if (this.remembered.size >= MAX_REMEMBERED) this.remembered.clear();
    const rates = this.find(provider, model, nowMs);
    this.remembered.set(name, { rates, untilMs: nowMs + REMEMBERED_MS });
    return rates;
  }

  /** What a token that is read costs, of models that write none too, such as those that embed; null when the list does not know it. */
  readingOf(provider: ProviderName, model: string): Price | null {
    const providerId = LISTED[provider];
    const found = providerId === undefined ? null : this.calculate({}, model, { providerId });
    const price = found?.model_price.input_mtok;
    return price === undefined ? null : steps(price);
  }

  private find(provider: ProviderName, model: string, nowMs: number): Rates | null {
    const providerId = LISTED[provider];
    if (providerId === undefined) return null;
    const found = this.calculate({}, model, { providerId, timestamp: new Date(nowMs) });
    return found === null ? (SUPPLEMENT[`${provider}/${model}`] ?? null) : ratesFrom(found.model_price);
  }
}

function ratesFrom({ input_mtok, output_mtok, cache_read_mtok, cache_write_mtok, cache_write_1h_mtok }: ModelPrice): Rates | null {
  // Without these it is priced by the hour or the image, or given away to somebody: nothing we can say of a chat.
  if (input_mtok === undefined || output_mtok === undefined) return null;
  const cacheWrite = cache_write_mtok ?? input_mtok;
  return {
    input: steps(input_mtok),
    output: steps(output_mtok),
    cacheRead: steps(cache_read_mtok ?? input_mtok),
    cacheWrite: steps(cacheWrite),
    cacheWriteHour: steps(cache_write_1h_mtok ?? cacheWrite),
  };
}

function steps(price: number | TieredPrices): Price {
  if (typeof price === 'number') return flat(price);
  const tiers = price.tiers.map(({ start, price: usdPerMillion }) => ({ above: start, usdPerMillion }));
  return [...flat(price.base), ...tiers.sort((a, b) => a.above - b.above)] as [Price[0], ...Price];
}
