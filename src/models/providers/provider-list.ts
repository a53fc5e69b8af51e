import type { Provider, Type } from '@nestjs/common';
import type { ModelProvider } from '../model-provider';
import { AnthropicProvider } from './anthropic/anthropic.provider';
import { CompatibleProvider } from './compatible/compatible.provider';
import { GeminiProvider } from './gemini/gemini.provider';
import { GroqProvider } from './groq/groq.provider';
import { OpenAiProvider } from './openai/openai.provider';
import { SandboxProvider } from './sandbox/sandbox.provider';

/** Every provider there is: a new one gets a folder, a name in `PROVIDER_NAMES` and a place here. */
const PROVIDER_CLASSES: Type<ModelProvider>[] = [
  AnthropicProvider,
  OpenAiProvider,
  GeminiProvider,
  GroqProvider,
  CompatibleProvider,
  SandboxProvider,
];

/** Injects all providers, as `readonly ModelProvider[]`. */
export const MODEL_PROVIDERS = Symbol('models:providers');

/** What the module provides for `MODEL_PROVIDERS`. */
export const modelProviders: Provider[] = [
  ...PROVIDER_CLASSES,
  { provide: MODEL_PROVIDERS, useFactory: (...providers: ModelProvider[]) => providers, inject: PROVIDER_CLASSES },
];
