import { costMaxOf, totalsOf } from './totals';

const usage = (inputTokens: number, outputTokens: number, cachedTokens = 0) => ({
  inputTokens,
  outputTokens,
  cachedTokens,
  reasoningTokens: 0,
});

describe('totalsOf', () => {
  const attempt = { provider: 'openai' as const, model: 'm', outcome: 'answered', latencyMs: 1 };

  it('sums what was billed', () => {
    const attempts = [
      { ...attempt, usage: usage(10, 5, 4), costMicroUsd: 7 },
      { ...attempt, usage: null, costMicroUsd: 0 },
      { ...attempt, usage: usage(1, 1), costMicroUsd: 2 },
    ];
    expect(totalsOf(attempts)).toEqual({ usage: usage(11, 6, 4), costMicroUsd: 9 });
  });

  it('does not know the whole when it does not know a part', () => {
    const attempts = [
      { ...attempt, usage: null, costMicroUsd: null },
      { ...attempt, usage: null, costMicroUsd: 5 },
    ];
    expect(totalsOf(attempts).costMicroUsd).toBeNull();
  });

  it('bounds what nobody knows where each part has a price', () => {
    const unknown = { ...attempt, usage: null, costMicroUsd: null };
    const known = { ...attempt, usage: null, costMicroUsd: 5 };
    expect(costMaxOf([{ ...unknown, costMaxMicroUsd: 70 }, known])).toBe(75);
    expect(costMaxOf([unknown, known])).toBeNull();
  });

  it('keeps apart what was written to caches, and for how long', () => {
    const written = { ...usage(10, 5), cacheWriteTokens: 8, cacheWriteHourTokens: 3 };
    const attempts = [written, usage(1, 1), written].map((counted) => ({ ...attempt, usage: counted, costMicroUsd: 1 }));
    expect(totalsOf(attempts).usage).toEqual({ ...usage(21, 11), cacheWriteTokens: 16, cacheWriteHourTokens: 6 });
  });
});
