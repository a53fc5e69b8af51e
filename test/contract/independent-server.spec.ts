import { LLMock } from '@copilotkit/aimock';
import type { ModelProvider, ModelRequest } from '../../src/models/model-provider';
import { AnthropicProvider } from '../../src/models/providers/anthropic/anthropic.provider';
import { GeminiProvider } from '../../src/models/providers/gemini/gemini.provider';
import { OpenAiProvider } from '../../src/models/providers/openai/openai.provider';
import { configured } from './configured';
import { callsIn, drained, NEVER, textIn, WEATHER } from './requests';

const schema = { type: 'object', properties: { title: { type: 'string' } }, required: ['title'], additionalProperties: false };
const asked = (content: string, more: Partial<ModelRequest> = {}): ModelRequest => ({
  messages: [{ role: 'user', content }],
  format: { type: 'text' },
  maxTokens: 50,
  ...more,
});
const page = asked('a page', { format: { type: 'json_schema', name: 'page', schema } });

/** A second opinion on the wire format, by people who hold theirs to the real APIs every day. */
describe('against an independent model server', () => {
  const mock = new LLMock({ port: 0 });
  beforeAll(async () => {
    const usage = { input_tokens: 12, output_tokens: 3, prompt_tokens: 12, completion_tokens: 3 };
    mock.on({ toolName: 'answer' }, { toolCalls: [{ name: 'answer', arguments: '{"title":"From a tool"}' }] });
    mock.onMessage('hello', { content: 'Hi there, and welcome', usage });
    mock.on({ userMessage: 'weather', hasToolResult: true, toolResultContains: 'sunny' }, { content: 'It is sunny.' });
    mock.onMessage('weather', { toolCalls: [{ name: 'weather', arguments: '{"city":"Graz"}' }] });
    mock.onMessage('a page', { content: '{"title":"Hi"}' });
    mock.onMessage('an object', { content: '{"title":"Hi"}' });
    mock.onJsonOutput('strictly', { title: 'Hi' });
    await mock.start();
  });
  afterAll(() => mock.stop());

  const servers: [string, string, () => ModelProvider][] = [
    ['anthropic', 'claude-sonnet-5-5', () => new AnthropicProvider(configured({ ANTHROPIC_API_KEY: 'k', ANTHROPIC_BASE_URL: mock.url }))],
    ['gemini', 'gemini-3.8-flash', () => new GeminiProvider(configured({ GOOGLE_API_KEY: 'k', GOOGLE_BASE_URL: mock.url }))],
    ['openai', 'gpt-4o', () => new OpenAiProvider(configured({ OPENAI_API_KEY: 'k', OPENAI_BASE_URL: `${mock.url}/v1` }))],
  ];

  describe.each(servers)('%s', (_, model, make) => {
    it('answers and counts', async () => {
      const answer = await make().generate(model, asked('hello'), NEVER);
      expect(answer).toMatchObject({ text: 'Hi there, and welcome', finishReason: 'stop', usage: { inputTokens: 12, outputTokens: 3 } });
    });

    it('streams', async () => {
      const { chunks, error } = await drained(make().stream(model, asked('hello'), NEVER));
      expect(error).toBeUndefined();
      expect(chunks.filter(({ type }) => type === 'text').length).toBeGreaterThan(1);
      expect(textIn(chunks)).toBe('Hi there, and welcome');
      expect(chunks.at(-1)).toMatchObject({ type: 'end', finishReason: 'stop', usage: { inputTokens: 12, outputTokens: 3 } });
    });

    it('calls a tool and takes its result in', async () => {
      const question = asked('What is the weather?', { tools: [WEATHER] });
      const { toolCalls = [], finishReason } = await make().generate(model, question, NEVER);
      expect({ finishReason, toolCalls }).toMatchObject({
        finishReason: 'tool_calls',
        toolCalls: [{ name: 'weather', arguments: '{"city":"Graz"}' }],
      });
      const [call] = toolCalls;
      const result = { role: 'tool' as const, toolCallId: call?.id ?? '', content: 'sunny' };
      const messages = [...question.messages, { role: 'assistant' as const, content: '', toolCalls }, result];
      expect((await make().generate(model, { ...question, messages }, NEVER)).text).toBe('It is sunny.');
    });

    it('streams the call of a tool', async () => {
      const { chunks } = await drained(make().stream(model, asked('What is the weather?', { tools: [WEATHER] }), NEVER));
      expect(callsIn(chunks)).toMatchObject([{ id: expect.stringMatching(/./) as string, name: 'weather', arguments: '{"city":"Graz"}' }]);
      expect(chunks.at(-1)).toMatchObject({ type: 'end', finishReason: 'tool_calls' });
    });

    it('answers with JSON', async () => {
      const object = await make().generate(model, asked('an object', { format: { type: 'json_object' } }), NEVER);
      expect(JSON.parse(object.text)).toEqual({ title: 'Hi' });
      // Whether by a tool or not depends on the model; the server answers either way.
      expect(JSON.parse((await make().generate(model, page, NEVER)).text)).toEqual({ title: expect.any(String) as string });
    });
  });

  it('openai asks for a JSON object by its format, not in words alone', async () => {
    const [, , [, model, make]] = servers as [unknown, unknown, (typeof servers)[0]];
    const object = await make().generate(model, asked('strictly', { format: { type: 'json_object' } }), NEVER);
    expect(JSON.parse(object.text)).toEqual({ title: 'Hi' });
  });

  it('anthropic finds the structured answer in the call of its own tool, streamed or not', async () => {
    const [[, , make]] = servers as [(typeof servers)[0]];
    const model = 'claude-without-structured-outputs';
    const answer = await make().generate(model, page, NEVER);
    expect(answer).toMatchObject({ text: '{"title":"From a tool"}', finishReason: 'stop' });
    const { chunks } = await drained(make().stream(model, page, NEVER));
    expect(textIn(chunks)).toBe('{"title":"From a tool"}');
    expect(chunks.at(-1)).toMatchObject({ type: 'end', finishReason: 'stop' });
  });
});
