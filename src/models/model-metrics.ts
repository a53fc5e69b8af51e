import { Inject, Injectable } from '@nestjs/common';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import type { Counter } from 'prom-client';
import { METRIC } from '../observability';
import { AnswerCache } from './cache/answer-cache';
import type { ModelAttempt } from './generate';

const MICRO_USD = 1_000_000;

type Series = Pick<Counter.Internal, 'inc'>;

/** The counters of one model, found without hashing labels. */
type ModelSeries = Record<'usage' | 'cost' | 'input' | 'output', Series>;

/** Counts every attempt at a model: answers, tokens and cost, or the kind of failure; and what the cache did. */
@Injectable()
export class ModelMetrics {
  private readonly series = new Map<string, ModelSeries>();

  constructor(
    @InjectMetric(METRIC.modelUsage) private readonly usage: Counter<'model'>,
    @InjectMetric(METRIC.modelTokens) private readonly tokens: Counter<'model' | 'token_type'>,
    @InjectMetric(METRIC.modelCost) private readonly cost: Counter<'model'>,
    @InjectMetric(METRIC.modelErrors) private readonly errors: Counter<'model' | 'error_type'>,
    @InjectMetric(METRIC.modelCacheRequests) cacheRequests: Counter<'outcome'>,
    @Inject(AnswerCache) cache: Pick<AnswerCache, 'listen'>,
  ) {
    cache.listen((outcome) => cacheRequests.inc({ outcome }));
  }

  /** Never throws: numbers that no counter takes are left out. */
  record({ model, outcome, usage, costMicroUsd }: ModelAttempt): void {
    const series = this.seriesOf(model);
    if (outcome === 'answered') series.usage.inc();
    else this.errors.inc({ model, error_type: outcome });
    if (costMicroUsd !== null) add(series.cost, costMicroUsd / MICRO_USD);
    if (usage === null) return;
    add(series.input, usage.inputTokens);
    add(series.output, usage.outputTokens);
  }

  private seriesOf(model: string): ModelSeries {
    const known = this.series.get(model);
    if (known !== undefined) return known;
    const series = {
      usage: this.usage.labels({ model }),
      cost: this.cost.labels({ model }),
      input: this.tokens.labels({ model, token_type: 'input' }),
      output: this.tokens.labels({ model, token_type: 'output' }),
    };
    this.series.set(model, series);
    return series;
  }
}

function add(series: Series, amount: number): void {
  if (Number.isFinite(amount) && amount >= 0) series.inc(amount);
}
