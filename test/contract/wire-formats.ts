import type { ProviderName } from '../../src/models';
import { anthropicWire } from './wire/anthropic';
import { chatWire } from './wire/chat-completions';
import { geminiWire } from './wire/gemini';
import type { WireFormat } from './wire/wire-format';

/** By provider; the sandbox has no wire. */
export const WIRE_FORMATS: Record<Exclude<ProviderName, 'sandbox'>, WireFormat> = {
  anthropic: anthropicWire,
  openai: chatWire,
  compatible: chatWire,
  gemini: geminiWire,
  groq: { ...chatWire, path: '/openai/v1/chat/completions' },
};
