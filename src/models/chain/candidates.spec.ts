import { loadConfig } from '../../config';
import { ModelsConfig } from '../models.config';
import { nameOf } from './candidate';
import { configuredCandidates, pinnedFirst } from './candidates';
import { DEFAULT_MODELS } from './default-models';

const load = (environment: Record<string, string>) => loadConfig([ModelsConfig], environment).get(ModelsConfig) as ModelsConfig;
const chainOf = (environment: Record<string, string>) => configuredCandidates(load(environment)).map(nameOf);
const pinnedOf = (pin: string, environment: Record<string, string>) => {
  const config = load(environment);
  return pinnedFirst(configuredCandidates(config), pin, config).map(nameOf);
};

const claude = `anthropic/${DEFAULT_MODELS.anthropic}`;
const gpt = `openai/${DEFAULT_MODELS.openai}`;
const all = {
  ANTHROPIC_API_KEY: 'a',
  OPENAI_API_KEY: 'b',
  COMPATIBLE_BASE_URL: 'http://localhost:1/v1',
  COMPATIBLE_MODELS: 'meta-llama/llama-3,qwen',
};

describe('configuredCandidates', () => {
  it('orders anthropic, openai, then each compatible model', () => {
    expect(chainOf(all)).toEqual([claude, gpt, 'compatible/meta-llama/llama-3', 'compatible/qwen']);
  });

  it('keeps to MESH_CHAIN, without those that have no key', () => {
    expect(chainOf({ OPENAI_API_KEY: 'b', MESH_CHAIN: 'openai/gpt-4o,anthropic/claude-x,openai/o3' })).toEqual([
      'openai/gpt-4o',
      'openai/o3',
    ]);
  });

  it('has the sandbox alone without keys, last where it is on, and never where it is off', () => {
    expect(chainOf({})).toEqual(['sandbox/sandbox']);
    expect(chainOf({ MESH_SANDBOX: 'on' })).toEqual(['sandbox/sandbox']);
    expect(chainOf({ MESH_SANDBOX: 'off' })).toEqual([]);
    expect(chainOf({ OPENAI_API_KEY: 'b' })).toEqual([gpt]);
    expect(chainOf({ OPENAI_API_KEY: 'b', MESH_SANDBOX: 'on' })).toEqual([gpt, 'sandbox/sandbox']);
    expect(chainOf({ OPENAI_API_KEY: 'b', MESH_CHAIN: 'sandbox/sandbox,openai/o3' })).toEqual(['sandbox/sandbox', 'openai/o3']);
  });
});

describe('pinnedFirst', () => {
  it('moves a pinned model to the front and keeps the rest as fallback', () => {
    expect(pinnedOf('openai/gpt-4o', all)).toEqual(['openai/gpt-4o', claude, gpt, 'compatible/meta-llama/llama-3', 'compatible/qwen']);
    expect(pinnedOf('qwen', all)).toEqual(['compatible/qwen', claude, gpt, 'compatible/meta-llama/llama-3']);
  });

  it.each([
    ['claude-opus-5', 'anthropic/claude-opus-5'],
    ['o3', 'openai/o3'],
    ['meta-llama/llama-3', 'compatible/meta-llama/llama-3'],
    ['something-else', 'anthropic/something-else'],
  ])('finds the provider of %s', (pin, first) => expect(pinnedOf(pin, all)[0]).toBe(first));

  it.each(['sandbox', 'sandbox/sandbox'])('never falls back from %s to a paid model', (pin) => {
    expect(pinnedOf(pin, all)).toEqual(['sandbox/sandbox']);
  });

  it('passes over a pin that nobody could serve', () => expect(pinnedOf('something-else', {})).toEqual(['sandbox/sandbox']));
});
