import type { ProviderName } from '../../src/models';

/** How a provider writes an answer on the wire. */
export interface WireFormat {
  path: string;
  answer(text: string | null, changes?: Record<string, unknown>): Record<string, unknown>;
  /** The same with the structured answer where that provider puts it. */
  structured(value: unknown): Record<string, unknown>;
  error: Record<string, unknown>;
}

const openai: WireFormat = {
  path: '/v1/chat/completions',
  answer: (text, changes = {}) => ({
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1,
    model: 'gpt-4o-2024-11-20',
    choices: [{ index: 0, message: { role: 'assistant', content: text, refusal: null }, finish_reason: 'stop' }],
    usage: {
      prompt_tokens: 120,
      completion_tokens: 30,
      total_tokens: 150,
      prompt_tokens_details: { cached_tokens: 100 },
      completion_tokens_details: { reasoning_tokens: 10 },
    },
    ...changes,
  }),
  structured: (value) => openai.answer(JSON.stringify(value)),
  error: { error: { message: 'secret prompt sk-secret', type: 'invalid_request_error', code: null } },
};

const anthropic: WireFormat = {
  path: '/v1/messages',
  answer: (text, changes = {}) => ({
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: 'claude-sonnet-4-6',
    content: text === null ? [] : [{ type: 'text', text }],
    stop_reason: 'end_turn',
    stop_sequence: null,
    usage: {
      input_tokens: 20,
      output_tokens: 30,
      cache_read_input_tokens: 100,
      cache_creation_input_tokens: 0,
      output_tokens_details: { thinking_tokens: 10 },
    },
    ...changes,
  }),
  structured: (value) =>
    anthropic.answer(null, { content: [{ type: 'tool_use', id: 'toolu_1', name: 'answer', input: value }], stop_reason: 'tool_use' }),
  error: { type: 'error', error: { type: 'api_error', message: 'secret prompt sk-secret' } },
};

/** By provider; the sandbox has no wire. */
export const WIRE_FORMATS: Record<Exclude<ProviderName, 'sandbox'>, WireFormat> = {
  anthropic,
  openai,
  compatible: openai,
  gemini: openai,
  groq: openai,
};
