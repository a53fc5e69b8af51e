import { countTokens } from 'gpt-tokenizer';
import type { Selector } from '../selection/selector';
import { OpenAiTokens } from './openai-tokens';
import { textTokens } from './text-tokens';
import { TokenCounters } from './token-counters';

const prose = 'The lease of the mill ends in March 2027, and Ada wants to renew it. ';

describe('TokenCounters', () => {
  const resolve = (name: string) => ({ candidate: { provider: name.split('/')[0], model: name } });
  const counters = new TokenCounters({ resolve } as unknown as Selector, new OpenAiTokens());

  it('counts exactly for the models of OpenAI', async () => {
    const count = await counters.counterFor('openai/any');
    expect(count(prose)).toBe(countTokens(prose));
    expect(count('<|endoftext|>')).toBeGreaterThan(1);
  });

  it('estimates for others, and without a model', async () => {
    const [anthropic, nobody] = [await counters.counterFor('anthropic/any'), await counters.counterFor()];
    expect(nobody(prose)).toBe(textTokens(prose).tokens);
    expect(anthropic(prose)).toBeGreaterThan(nobody(prose));
    expect([anthropic(''), nobody('')]).toEqual([0, 0]);
  });

  it('counts a text with endless words in no time, and all but those words exactly', async () => {
    const count = await counters.counterFor('openai/any');
    const startedAtMs = performance.now();
    const word = 'a'.repeat(500_000);
    expect(count(`${prose}${word} ${' '.repeat(500_000)}`)).toBeGreaterThan(countTokens(prose) + textTokens(word).tokens);
    expect(performance.now() - startedAtMs).toBeLessThan(2_000);
  });
});
