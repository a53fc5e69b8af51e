import type { ModelProvider, ProviderName } from '../../src/models/model-provider';
import { AnthropicProvider } from '../../src/models/providers/anthropic/anthropic.provider';
import { CompatibleProvider } from '../../src/models/providers/compatible/compatible.provider';
import { GeminiProvider } from '../../src/models/providers/gemini/gemini.provider';
import { GroqProvider } from '../../src/models/providers/groq/groq.provider';
import { OpenAiProvider } from '../../src/models/providers/openai/openai.provider';
import { SandboxProvider } from '../../src/models/providers/sandbox/sandbox.provider';
import { configured } from './configured';
import type { WireFormat } from './wire/wire-format';
import { WIRE_FORMATS } from './wire-formats';

/** A provider under test: all that the suite must know of it stands here and in its wire format. */
export interface Entry {
  name: ProviderName;
  /** A model that takes a temperature. */
  model: string;
  /** The provider, sent to a server at `url` (without a path); not configured where `url` is undefined. */
  make: (url?: string) => ModelProvider;
}
export type WireEntry = Entry & { wire: WireFormat };

const at = (url: string | undefined, variables: (url: string) => Record<string, string>) =>
  configured(url === undefined ? {} : variables(url));

/** Every provider with a wire. */
export const WIRE_ENTRIES: readonly WireEntry[] = [
  {
    name: 'anthropic',
    model: 'claude-sonnet-4-6',
    make: (url) => new AnthropicProvider(at(url, (base) => ({ ANTHROPIC_API_KEY: 'sk-secret', ANTHROPIC_BASE_URL: base }))),
    wire: WIRE_FORMATS.anthropic,
  },
  {
    name: 'openai',
    model: 'gpt-4o',
    make: (url) => new OpenAiProvider(at(url, (base) => ({ OPENAI_API_KEY: 'sk-secret', OPENAI_BASE_URL: `${base}/v1` }))),
    wire: { ...WIRE_FORMATS.openai, bound: { max_completion_tokens: 100 } },
  },
  {
    name: 'gemini',
    model: 'gemini-3.5-flash',
    make: (url) => new GeminiProvider(at(url, (base) => ({ GOOGLE_API_KEY: 'sk-secret', GOOGLE_BASE_URL: base }))),
    wire: WIRE_FORMATS.gemini,
  },
  {
    name: 'groq',
    model: 'openai/gpt-oss-120b',
    make: (url) => new GroqProvider(at(url, (base) => ({ GROQ_API_KEY: 'sk-secret', GROQ_BASE_URL: `${base}/openai/v1` }))),
    wire: { ...WIRE_FORMATS.groq, bound: { max_completion_tokens: 100 } },
  },
  {
    name: 'compatible',
    model: 'meta-llama/llama-3',
    make: (url) => new CompatibleProvider(at(url, (base) => ({ COMPATIBLE_BASE_URL: `${base}/v1` }))),
    wire: WIRE_FORMATS.compatible,
  },
];

/** Every provider. */
export const ENTRIES: readonly (Entry & { wire?: WireFormat })[] = [
  ...WIRE_ENTRIES,
  { name: 'sandbox', model: 'sandbox', make: () => new SandboxProvider() },
];
