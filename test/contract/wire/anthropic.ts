import type { WireFormat } from './wire-format';

/** Anthropic's Messages. */
export const anthropicWire: WireFormat = {
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
    anthropicWire.answer(null, { content: [{ type: 'tool_use', id: 'toolu_1', name: 'answer', input: value }], stop_reason: 'tool_use' }),
  unfinished: (text) => anthropicWire.answer(text, { stop_reason: null }),
  error: { type: 'error', error: { type: 'api_error', message: 'secret prompt sk-secret' } },
  bound: { max_tokens: 100 },
};
