import fc from 'fast-check';
import type { ModelUsage } from '../model-provider';
import { anthropicUsage, updatedUsage } from './anthropic/usage';
import { counted, tokenCount } from './counted';
import { geminiUsage } from './gemini/usage';
import { chatUsage } from './openai/usage';

const NOT_COUNTED = { inputTokens: 0, outputTokens: 0, cachedTokens: 0, reasoningTokens: 0 };

describe('tokenCount', () => {
  it.each([0, 1, 10_000_000])('takes %d', (count) => expect(tokenCount(count)).toBe(count));

  it('takes -0 for 0', () => expect(tokenCount(-0)).toBe(0));

  it.each([-1, 1.5, NaN, Infinity, 10_000_001, 1e15, '7', true, null, undefined, {}, [3]])('makes nothing of %p', (value) =>
    expect(tokenCount(value)).toBe(0),
  );
});

describe('counted', () => {
  it('is all zero where a count that is billed cannot be one', () => {
    expect(counted({ inputTokens: [10], outputTokens: [-5] })).toEqual(NOT_COUNTED);
    expect(counted({ inputTokens: ['7'], outputTokens: [5] })).toEqual(NOT_COUNTED);
    expect(counted({ inputTokens: [7, 1e15], outputTokens: [5] })).toEqual(NOT_COUNTED);
  });

  it('takes a sum that is too large for nothing counted', () => {
    expect(counted({ inputTokens: [6_000_000, 6_000_000], outputTokens: [1] })).toEqual(NOT_COUNTED);
  });

  it('takes no part for more than its whole, and unusable parts for none', () => {
    const parts = { cachedTokens: 20, reasoningTokens: 9, cacheWriteTokens: 3, cacheWriteHourTokens: 4 };
    expect(counted({ inputTokens: [10], outputTokens: [5], ...parts })).toEqual({
      inputTokens: 10,
      outputTokens: 5,
      cachedTokens: 10,
      reasoningTokens: 5,
    });
    expect(counted({ inputTokens: [10], outputTokens: [5], ...parts, cachedTokens: '7' })).toEqual({
      inputTokens: 10,
      outputTokens: 5,
      cachedTokens: 0,
      reasoningTokens: 5,
      cacheWriteTokens: 3,
      cacheWriteHourTokens: 3,
    });
  });
});

describe('what providers report of their usage', () => {
  const value = fc.oneof(
    fc.jsonValue(),
    fc.integer(),
    fc.nat({ max: 100 }),
    fc.double(),
    fc.constantFrom(-1, 1e15, '7', NaN, Infinity, 0.5, null),
  );
  const anObject = (names: string[]) => fc.record(Object.fromEntries(names.map((name) => [name, value])), { requiredKeys: [] });
  const chat = fc.record(
    {
      prompt_tokens: value,
      completion_tokens: value,
      prompt_tokens_details: fc.oneof(value, anObject(['cached_tokens', 'cache_write_tokens'])),
      completion_tokens_details: fc.oneof(value, anObject(['reasoning_tokens'])),
    },
    { requiredKeys: [] },
  );
  const messages = fc.record(
    {
      input_tokens: value,
      output_tokens: value,
      cache_read_input_tokens: value,
      cache_creation_input_tokens: value,
      cache_creation: fc.oneof(value, anObject(['ephemeral_5m_input_tokens', 'ephemeral_1h_input_tokens'])),
      output_tokens_details: fc.oneof(value, anObject(['thinking_tokens'])),
    },
    { requiredKeys: [] },
  );
  const gemini = anObject([
    'promptTokenCount',
    'candidatesTokenCount',
    'thoughtsTokenCount',
    'toolUsePromptTokenCount',
    'cachedContentTokenCount',
  ]);

  it.each<[string, (reported: never) => ModelUsage, fc.Arbitrary<unknown>]>([
    ['chat completions', chatUsage, chat],
    ['messages', anthropicUsage, messages],
    ['later messages', (later) => anthropicUsage(updatedUsage({ input_tokens: 3 }, later)), messages],
    ['gemini', geminiUsage, gemini],
  ])('comes to whole numbers whatever %s hold', (_name, read, likely) => {
    fc.assert(
      fc.property(fc.oneof(likely, fc.jsonValue()), (reported) => {
        const usage = read(reported as never);
        for (const count of Object.values(usage)) expect(count).toBe(tokenCount(count));
        expect(usage.cachedTokens + (usage.cacheWriteTokens ?? 0)).toBeLessThanOrEqual(usage.inputTokens);
        expect(usage.cacheWriteHourTokens ?? 0).toBeLessThanOrEqual(usage.cacheWriteTokens ?? 0);
        expect(usage.reasoningTokens).toBeLessThanOrEqual(usage.outputTokens);
      }),
      { numRuns: 500 },
    );
  });
});
