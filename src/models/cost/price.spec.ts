import fc from 'fast-check';
import { priceMicroUsd } from './price';
import { totalsOf } from './totals';

const usage = (inputTokens: number, outputTokens: number, cachedTokens = 0, cacheWriteTokens?: number) => ({
  inputTokens,
  outputTokens,
  cachedTokens,
  reasoningTokens: 0,
  ...(cacheWriteTokens === undefined ? {} : { cacheWriteTokens }),
});

describe('priceMicroUsd', () => {
  it.each([
    // gpt-4o-mini: $0.15 in, $0.075 cached, $0.60 out a million.
    ['openai', 'gpt-4o-mini', usage(1_000, 500), 450],
    ['openai', 'gpt-4o-mini', usage(1_000, 500, 800), 390],
    // claude-sonnet-4-6: $3 in, $0.30 cached, $3.75 written, $15 out.
    ['anthropic', 'claude-sonnet-4-6', usage(120, 30, 100), 540],
    ['anthropic', 'claude-sonnet-4-6', usage(1_000, 0, 0, 1_000), 3_750],
    // gpt-5: $1.25 in. Half a micro-dollar rounds up.
    ['openai', 'gpt-5', usage(2, 0), 3],
    ['openai', 'gpt-5', usage(1, 0), 1],
  ] as const)('%s %s %j costs %d', async (provider, model, counted, costMicroUsd) => {
    expect(await priceMicroUsd(provider, [model], counted)).toBe(costMicroUsd);
  });

  it('never calls an unknown price zero', async () => {
    expect(await priceMicroUsd('openai', ['nobody-knows'], usage(10, 10))).toBeNull();
    expect(await priceMicroUsd('compatible', ['gpt-4o'], usage(10, 10))).toBeNull();
    expect(await priceMicroUsd('openai', ['gpt-4o'], usage(0, 0))).toBeNull();
  });

  it('takes the price of the name that was asked for when the answering name is unknown', async () => {
    expect(await priceMicroUsd('openai', ['proxy-name', 'gpt-4o-mini'], usage(1_000, 500))).toBe(450);
  });

  it('calls the sandbox free', async () => expect(await priceMicroUsd('sandbox', ['sandbox'], usage(10, 10))).toBe(0));

  it('never bills more for cached tokens, and always whole micro-dollars', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(100_000), fc.nat(100_000), fc.nat(100_000), async (input, cached, output) => {
        const whole = await priceMicroUsd('openai', ['gpt-4o'], usage(input + 1, output));
        const partly = await priceMicroUsd('openai', ['gpt-4o'], usage(input + 1, output, cached));
        expect(Number.isInteger(partly)).toBe(true);
        expect(partly).toBeLessThanOrEqual(whole ?? -1);
      }),
    );
  });
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
    expect(
      totalsOf([
        { ...attempt, usage: null, costMicroUsd: null },
        { ...attempt, usage: null, costMicroUsd: 5 },
      ]).costMicroUsd,
    ).toBeNull();
  });
});
