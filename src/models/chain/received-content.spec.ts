import { ReceivedContent } from './received-content';

describe('ReceivedContent', () => {
  it('bills what arrived by its script, not by its length', () => {
    const [english, japanese] = ['It rains in Graz today, says the forecast.', '天気予報によると、今日グラーツは雨です。'].map((text) => {
      const received = new ReceivedContent(10);
      received.add({ type: 'text', text });
      return received.estimate().billed;
    });
    expect(english).toMatchObject({ inputTokens: 10, cachedTokens: 0 });
    // 10 and 16 tokens in o200k_base, for 42 and 20 characters.
    expect(english?.outputTokens).toBeLessThan(japanese?.outputTokens ?? 0);
  });

  it('keeps every count that the provider gave, and never says less output than arrived', () => {
    const received = new ReceivedContent(10);
    const usage = {
      inputTokens: 500,
      outputTokens: 1,
      cachedTokens: 100,
      reasoningTokens: 0,
      cacheWriteTokens: 50,
      cacheWriteHourTokens: 20,
    };
    received.add({ type: 'usage', usage });
    received.add({ type: 'text', text: 'word '.repeat(100) });
    const { billed } = received.estimate();
    expect(billed).toEqual({ ...usage, outputTokens: billed.outputTokens });
    expect(billed.outputTokens).toBeGreaterThan(90);
  });

  it('knows a sign of life from content', () => {
    const received = new ReceivedContent(10);
    expect([received.hasBegun, received.hasContent]).toEqual([false, false]);
    received.add({ type: 'begin' });
    received.add({ type: 'text', text: ' \n' });
    expect([received.hasBegun, received.hasContent]).toEqual([true, false]);
    received.add({ type: 'tool_call', index: 0, id: 'a', name: 'weather', arguments: '' });
    expect(received.hasContent).toBe(true);
  });
});
