import { Injectable, type OnModuleInit } from '@nestjs/common';
import { nameOf } from '../../chain/candidate';
import type { ModelUsage, ProviderName } from '../../model-provider';
import { ModelsConfig } from '../../models.config';
import { PriceList } from './price-list';
import { readPricesFile, type OverriddenModel, type Override } from './price-overrides';
import { costOf, flat, upperBoundOf, type Rates } from './rates';

/** Dollars per million tokens, for prompts too short for any long-context price. */
export interface ListedRates {
  inputUsdPerMillion: number;
  outputUsdPerMillion: number;
  cachedInputUsdPerMillion: number;
  cacheWriteUsdPerMillion: number;
}

const FREE = flat(0);
const SANDBOX_RATES: Rates = { input: FREE, output: FREE, cacheRead: FREE, cacheWrite: FREE, cacheWriteHour: FREE };

/**
 * What models cost: by the operator's file first, then by the offline list of @pydantic/genai-prices with its long-context and
 * cache prices. A price that neither knows is null, never zero; only the sandbox is free by itself.
 */
@Injectable()
export class Prices implements OnModuleInit {
  private readonly overrides: ReadonlyMap<string, Override>;
  private list?: PriceList;

  /** @throws ConfigError when the operator's file has faults. */
  constructor(config: ModelsConfig) {
    this.overrides = config.pricesFile === undefined ? new Map() : readPricesFile(config.pricesFile);
  }

  onModuleInit(): Promise<void> {
    return this.load();
  }

  /** Loads the list, once: about 40 ms. Everything below needs it. */
  async load(): Promise<void> {
    if (this.list === undefined) this.list = new PriceList((await import('@pydantic/genai-prices')).calcPrice);
  }

  /**
   * What `usage` cost in whole micro-dollars, half up; reasoning is part of the output and not added again. `models` are the
   * names that may have the price, first to last: a proxy answers under a name of its own. Null when no price is known, or
   * nobody counted the tokens.
   */
  costMicroUsd(provider: ProviderName, models: readonly string[], usage: ModelUsage): number | null {
    if (provider === 'sandbox') return 0;
    const rates = this.firstOf(provider, models);
    return rates === null ? null : costOf(rates, usage);
  }

  /** What reading `tokens` costs, in micro-dollars and parts of one; null when no price is known. For models that write nothing. */
  readingMicroUsd(provider: ProviderName, model: string, tokens: number): number | null {
    if (this.list === undefined) throw new Error('prices are asked before they are loaded');
    const price = this.overrides.get(nameOf({ provider, model }))?.rates.input ?? this.list.readingOf(provider, model);
    return price === null ? null : price[0].usdPerMillion * tokens;
  }

  /** The most that a call within these bounds can cost, in whole micro-dollars; null when the price is unknown. */
  upperBoundMicroUsd(provider: ProviderName, model: string, inputTokensMax: number, outputTokensMax: number): number | null {
    if (provider === 'sandbox') return 0;
    const rates = this.firstOf(provider, [model]);
    return rates === null ? null : upperBoundOf(rates, inputTokensMax, outputTokensMax);
  }

  /** Whether `model` has a price here. */
  knows(provider: ProviderName, model: string): boolean {
    return provider === 'sandbox' || this.firstOf(provider, [model]) !== null;
  }

  /** What `model` is listed at; null when unknown. */
  rates(provider: ProviderName, model: string): ListedRates | null {
    const rates = provider === 'sandbox' ? SANDBOX_RATES : this.firstOf(provider, [model]);
    if (rates === null) return null;
    return {
      inputUsdPerMillion: rates.input[0].usdPerMillion,
      outputUsdPerMillion: rates.output[0].usdPerMillion,
      cachedInputUsdPerMillion: rates.cacheRead[0].usdPerMillion,
      cacheWriteUsdPerMillion: rates.cacheWrite[0].usdPerMillion,
    };
  }

  /** The models of the operator's file: known, whatever else is known of them. */
  overriddenModels(): readonly OverriddenModel[] {
    return [...this.overrides.values()].map(({ model }) => model);
  }

  private firstOf(provider: ProviderName, models: readonly string[]): Rates | null {
    if (this.overrides.size > 0) {
      for (const model of models) {
        const override = this.overrides.get(nameOf({ provider, model }));
        if (override !== undefined) return override.rates;
      }
    }
    if (this.list === undefined) throw new Error('prices are asked before they are loaded');
    for (const model of models) {
      const rates = this.list.ratesOf(provider, model);
      if (rates !== null) return rates;
    }
    return null;
  }
}
