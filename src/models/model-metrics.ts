import { Injectable } from '@nestjs/common';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import type { Counter } from 'prom-client';
import { METRIC } from '../observability';
import type { ModelAttempt } from './generate';

const MICRO_USD = 1_000_000;

/** Counts every attempt at a model: answers, tokens and cost, or the kind of failure. */
@Injectable()
export class ModelMetrics {
  constructor(
    @InjectMetric(METRIC.modelUsage) private readonly usage: Counter<'model'>,
    @InjectMetric(METRIC.modelTokens) private readonly tokens: Counter<'model' | 'token_type'>,
    @InjectMetric(METRIC.modelCost) private readonly cost: Counter<'model'>,
    @InjectMetric(METRIC.modelErrors) private readonly errors: Counter<'model' | 'error_type'>,
  ) {}

  record({ model, outcome, usage, costMicroUsd }: ModelAttempt): void {
    if (outcome === 'answered') this.usage.inc({ model });
    else this.errors.inc({ model, error_type: outcome });
    if (costMicroUsd !== null) this.cost.inc({ model }, costMicroUsd / MICRO_USD);
    if (usage === null) return;
    this.tokens.inc({ model, token_type: 'input' }, usage.inputTokens);
    this.tokens.inc({ model, token_type: 'output' }, usage.outputTokens);
  }
}
