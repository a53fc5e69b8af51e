import type { ToolCall } from '../../../src/models/model-provider';
import type { FailureKind, StreamedAnswer, WireFormat } from './wire-format';

const FAILURES: Record<FailureKind, string> = {
  overloaded: 'overloaded_error',
  'rate-limited': 'rate_limit_error',
  invalid: 'invalid_request_error',
  context: 'invalid_request_error',
};
const STOP_REASONS = { stop: 'end_turn', length: 'max_tokens', tool_calls: 'tool_use' } as const;

const usage = {
  input_tokens: 20,
  output_tokens: 30,
  cache_read_input_tokens: 100,
  cache_creation_input_tokens: 0,
  output_tokens_details: { thinking_tokens: 10 },
};
const model = 'claude-sonnet-4-6';
const toolUse = ({ id, name, arguments: text }: ToolCall) => ({ type: 'tool_use', id, name, input: JSON.parse(text) as unknown });
const event = (body: { type: string }): string => `event: ${body.type}\ndata: ${JSON.stringify(body)}\n\n`;
const image = (source: object) => ({
  messages: [
    {
      role: 'user',
      content: [
        { type: 'text', text: 'What is it?' },
        { type: 'image', source },
      ],
    },
  ],
});

/** One block of a streamed message: its start, its pieces and its end. */
const block = (index: number, start: object, deltas: readonly object[]): string[] => [
  event({ type: 'content_block_start', index, content_block: start } as { type: string }),
  ...deltas.map((delta) => event({ type: 'content_block_delta', index, delta } as { type: string })),
  event({ type: 'content_block_stop', index } as { type: string }),
];

/** Anthropic's Messages. */
export const anthropicWire: WireFormat = {
  path: '/v1/messages',
  answer: (text, changes = {}) => ({
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model,
    content: text === null ? [] : [{ type: 'text', text }],
    stop_reason: 'end_turn',
    stop_sequence: null,
    usage,
    ...changes,
  }),
  structured: (value) => anthropicWire.answer(JSON.stringify(value)),
  unfinished: (text) => anthropicWire.answer(text, { stop_reason: null }),
  error: { type: 'error', error: { type: 'api_error', message: 'secret prompt sk-secret' } },
  failure: (kind) => ({
    type: 'error',
    error: {
      type: FAILURES[kind],
      message: kind === 'context' ? 'prompt is too long: 213000 tokens > 200000 maximum' : 'secret prompt sk-secret',
    },
  }),
  bound: { max_tokens: 100 },
  tools: {
    calling: (calls) => anthropicWire.answer(null, { content: calls.map(toolUse), stop_reason: 'tool_use' }),
    definition: { tools: [{ name: 'weather', description: 'Tells the weather.', input_schema: { type: 'object', required: ['city'] } }] },
    choice: (choice) => {
      if (choice === 'auto') return {};
      if (typeof choice === 'object') return { tool_choice: { type: 'tool', ...choice } };
      return { tool_choice: { type: choice === 'required' ? 'any' : 'none' } };
    },
    conversation: (call, result) => ({
      messages: [
        { role: 'user' },
        { role: 'assistant', content: [toolUse(call)] },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: call.id, content: result }] },
      ],
    }),
  },
  images: {
    inline: image({ type: 'base64', media_type: 'image/png', data: 'AAAA' }),
    url: image({ type: 'url', url: 'https://example.com/a.png' }),
  },
  streaming: {
    events: ({ texts = [], calls = [], finish }: StreamedAnswer) => {
      const started = {
        ...anthropicWire.answer(null),
        stop_reason: null,
        usage: { ...usage, output_tokens: 1, output_tokens_details: null },
      };
      const end = {
        type: 'message_delta',
        delta: { stop_reason: finish && STOP_REASONS[finish] },
        usage: { output_tokens: 30, output_tokens_details: usage.output_tokens_details },
      };
      const says = { type: 'text', text: '' };
      return [
        event({ type: 'message_start', message: started } as { type: string }),
        event({ type: 'ping' }),
        ...(texts.length === 0
          ? []
          : block(
              0,
              says,
              texts.map((text) => ({ type: 'text_delta', text })),
            )),
        ...calls.flatMap((call, place) => {
          const pieces = ['', call.arguments.slice(0, 5), call.arguments.slice(5)];
          return block(
            place + 1,
            { ...toolUse(call), input: {} },
            pieces.map((json) => ({ type: 'input_json_delta', partial_json: json })),
          );
        }),
        ...(finish === undefined ? [] : [event(end)]),
      ];
    },
    done: [event({ type: 'message_stop' })],
    error: (kind) => event(anthropicWire.failure!(kind) as { type: string }),
  },
};
