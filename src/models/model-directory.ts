import { Inject, Injectable } from '@nestjs/common';
import { Breakers } from './chain/breakers';
import type { Candidate } from './chain/candidate';
import { PROVIDER_NAMES, type ModelProvider } from './model-provider';
import { ModelsConfig } from './models.config';
import { MODEL_PROVIDERS } from './providers/provider-list';
import { COST_ESTIMATOR, type CostEstimator } from './selection/cost-estimator';
import { modelStatsView } from './selection/model-stats.view';
import { Observations } from './selection/observations';
import { Selector } from './selection/selector';

/** A model as `/stats/models` shows it. */
export type ModelStatsEntry = ReturnType<typeof modelStatsView>;

/** What models there are to be asked, and how they do, as the process sees it that calls them. */
@Injectable()
export class ModelDirectory {
  constructor(
    private readonly config: ModelsConfig,
    private readonly selector: Selector,
    private readonly breakers: Breakers,
    private readonly observations: Observations,
    @Inject(COST_ESTIMATOR) private readonly costs: CostEstimator,
    @Inject(MODEL_PROVIDERS) private readonly providers: readonly ModelProvider[],
  ) {}

  /** Who answers when nobody pins a model, first to last; empty when nothing is configured. */
  chain(): Candidate[] {
    return this.selector.defaults();
  }

  /** The models of the chain, then all others of each provider; one may stand in it twice. */
  all(): Candidate[] {
    const configured = PROVIDER_NAMES.filter((provider) => this.config.isConfigured(provider));
    const known = configured.flatMap((provider) => {
      const listed = this.providers.find(({ name }) => name === provider)?.models.known.keys() ?? [];
      return [...listed].map((model) => ({ provider, model }));
    });
    const compatible = this.config.isConfigured('compatible') ? this.config.compatibleModels : [];
    return [...this.chain(), ...known, ...compatible.map((model) => ({ provider: 'compatible' as const, model }))];
  }

  /** How each that may be asked did lately, and what it costs. */
  stats(): ModelStatsEntry[] {
    return this.selector.models().map((model) =>
      modelStatsView(model, {
        breaker: this.breakers.stateOf(model),
        observed: this.observations.of(model),
        prices: this.costs.listPrices(model),
      }),
    );
  }
}
