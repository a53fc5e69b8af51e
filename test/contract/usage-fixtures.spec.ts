import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ModelUsage, ProviderName } from '../../src/models/model-provider';
import { ModelsConfig } from '../../src/models';
import { Prices } from '../../src/models/cost/prices/prices';

/** A usage object as a provider sends it, and what it costs, worked out by hand. */
interface Fixture {
  provider: ProviderName;
  model: string;
  usage: object;
  cost_micro_usd: number | null;
  arithmetic: string[];
}
type Reader = (usage: object) => ModelUsage;

/** The folder and the name of each provider's own reader of usage objects. */
const READERS: Partial<Record<ProviderName, [folder: string, name: string]>> = {
  anthropic: ['anthropic', 'anthropicUsage'],
  openai: ['openai', 'chatUsage'],
  groq: ['openai', 'chatUsage'],
  compatible: ['openai', 'chatUsage'],
  gemini: ['gemini', 'geminiUsage'],
};

function readerOf(provider: ProviderName): Reader | undefined {
  const [folder, name] = READERS[provider] ?? [];
  if (folder === undefined || name === undefined) return undefined;
  for (const file of ['usage', 'response']) {
    const path = join(__dirname, '../../src/models/providers', folder, file);
    const reader = existsSync(`${path}.ts`) ? jest.requireActual<Record<string, Reader>>(path)[name] : undefined;
    if (reader !== undefined) return reader;
  }
  return undefined;
}

const FOLDER = join(__dirname, 'usage-fixtures');
const fixtures = readdirSync(FOLDER).map((file): [string, Fixture] => [
  file,
  JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Fixture,
]);

describe('the cost of a usage object', () => {
  const prices = new Prices(new ModelsConfig());
  beforeAll(() => prices.load());

  for (const [file, { provider, model, usage, cost_micro_usd: costMicroUsd }] of fixtures) {
    const read = readerOf(provider);
    (read === undefined ? it.skip : it)(`${file} is right to the micro-dollar`, () => {
      expect(prices.costMicroUsd(provider, [model], (read as Reader)(usage))).toBe(costMicroUsd);
    });
  }
});
