import type { ToolCall } from '../../../src/models/model-provider';
import type { FailureKind, StreamedAnswer, WireFormat } from './wire-format';

const usage = {
  prompt_tokens: 120,
  completion_tokens: 30,
  total_tokens: 150,
  prompt_tokens_details: { cached_tokens: 100 },
  completion_tokens_details: { reasoning_tokens: 10 },
};
const model = 'gpt-4o-2024-11-20';
const toolCall = ({ id, name, arguments: text }: ToolCall) => ({ id, type: 'function', function: { name, arguments: text } });
const event = (body: unknown): string => `data: ${JSON.stringify(body)}\n\n`;
const chunk = (delta: unknown, finish: string | null = null): string =>
  event({ id: 'c', object: 'chat.completion.chunk', created: 1, model, choices: [{ index: 0, delta, finish_reason: finish }] });
const tool = { name: 'weather', description: 'Tells the weather.', parameters: { type: 'object', required: ['city'] } };

const FAILURES: Record<FailureKind, Record<string, unknown>> = {
  overloaded: { type: 'server_error', code: null },
  'rate-limited': { type: 'rate_limit_error', code: 'rate_limit_exceeded' },
  invalid: { type: 'invalid_request_error', code: null },
  context: { type: 'invalid_request_error', code: 'context_length_exceeded' },
};

/** OpenAI's chat completions. */
export const chatWire: WireFormat = {
  path: '/v1/chat/completions',
  answer: (text, changes = {}) => ({
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1,
    model,
    choices: [{ index: 0, message: { role: 'assistant', content: text, refusal: null }, finish_reason: 'stop' }],
    usage,
    ...changes,
  }),
  structured: (value) => chatWire.answer(JSON.stringify(value)),
  unfinished: (text) => chatWire.answer(text, { choices: [{ index: 0, message: { role: 'assistant', content: text } }] }),
  error: { error: { message: 'secret prompt sk-secret', type: 'invalid_request_error', code: null } },
  failure: (kind) => ({ error: { message: 'secret prompt sk-secret', ...FAILURES[kind] } }),
  slowDown: (seconds) => ({ error: { message: `Rate limit reached. Please try again in ${seconds}s.`, code: 'rate_limit_exceeded' } }),
  bound: { max_tokens: 100 },
  tools: {
    calling: (calls) => {
      const message = { role: 'assistant', content: null, tool_calls: calls.map(toolCall) };
      return chatWire.answer(null, { choices: [{ index: 0, message, finish_reason: 'tool_calls' }] });
    },
    definition: { tools: [{ type: 'function', function: tool }] },
    choice: (choice) => ({ tool_choice: typeof choice === 'string' ? choice : { type: 'function', function: choice } }),
    conversation: (call, result) => ({
      messages: [
        { role: 'system' },
        { role: 'user' },
        { role: 'assistant', content: null, tool_calls: [toolCall(call)] },
        { role: 'tool', tool_call_id: call.id, content: result },
      ],
    }),
  },
  images: {
    inline: { messages: [{ role: 'user', content: [{ text: 'What is it?' }, { image_url: { url: 'data:image/png;base64,AAAA' } }] }] },
    url: { messages: [{ role: 'user', content: [{ text: 'What is it?' }, { image_url: { url: 'https://example.com/a.png' } }] }] },
  },
  streaming: {
    events: ({ texts = [], calls = [], finish }: StreamedAnswer) => [
      chunk({ role: 'assistant', content: '' }),
      ...texts.map((content) => chunk({ content })),
      ...calls.flatMap(({ id, name, arguments: text }, index) => [
        chunk({ tool_calls: [{ index, id, type: 'function', function: { name, arguments: '' } }] }),
        ...[text.slice(0, 5), text.slice(5)].map((part) => chunk({ tool_calls: [{ index, function: { arguments: part } }] })),
      ]),
      ...(finish === undefined ? [] : [chunk({}, finish), event({ id: 'c', object: 'chat.completion.chunk', model, choices: [], usage })]),
    ],
    done: ['data: [DONE]\n\n'],
    error: (kind) => event({ error: { message: 'secret prompt sk-secret', ...FAILURES[kind] } }),
  },
};
