import { calcPrice, findProvider, type Usage } from '@pydantic/genai-prices';
import fc from 'fast-check';
import type { ModelUsage, ProviderName } from '../../model-provider';
import { ModelsConfig } from '../../models.config';
import { Prices } from './prices';

const usage = (inputTokens: number, outputTokens: number, more: Partial<ModelUsage> = {}): ModelUsage => ({
  inputTokens,
  outputTokens,
  cachedTokens: 0,
  reasoningTokens: 0,
  ...more,
});

describe('Prices', () => {
  const prices = new Prices(new ModelsConfig());
  beforeAll(() => prices.load());

  it.each<[ProviderName, string, ModelUsage, number]>([
    // gpt-4o-mini: $0.15 in, $0.075 cached, $0.60 out a million.
    ['openai', 'gpt-4o-mini', usage(1_000, 500), 450],
    ['openai', 'gpt-4o-mini', usage(1_000, 500, { cachedTokens: 800 }), 390],
    ['openai', 'gpt-4o-mini', usage(1_000, 500, { reasoningTokens: 400 }), 450],
    // claude-sonnet-4-6: $3 in, $0.30 cached, $3.75 written, $6 written for an hour, $15 out.
    ['anthropic', 'claude-sonnet-4-6', usage(120, 30, { cachedTokens: 100 }), 540],
    ['anthropic', 'claude-sonnet-4-6', usage(1_000, 0, { cacheWriteTokens: 1_000 }), 3_750],
    ['anthropic', 'claude-sonnet-4-6', usage(1_000, 0, { cacheWriteTokens: 1_000, cacheWriteHourTokens: 400 }), 4_650],
    // gemini-2.5-pro: $1.25 in and $10 out up to 200,000 tokens of prompt, $2.50 and $15 above.
    ['gemini', 'gemini-2.5-pro', usage(200_000, 1_000), 260_000],
    ['gemini', 'gemini-2.5-pro', usage(200_001, 1_000), 515_003],
    // gpt-5: $1.25 in. Half a micro-dollar rounds up.
    ['openai', 'gpt-5', usage(2, 0), 3],
    ['openai', 'gpt-5', usage(1, 0), 1],
  ])('%s %s %j costs %d', (provider, model, counted, costMicroUsd) => {
    expect(prices.costMicroUsd(provider, [model], counted)).toBe(costMicroUsd);
  });

  it('never calls an unknown price zero', () => {
    expect(prices.costMicroUsd('openai', ['nobody-knows'], usage(10, 10))).toBeNull();
    expect(prices.costMicroUsd('compatible', ['gpt-4o'], usage(10, 10))).toBeNull();
    expect(prices.costMicroUsd('openai', ['whisper-1'], usage(10, 10))).toBeNull();
    expect(prices.upperBoundMicroUsd('openai', 'nobody-knows', 10, 10)).toBeNull();
    expect(prices.rates('openai', 'nobody-knows')).toBeNull();
    expect(prices.knows('compatible', 'gpt-4o')).toBe(false);
  });

  it.each([usage(0, 0), usage(0, 5), usage(NaN, 5), usage(-1, 5), usage(5, -1), usage(1.5, 1), usage(Infinity, 1)])(
    'does not price what nobody counted: %j',
    (counted) => expect(prices.costMicroUsd('openai', ['gpt-4o'], counted)).toBeNull(),
  );

  it('takes the price of the name that was asked for when the answering name is unknown', () => {
    expect(prices.costMicroUsd('openai', ['proxy-name', 'gpt-4o-mini'], usage(1_000, 500))).toBe(450);
  });

  it('calls the sandbox free', () => {
    expect(prices.costMicroUsd('sandbox', ['sandbox'], usage(10, 10))).toBe(0);
    expect(prices.upperBoundMicroUsd('sandbox', 'sandbox', 10, 10)).toBe(0);
    expect(prices.rates('sandbox', 'sandbox')?.inputUsdPerMillion).toBe(0);
  });

  it('tells what a model is listed at', () => {
    expect(prices.rates('gemini', 'gemini-2.5-pro')).toEqual({
      inputUsdPerMillion: 1.25,
      outputUsdPerMillion: 10,
      cachedInputUsdPerMillion: 0.125,
      cacheWriteUsdPerMillion: 1.25,
    });
  });

  describe('for every model of the list', () => {
    const listed = (['anthropic', 'openai', 'gemini', 'groq'] as const).flatMap((provider) => {
      const providerId = provider === 'gemini' ? 'google' : provider;
      return (findProvider({ providerId })?.models ?? []).map(({ id }) => ({ provider, providerId, model: id }));
    });
    const tokens = fc.oneof(fc.nat(1_000), fc.nat(600_000));
    const counts = fc.record({ plain: tokens, cached: tokens, minutes: tokens, hour: tokens, output: tokens });

    it('agrees with the list itself to the micro-dollar', () => {
      fc.assert(
        fc.property(fc.constantFrom(...listed), counts, ({ provider, providerId, model }, { plain, cached, minutes, hour, output }) => {
          fc.pre(prices.knows(provider, model));
          const written = minutes + hour;
          const input = 1 + plain + cached + written;
          const parts: Usage = { cache_read_tokens: cached, cache_write_tokens: written, cache_write_1h_tokens: hour };
          const theirs = calcPrice({ input_tokens: input, output_tokens: output, ...parts }, model, { providerId });
          const more = { cachedTokens: cached, cacheWriteTokens: written, cacheWriteHourTokens: hour };
          const ours = prices.costMicroUsd(provider, [model], usage(input, output, more)) ?? NaN;
          expect(Math.abs(ours - (theirs?.total_price ?? NaN) * 1_000_000)).toBeLessThanOrEqual(0.500_001);
        }),
        { numRuns: 2_000 },
      );
    });

    it('never costs more than its upper bound', () => {
      fc.assert(
        fc.property(fc.constantFrom(...listed), counts, ({ provider, model }, { plain, cached, minutes, output }) => {
          fc.pre(prices.knows(provider, model));
          const input = 1 + plain + cached + minutes;
          const counted = usage(input, output, { cachedTokens: cached, cacheWriteTokens: minutes });
          const bound = prices.upperBoundMicroUsd(provider, model, input, output) ?? -1;
          expect(prices.costMicroUsd(provider, [model], counted)).toBeLessThanOrEqual(bound);
        }),
        { numRuns: 2_000 },
      );
    });

    it('costs no more when less is asked for', () => {
      for (const { provider, model } of listed.filter((one) => prices.knows(one.provider, one.model))) {
        const bounds = [0, 1, 100_000, 200_000, 200_001, 271_999, 272_000, 1_000_000].map(
          (input) => prices.upperBoundMicroUsd(provider, model, input, 1_000) ?? NaN,
        );
        expect(bounds).toEqual([...bounds].sort((a, b) => a - b));
      }
    });
  });
});
