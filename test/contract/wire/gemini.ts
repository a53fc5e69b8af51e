import type { ToolCall } from '../../../src/models/model-provider';
import type { FailureKind, StreamedAnswer, WireFormat } from './wire-format';

const FAILURES: Record<FailureKind, { code: number; status: string }> = {
  overloaded: { code: 503, status: 'UNAVAILABLE' },
  'rate-limited': { code: 429, status: 'RESOURCE_EXHAUSTED' },
  invalid: { code: 400, status: 'INVALID_ARGUMENT' },
  context: { code: 400, status: 'INVALID_ARGUMENT' },
};
const TOO_LONG = 'The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).';
const FINISH_REASONS = { stop: 'STOP', length: 'MAX_TOKENS', tool_calls: 'STOP' } as const;

const usageMetadata = {
  promptTokenCount: 120,
  candidatesTokenCount: 20,
  thoughtsTokenCount: 10,
  totalTokenCount: 150,
  cachedContentTokenCount: 100,
};
const named = { modelVersion: 'gemini-3.5-flash', responseId: 'response-1' };
const candidate = (parts: readonly object[], finishReason?: string) => ({ content: { role: 'model', parts }, finishReason, index: 0 });
const event = (body: object): string => `data: ${JSON.stringify(body)}\n\n`;
const piece = (parts: readonly object[], more: object = {}, finish?: string): string =>
  event({ candidates: [candidate(parts, finish)], ...named, ...more });
/** Without an id, as models before Gemini 3 write it. */
const functionCall = ({ name, arguments: text }: ToolCall) => ({ functionCall: { name, args: JSON.parse(text) as object } });
const image = { contents: [{ role: 'user', parts: [{ text: 'What is it?' }, { inlineData: { mimeType: 'image/png', data: 'AAAA' } }] }] };

/** Google's generateContent. */
export const geminiWire: WireFormat = {
  path: '/v1beta/models/gemini-3.5-flash:generateContent',
  answer: (text, changes = {}) => ({
    candidates: [candidate(text === null ? [] : [{ text: 'Hmm.', thought: true }, { text }], 'STOP')],
    usageMetadata,
    ...named,
    ...changes,
  }),
  structured: (value) => geminiWire.answer(JSON.stringify(value)),
  unfinished: (text) => geminiWire.answer(null, { candidates: [candidate([{ text }])] }),
  error: { error: { code: 400, message: 'secret prompt sk-secret', status: 'UNKNOWN' } },
  failure: (kind) => ({ error: { ...FAILURES[kind], message: kind === 'context' ? TOO_LONG : 'secret prompt sk-secret' } }),
  slowDown: (seconds) => ({
    error: {
      ...FAILURES['rate-limited'],
      message: 'secret prompt sk-secret',
      details: [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: `${seconds}s` }],
    },
  }),
  bound: { generationConfig: { maxOutputTokens: 100 } },
  tools: {
    calling: (calls) => geminiWire.answer(null, { candidates: [candidate(calls.map(functionCall), 'STOP')] }),
    definition: {
      tools: [
        {
          functionDeclarations: [
            { name: 'weather', description: 'Tells the weather.', parametersJsonSchema: { type: 'object', required: ['city'] } },
          ],
        },
      ],
    },
    choice: (choice) => {
      if (choice === 'auto') return { tools: [{}] };
      // Nothing is declared that may not be called.
      if (choice === 'none') return {};
      const only = typeof choice === 'object' ? { allowedFunctionNames: [choice.name] } : {};
      return { toolConfig: { functionCallingConfig: { mode: 'ANY', ...only } } };
    },
    conversation: (call, result) => ({
      contents: [
        { role: 'user' },
        { role: 'model', parts: [functionCall(call)] },
        { role: 'user', parts: [{ functionResponse: { id: call.id, name: call.name, response: { result } } }] },
      ],
    }),
  },
  images: { inline: image, url: image },
  streaming: {
    path: '/v1beta/models/gemini-3.5-flash:streamGenerateContent?alt=sse',
    events: ({ texts = [], calls = [], finish }: StreamedAnswer) => [
      piece([{ text: 'Hmm.', thought: true }], { usageMetadata: { promptTokenCount: 120, cachedContentTokenCount: 100 } }),
      ...texts.map((text) => piece([{ text }])),
      ...calls.map((call) => piece([functionCall(call)])),
      ...(finish === undefined ? [] : [piece([{ text: '' }], {}, FINISH_REASONS[finish]), event({ usageMetadata, ...named })]),
    ],
    done: [],
    error: (kind) => event(geminiWire.failure!(kind)),
  },
};
