import type { ModelAttempt } from '../generate';
import { HALF_LIFE_MS, Observations } from './observations';

const gpt = { provider: 'openai' as const, model: 'gpt-4o' };
const attempt = (outcome: string, rest: Partial<ModelAttempt> = {}): ModelAttempt => ({
  ...gpt,
  outcome,
  latencyMs: 100,
  usage: null,
  costMicroUsd: null,
  ...rest,
});

describe('Observations', () => {
  it('knows nothing of what it has not seen', () => {
    expect(new Observations().of(gpt)).toEqual({
      observations: 0,
      successRate: null,
      validRate: null,
      latencyMs: null,
      firstTokenMs: null,
    });
  });

  it('tells answers from failures, and valid answers from others', () => {
    const seen = new Observations();
    seen.record(attempt('answered', { latencyMs: 100, firstTokenMs: 10 }), 0);
    seen.record(attempt('answered', { latencyMs: 300 }), 0);
    seen.record(attempt('invalid-output', { latencyMs: 200 }), 0);
    seen.record(attempt('provider-timeout', { latencyMs: 60_000 }), 0);
    const { observations, successRate, validRate, latencyMs, firstTokenMs } = seen.of(gpt, 0);
    expect({ observations, successRate, latencyMs, firstTokenMs }).toEqual({
      observations: 4,
      successRate: 0.75,
      latencyMs: 200,
      firstTokenMs: 10,
    });
    expect(validRate).toBeCloseTo(2 / 3);
  });

  it('blames no model for what callers do', () => {
    const seen = new Observations();
    for (const outcome of ['provider-cancelled', 'provider-request-rejected', 'provider-not-configured']) seen.record(attempt(outcome));
    expect(seen.of(gpt).observations).toBe(0);
  });

  it('forgets by half each half-life, so that what is new outweighs what is old', () => {
    const seen = new Observations();
    seen.record(attempt('provider-timeout'), 0);
    expect(seen.of(gpt, HALF_LIFE_MS).observations).toBeCloseTo(0.5);
    seen.record(attempt('answered'), HALF_LIFE_MS);
    expect(seen.of(gpt, HALF_LIFE_MS).successRate).toBeCloseTo(2 / 3);
  });

  it('keeps a thousand models, those seen last', () => {
    const seen = new Observations();
    for (let index = 0; index <= 1_000; index += 1) seen.record(attempt('answered', { model: `m${index}` }), 0);
    expect(seen.of({ ...gpt, model: 'm0' }, 0).observations).toBe(0);
    expect(seen.of({ ...gpt, model: 'm1' }, 0).observations).toBe(1);
  });
});
