import { calcPrice } from '@pydantic/genai-prices';
import fc from 'fast-check';
import { SUPPLEMENT } from '../cost/prices/supplement';
import { PROVIDER_NAMES, type ProviderName } from '../model-provider';
import { TIERS } from '../model-traits';
import { ANTHROPIC_MODELS } from './anthropic/models';
import { CATALOGUE } from './catalogue';

const everyDefault = PROVIDER_NAMES.flatMap((provider) => TIERS.map((tier) => [provider, tier] as const)).filter(
  ([provider]) => provider !== 'compatible',
);

describe('the catalogue', () => {
  it.each(everyDefault)('lists the default of %s for %s, and its price is known', (provider, tier) => {
    const models = CATALOGUE[provider];
    const id = models.defaults[tier] ?? '';
    expect(models.known.has(id)).toBe(true);
    if (provider === 'sandbox') return;
    const providerId = provider === 'gemini' ? 'google' : provider;
    const listed = calcPrice({ input_tokens: 1_000, output_tokens: 1 }, id, { providerId })?.total_price;
    expect(listed ?? SUPPLEMENT[`${provider}/${id}`]?.input[0].usdPerMillion).toBeGreaterThan(0);
  });

  it.each([
    ['anthropic', 'claude-3-7-sonnet-20250219', 'claude-sonnet-5-5'],
    ['anthropic', 'claude-3-7-sonnet', 'claude-sonnet-5-5'],
    ['anthropic', 'claude-3-5-sonnet-latest', 'claude-sonnet-5-5'],
    ['anthropic', 'claude-3-sonnet-20240229', 'claude-sonnet-5-5'],
    ['anthropic', 'claude-sonnet-4-20250514', 'claude-sonnet-5-5'],
    ['anthropic', 'claude-sonnet-4-0', 'claude-sonnet-5-5'],
    ['anthropic', 'claude-2.1', 'claude-sonnet-5-5'],
    ['anthropic', 'claude-3-5-haiku-20241022', 'claude-haiku-5-5'],
    ['anthropic', 'claude-instant-1.2', 'claude-haiku-5-5'],
    ['anthropic', 'claude-opus-4-1-20250805', 'claude-opus-5-5'],
    ['anthropic', 'claude-3-opus-latest', 'claude-opus-5-5'],
    ['gemini', 'gemini-2.0-flash', 'gemini-3.8-flash'],
    ['gemini', 'gemini-2.0-flash-001', 'gemini-3.8-flash'],
    ['gemini', 'gemini-2.0-flash-lite', 'gemini-3.5-flash-lite'],
    ['gemini', 'gemini-2.0-pro-exp', 'gemini-3.1-pro-preview'],
    ['gemini', 'gemini-1.5-pro', 'gemini-3.1-pro-preview'],
    ['gemini', 'gemini-1.5-flash-002', 'gemini-3.8-flash'],
    ['gemini', 'gemini-pro', 'gemini-3.1-pro-preview'],
    ['gemini', 'gemini-3-pro-preview', 'gemini-3.1-pro-preview'],
    ['openai', 'gpt-3.5-turbo-16k', 'gpt-5.6-luna'],
    ['openai', 'text-davinci-003', 'gpt-5.6-luna'],
    ['openai', 'o1-mini', 'gpt-5.6-terra'],
    ['openai', 'o4-mini-2025-04-16', 'gpt-5.6-terra'],
    ['openai', 'gpt-4o-2024-05-13', 'gpt-5.6-terra'],
    ['openai', 'o1-preview', 'gpt-5.6-sol'],
    ['openai', 'gpt-4-32k', 'gpt-5.6-sol'],
    ['openai', 'gpt-4-0314', 'gpt-5.6-sol'],
    ['openai', 'gpt-4.5-preview', 'gpt-5.6-sol'],
    ['groq', 'llama-3.3-70b-versatile', 'openai/gpt-oss-120b'],
    ['groq', 'llama-3.1-8b-instant', 'openai/gpt-oss-20b'],
    ['groq', 'mixtral-8x7b-32768', 'openai/gpt-oss-120b'],
  ] as const)('%s: %s is retired, and %s takes its place', (provider, retired, successor) => {
    expect(CATALOGUE[provider].successorOf(retired)).toBe(successor);
    expect(CATALOGUE[provider].isServed(retired)).toBe(false);
  });

  it.each([
    ['openai', 'gpt-4o'],
    ['openai', 'gpt-4o-2024-11-20'],
    ['openai', 'gpt-4o-mini'],
    ['openai', 'gpt-4.1'],
    ['openai', 'o3'],
    ['openai', 'gpt-5-2025-08-07'],
    ['openai', 'ft:gpt-4o-mini-2024-07-18:me::1'],
    ['anthropic', 'claude-haiku-4-5-20251001'],
    ['anthropic', 'claude-sonnet-4-6'],
    ['anthropic', 'claude-opus-4-7'],
    ['gemini', 'gemini-2.5-flash-lite'],
    ['gemini', 'gemini-pro-latest'],
    ['groq', 'openai/gpt-oss-20b'],
  ] as const)('%s still serves %s, so it is used as asked', (provider, model) => {
    expect(CATALOGUE[provider].successorOf(model)).toBeUndefined();
    expect(CATALOGUE[provider].isServed(model)).toBe(true);
  });

  it.each(['gpt-4oo', 'gpt-99', 'claude-opus-9', 'gemini-7', 'nobody', '', 'text-embedding-3-small'])('nobody serves %j', (model) => {
    for (const provider of PROVIDER_NAMES) {
      expect(CATALOGUE[provider].isServed(model)).toBe(false);
      expect(CATALOGUE[provider].successorOf(model)).toBeUndefined();
    }
  });

  it('lists no retired model', () => {
    for (const provider of PROVIDER_NAMES) {
      for (const id of CATALOGUE[provider].known.keys()) expect(CATALOGUE[provider].isServed(id)).toBe(true);
    }
    const retired = /^(?:claude-(?:[123]|instant)|gemini-(?:1|2\.0|pro$)|gpt-3|gpt-4-|text-|o1|llama|mixtral)/;
    expect(PROVIDER_NAMES.flatMap((name) => [...CATALOGUE[name].known.keys()]).filter((id) => retired.test(id))).toEqual([]);
  });

  it('replaces a retired model by one that is served, whatever the name', () => {
    const name = fc.oneof(
      fc.string(),
      fc.constantFrom('claude-', 'gpt-', 'gemini-', 'o1', 'llama-', 'ft:gpt-').chain((start) => fc.string().map((rest) => start + rest)),
    );
    fc.assert(
      fc.property(fc.constantFrom<ProviderName>(...PROVIDER_NAMES), name, (provider, model) => {
        const successor = CATALOGUE[provider].successorOf(model);
        return successor === undefined || CATALOGUE[provider].known.has(successor);
      }),
    );
  });

  it('never sends a temperature to models that think by default', () => {
    const refusing = ['claude-opus-4-7', 'claude-sonnet-5-5', 'claude-haiku-5-5'];
    expect(refusing.map((id) => ANTHROPIC_MODELS.traitsOf(id).temperature)).toEqual([false, false, false]);
    expect(ANTHROPIC_MODELS.traitsOf('claude-haiku-4-5-20251001').temperature).toBe(true);
    expect(CATALOGUE.openai.traitsOf('gpt-5-2025-08-07').temperature).toBe(false);
    expect(CATALOGUE.openai.traitsOf('gpt-4o').temperature).toBe(true);
  });
});
