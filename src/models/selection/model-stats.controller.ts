import { Controller, Get, Inject, Optional } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AnswersWithoutRedis, RequireScope } from '../../security';
import { Breakers } from '../chain/breakers';
import { COST_ESTIMATOR, type CostEstimator } from './cost-estimator';
import { modelStatsView } from './model-stats.view';
import { Observations } from './observations';
import { Selector } from './selector';
import { Operation } from '../../openapi';
import { MODEL_STATS } from './model-stats.schema';

/** `/stats/models`: what may be asked here, and how it does. Health is what this process saw lately. */
@ApiTags('models')
@Controller('stats/models')
export class ModelStatsController {
  constructor(
    private readonly selector: Selector,
    private readonly breakers: Breakers,
    private readonly observations: Observations,
    @Optional() @Inject(COST_ESTIMATOR) private readonly costs?: CostEstimator,
  ) {}

  @Operation('listModels', 'Tells what models may be asked, and how they do', {
    says: 'At most a few dozen, so always one page. Health is what this process saw lately.',
    answers: MODEL_STATS,
  })
  @Get()
  @AnswersWithoutRedis()
  @RequireScope('models:read')
  list() {
    const data = this.selector.models().map((model) =>
      modelStatsView(model, {
        breaker: this.breakers.stateOf(model),
        observed: this.observations.of(model),
        prices: this.costs?.listPrices(model) ?? null,
      }),
    );
    return { data, next_cursor: null };
  }
}
