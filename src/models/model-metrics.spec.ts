import fc from 'fast-check';
import { Counter, Registry } from 'prom-client';
import type { CacheOutcome } from './cache/cache-finding';
import type { ModelAttempt } from './generate';
import { ModelMetrics } from './model-metrics';

describe('ModelMetrics', () => {
  const registry = new Registry();
  const counterOf = <Label extends string>(name: string, labelNames: Label[]): Counter<Label> =>
    new Counter({ name, help: name, labelNames, registers: [registry] });
  const tokens = counterOf('tokens', ['model', 'token_type']);
  const cost = counterOf('cost', ['model']);
  const cacheRequests = counterOf('cache_requests', ['outcome']);
  let tell: (outcome: CacheOutcome) => void;
  const metrics = new ModelMetrics(
    counterOf('usage', ['model']),
    tokens,
    cost,
    counterOf('errors', ['model', 'error_type']),
    cacheRequests,
    { listen: (listener) => (tell = listener) },
  );
  beforeEach(() => registry.resetMetrics());

  const attempt = (inputTokens: number, outputTokens: number, costMicroUsd: number | null): ModelAttempt => ({
    provider: 'openai',
    model: 'm',
    outcome: 'answered',
    latencyMs: 1,
    usage: { inputTokens, outputTokens, cachedTokens: 0, reasoningTokens: 0 },
    costMicroUsd,
  });
  const valuesOf = async (counter: Counter) => (await counter.get()).values.map(({ value }) => value);

  it('adds up tokens and dollars', async () => {
    metrics.record(attempt(7, 3, 1_500_000));
    expect(await valuesOf(tokens)).toEqual([7, 3]);
    expect(await valuesOf(cost)).toEqual([1.5]);
  });

  it('counts what the cache did', async () => {
    for (const outcome of ['miss', 'exact', 'exact'] as const) tell(outcome);
    const { values } = await cacheRequests.get();
    expect(values.map(({ labels, value }) => [labels.outcome, value])).toEqual([
      ['miss', 1],
      ['exact', 2],
    ]);
  });

  it('never throws, whatever the numbers, and counts only those that can be added', async () => {
    const number = fc.oneof(fc.double(), fc.integer(), fc.constantFrom(NaN, Infinity, -1, '7' as unknown as number));
    fc.assert(fc.property(number, number, number, (input, output, micro) => metrics.record(attempt(input, output, micro))));
    for (const value of [...(await valuesOf(tokens)), ...(await valuesOf(cost))]) expect(value).toBeGreaterThanOrEqual(0);
  });
});
