import type { ModelRequest } from '../../model-provider';
import type { ModelTraits } from '../../model-traits';
import { COMPATIBLE_DIALECT } from '../compatible/dialect';
import { GROQ_DIALECT } from '../groq/dialect';
import { OPENAI_DIALECT, type ChatDialect } from './dialect';
import { chatRequest } from './request';

const request: ModelRequest = { messages: [{ role: 'user', content: 'x' }], format: { type: 'text' }, maxTokens: 10 };
const schema = { type: 'object', properties: { title: { type: 'string', examples: ['A'] } }, required: ['title'] };
const page: ModelRequest = { ...request, format: { type: 'json_schema', name: 'my page!', schema } };
const tools = [{ name: 'weather', parameters: { type: 'object', properties: { city: { type: 'string' } } } }];
const able: ModelTraits = {
  contextTokens: 1,
  maxOutputTokens: 1,
  images: 'url',
  tools: true,
  jsonSchema: 'native',
  temperature: true,
  reasoning: false,
  tier: 'LOW',
};
const thinking: ModelTraits = { ...able, temperature: false, reasoning: true };

const body = (asked: ModelRequest, dialect: ChatDialect = OPENAI_DIALECT, traits = able, more: { stream?: boolean; model?: string } = {}) =>
  chatRequest({ dialect, model: more.model ?? 'm', traits, stream: more.stream ?? false }, asked);
const words = (asked: ModelRequest, ...rest: [ChatDialect?, ModelTraits?, { stream?: boolean; model?: string }?]) =>
  JSON.stringify(body(asked, ...rest).messages);

describe('chatRequest', () => {
  it('sends only what the model takes, within its bounds', () => {
    const tuned: ModelRequest = { ...request, temperature: 3, topP: 0.9, stop: ['END'], reasoningEffort: 'low' };
    expect(body(tuned)).toMatchObject({ temperature: 2, top_p: 0.9, stop: ['END'] });
    expect(body(tuned)).not.toHaveProperty('reasoning_effort');
    const sent = body(tuned, OPENAI_DIALECT, thinking);
    expect(sent).toMatchObject({ reasoning_effort: 'low' });
    for (const refused of ['temperature', 'top_p', 'stop']) expect(sent).not.toHaveProperty(refused);
    expect(body(tuned, GROQ_DIALECT, thinking)).toMatchObject({ stop: ['END'] });
  });

  it('bounds the completion in the words of each dialect', () => {
    expect(body(request)).toMatchObject({ max_completion_tokens: 10 });
    expect(body(request, GROQ_DIALECT)).toMatchObject({ max_completion_tokens: 10 });
    expect(body(request, COMPATIBLE_DIALECT)).toMatchObject({ max_tokens: 10 });
    expect(body(request, COMPATIBLE_DIALECT)).not.toHaveProperty('max_completion_tokens');
  });

  it('asks for the usage at the end of a stream', () => {
    expect(body(request, OPENAI_DIALECT, able, { stream: true })).toMatchObject({ stream: true, stream_options: { include_usage: true } });
    expect(body(request)).not.toHaveProperty('stream');
  });

  it('holds the model to a schema that can be made strict', () => {
    expect(body(page).response_format).toEqual({
      type: 'json_schema',
      json_schema: {
        name: 'my_page_',
        strict: true,
        schema: { type: 'object', properties: { title: { type: 'string' } }, required: ['title'], additionalProperties: false },
      },
    });
    expect(body(page).messages).toHaveLength(1);
  });

  it('sends a schema that cannot be made strict as it is', () => {
    const optional = { ...schema, required: [] };
    const sent = body({ ...page, format: { type: 'json_schema', name: 'page', schema: optional } });
    expect(sent.response_format).toEqual({ type: 'json_schema', json_schema: { name: 'page', strict: false, schema: optional } });
  });

  it('asks in words too where the format alone may not be heard', () => {
    expect(words({ ...page, format: { type: 'json_object' } })).toMatch(/JSON object/);
    expect(words(page, COMPATIBLE_DIALECT)).toMatch(/JSON Schema/);
    expect(words(page, GROQ_DIALECT)).toMatch(/JSON Schema/);
    expect(words(page, GROQ_DIALECT, able, { model: 'openai/gpt-oss-20b' })).not.toMatch(/JSON Schema/);
  });

  it('asks in words alone where the server refuses a format', () => {
    const wordy: ModelTraits = { ...able, jsonSchema: 'words' };
    expect(body(page, COMPATIBLE_DIALECT, wordy)).not.toHaveProperty('response_format');
    expect(words(page, COMPATIBLE_DIALECT, wordy)).toMatch(/JSON Schema/);
    expect(body(page, GROQ_DIALECT, wordy)).toMatchObject({ response_format: { type: 'json_object' } });
    expect(body(page, GROQ_DIALECT, able, { stream: true })).not.toHaveProperty('response_format');
    expect(body({ ...page, tools }, GROQ_DIALECT)).not.toHaveProperty('response_format');
    expect(words({ ...page, tools }, GROQ_DIALECT)).toMatch(/JSON Schema/);
    expect(body({ ...page, tools })).toMatchObject({ response_format: { type: 'json_schema' }, tools: [{ type: 'function' }] });
  });

  it.each([
    [undefined, 'auto'],
    ['none' as const, 'none'],
    ['required' as const, 'required'],
    [{ name: 'weather' }, { type: 'function', function: { name: 'weather' } }],
  ])('writes the tool choice %j', (toolChoice, wire) => {
    expect(body({ ...request, tools, toolChoice })).toMatchObject({
      tools: [{ type: 'function', function: { name: 'weather', parameters: tools[0]?.parameters } }],
      tool_choice: wire,
    });
    expect(body({ ...request, toolChoice })).not.toHaveProperty('tool_choice');
  });

  it('writes calls, their results and images as parts of the conversation', () => {
    const messages: ModelRequest['messages'] = [
      {
        role: 'user',
        content: [
          { type: 'text', text: 'What is it?' },
          { type: 'image', image: { mediaType: 'image/png', base64: 'AAAA' } },
          { type: 'image', image: { url: 'https://example.com/a.png' } },
        ],
      },
      { role: 'assistant', content: '', toolCalls: [{ id: 'call_1', name: 'weather', arguments: '{}' }] },
      { role: 'tool', toolCallId: 'call_1', content: 'sunny' },
    ];
    expect(body({ ...request, system: 'Be brief.', messages }).messages).toEqual([
      { role: 'system', content: 'Be brief.' },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'What is it?' },
          { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } },
          { type: 'image_url', image_url: { url: 'https://example.com/a.png' } },
        ],
      },
      {
        role: 'assistant',
        content: null,
        tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'weather', arguments: '{}' } }],
      },
      { role: 'tool', tool_call_id: 'call_1', content: 'sunny' },
    ]);
  });
});
