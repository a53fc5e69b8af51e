import { ConfigError, loadConfig } from '../config';
import { ModelsConfig } from './models.config';

const load = (environment: Record<string, string>) => loadConfig([ModelsConfig], environment).get(ModelsConfig) as ModelsConfig;

describe('ModelsConfig', () => {
  it('needs nothing', () => {
    expect(load({})).toMatchObject({ chain: [], compatibleModels: [], sandbox: 'auto' });
  });

  it('takes model ids with slashes', () => {
    const config = load({ MESH_CHAIN: 'compatible/meta-llama/llama-3, openai/gpt-4o', COMPATIBLE_MODELS: 'meta-llama/llama-3' });
    expect(config.chain).toEqual(['compatible/meta-llama/llama-3', 'openai/gpt-4o']);
  });

  it.each([
    ['MESH_CHAIN', 'nobody/secret'],
    ['MESH_CHAIN', 'openai/gpt-4o,openai/'],
    ['MESH_CHAIN', 'secret'],
    ['MESH_SANDBOX', 'secret'],
    ['OPENAI_BASE_URL', 'secret'],
    ['ANTHROPIC_BASE_URL', 'ftp://secret'],
    ['COMPATIBLE_BASE_URL', 'secret:11434'],
  ])('refuses %s=%s by name and without the value', (variable, value) => {
    expect(() => load({ [variable]: value })).toThrow(ConfigError);
    expect(() => load({ [variable]: value })).toThrow(new RegExp(variable));
    expect(() => load({ [variable]: value })).not.toThrow(/secret/);
  });

  it('takes local addresses', () => {
    expect(
      load({ COMPATIBLE_BASE_URL: 'http://localhost:11434/v1', OPENAI_BASE_URL: 'http://127.0.0.1:1/v1' }).isConfigured('compatible'),
    ).toBe(true);
  });

  it('knows which providers can be asked', () => {
    const config = load({ OPENAI_API_KEY: 'k' });
    expect((['anthropic', 'openai', 'compatible', 'sandbox'] as const).map((name) => config.isConfigured(name))).toEqual([
      false,
      true,
      false,
      true,
    ]);
  });
});
