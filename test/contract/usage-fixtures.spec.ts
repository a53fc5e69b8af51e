import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ModelUsage, ProviderName } from '../../src/models/model-provider';
import { ModelsConfig } from '../../src/models';
import { Prices } from '../../src/models/cost/prices/prices';
import { anthropicUsage } from '../../src/models/providers/anthropic/usage';
import { geminiUsage } from '../../src/models/providers/gemini/usage';
import { chatUsage } from '../../src/models/providers/openai/usage';

/** A usage object as a provider sends it, and what it costs, worked out by hand. */
interface Fixture {
  provider: keyof typeof READERS;
  model: string;
  usage: object;
  cost_micro_usd: number | null;
  arithmetic: string[];
}
/** Each provider's own reader of usage objects. */
const READERS: Record<Exclude<ProviderName, 'sandbox'>, (usage: object) => ModelUsage> = {
  anthropic: anthropicUsage,
  openai: chatUsage,
  groq: chatUsage,
  compatible: chatUsage,
  gemini: geminiUsage,
};

const FOLDER = join(__dirname, 'usage-fixtures');
const fixtures = readdirSync(FOLDER).map((file): [string, Fixture] => [
  file,
  JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Fixture,
]);

describe('the cost of a usage object', () => {
  const prices = new Prices(new ModelsConfig());
  beforeAll(() => prices.load());

  for (const [file, { provider, model, usage, cost_micro_usd: costMicroUsd }] of fixtures) {
    it(`${file} is right to the micro-dollar`, () => {
      expect(prices.costMicroUsd(provider, [model], READERS[provider](usage))).toBe(costMicroUsd);
    });
  }
});
