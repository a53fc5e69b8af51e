import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError } from '../../../config';
import { ModelsConfig } from '../../models.config';
import { readPricesFile } from './price-overrides';
import { Prices } from './prices';

const usage = { inputTokens: 1_000, outputTokens: 100, cachedTokens: 400, reasoningTokens: 0, cacheWriteTokens: 200 };

describe('the file of prices', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ai-mesh-prices-'));
  const path = join(folder, 'prices.json');
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const pricesOf = async (content: object): Promise<Prices> => {
    writeFileSync(path, JSON.stringify(content));
    const prices = new Prices(Object.assign(new ModelsConfig(), { pricesFile: path }));
    await prices.load();
    return prices;
  };
  const faultsOf = (text: string): string[] => {
    writeFileSync(path, text);
    try {
      readPricesFile(path);
    } catch (error) {
      if (error instanceof ConfigError) return error.faults;
      throw error;
    }
    return [];
  };

  it('goes before the built-in list', async () => {
    const prices = await pricesOf({ 'openai/gpt-4o': { input_usd_per_million: 10, output_usd_per_million: 20 } });
    // 1,000 × 10 + 100 × 20: what is read from a cache or written to one costs as much as the rest.
    expect(prices.costMicroUsd('openai', ['gpt-4o-2024-08-06', 'gpt-4o'], usage)).toBe(12_000);
    expect(prices.costMicroUsd('openai', ['gpt-4o-mini'], { ...usage, cachedTokens: 0, cacheWriteTokens: 0 })).toBe(210);
  });

  it('prices models of a server of our own, with slashes in their names', async () => {
    const price = {
      input_usd_per_million: 1.25,
      output_usd_per_million: 10,
      cached_input_usd_per_million: 0.125,
      cache_write_usd_per_million: 2,
      context_tokens: 32_768,
    };
    const prices = await pricesOf({ 'compatible/meta-llama/llama-3': price });
    // 400 × 1.25 + 400 × 0.125 + 200 × 2 + 100 × 10
    expect(prices.costMicroUsd('compatible', ['meta-llama/llama-3'], usage)).toBe(1_950);
    // All of it written to a cache: 1,000 × 2 + 100 × 10.
    expect(prices.upperBoundMicroUsd('compatible', 'meta-llama/llama-3', 1_000, 100)).toBe(3_000);
    expect(prices.knows('compatible', 'meta-llama/llama-3')).toBe(true);
    expect(prices.overriddenModels()).toEqual([{ provider: 'compatible', model: 'meta-llama/llama-3', contextTokens: 32_768 }]);
  });

  it('may say that a model is free', async () => {
    const prices = await pricesOf({ 'compatible/m': { input_usd_per_million: 0, output_usd_per_million: 0 } });
    expect(prices.costMicroUsd('compatible', ['m'], usage)).toBe(0);
  });

  it('has all its faults reported together, by path and without values', () => {
    const faults = faultsOf(
      JSON.stringify({
        'gpt-4o': {},
        'sandbox/sandbox': { input_usd_per_million: 1, output_usd_per_million: 1 },
        'openai/a': { input_usd_per_million: '1', output_usd_per_million: -1, colour: 'secret' },
        'openai/b': [],
        'openai/c': { input_usd_per_million: 1, output_usd_per_million: 1, cached_input_usd_per_million: null, context_tokens: 0.5 },
      }),
    );
    expect(faults).toEqual([
      'MESH_PRICES_FILE: gpt-4o: must be provider/model, with a provider that can be paid',
      'MESH_PRICES_FILE: sandbox/sandbox: must be provider/model, with a provider that can be paid',
      'MESH_PRICES_FILE: openai/a.colour: is not a known field',
      'MESH_PRICES_FILE: openai/a.input_usd_per_million: must be a number from 0 to 1000000',
      'MESH_PRICES_FILE: openai/a.output_usd_per_million: must be a number from 0 to 1000000',
      'MESH_PRICES_FILE: openai/b: must be an object',
      'MESH_PRICES_FILE: openai/c.cached_input_usd_per_million: must be a number from 0 to 1000000',
      'MESH_PRICES_FILE: openai/c.context_tokens: must be a whole number from 1 to 1000000000',
    ]);
  });

  it.each(['{', '[]', '1', 'null'])('is refused when it holds %s', (text) => {
    expect(faultsOf(text)).toHaveLength(1);
  });

  it('is refused when it cannot be read', () => {
    expect(() => readPricesFile(join(folder, 'none.json'))).toThrow(/MESH_PRICES_FILE: cannot be read \(ENOENT\)/);
  });
});
