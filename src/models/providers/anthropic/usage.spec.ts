import { anthropicUsage, updatedUsage } from './usage';

describe('anthropicUsage', () => {
  it('adds cache reads and writes to the input, of which they are parts with us', () => {
    expect(anthropicUsage({ input_tokens: 5, cache_read_input_tokens: 90, cache_creation_input_tokens: 5, output_tokens: 7 })).toEqual({
      inputTokens: 100,
      outputTokens: 7,
      cachedTokens: 90,
      cacheWriteTokens: 5,
      reasoningTokens: 0,
    });
  });

  it('sums writes of both lifetimes where no sum is reported', () => {
    const usage = { input_tokens: 1, cache_creation: { ephemeral_5m_input_tokens: 20, ephemeral_1h_input_tokens: 30 } };
    expect(anthropicUsage(usage)).toMatchObject({ inputTokens: 51, cacheWriteTokens: 50, cacheWriteHourTokens: 30 });
  });

  it('counts thinking as a part of the output', () => {
    expect(anthropicUsage({ output_tokens: 9, output_tokens_details: { thinking_tokens: 4 } })).toMatchObject({
      outputTokens: 9,
      reasoningTokens: 4,
    });
  });

  it('is all zero where nobody counted', () => {
    expect(anthropicUsage(undefined)).toEqual({ inputTokens: 0, outputTokens: 0, cachedTokens: 0, reasoningTokens: 0 });
  });
});

describe('updatedUsage', () => {
  it('takes later totals, and keeps what a later report leaves out', () => {
    const start = { input_tokens: 20, cache_read_input_tokens: 100, output_tokens: 1 };
    expect(updatedUsage(start, { output_tokens: 30, input_tokens: null })).toEqual({ ...start, output_tokens: 30 });
  });
});
