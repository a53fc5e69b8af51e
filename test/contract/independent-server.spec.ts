import { LLMock } from '@copilotkit/aimock';
import type { ModelMessage, ModelRequest } from '../../src/models/model-provider';
import { AnthropicProvider } from '../../src/models/providers/anthropic/anthropic.provider';
import { OpenAiProvider } from '../../src/models/providers/openai/openai.provider';
import { configured } from './configured';
import { callsIn, drained, NEVER, textIn, WEATHER } from './requests';

const request: ModelRequest = { messages: [{ role: 'user', content: 'hello' }], format: { type: 'text' }, maxTokens: 50 };
const question: ModelMessage = { role: 'user', content: 'weather please' };
const withTool: ModelRequest = { ...request, messages: [question], tools: [WEATHER] };

/** A second opinion on the wire format, by people who hold theirs to the real APIs every day. */
describe('against an independent model server', () => {
  const mock = new LLMock({ port: 0 });
  beforeAll(async () => {
    mock.on({ toolName: 'answer' }, { toolCalls: [{ name: 'answer', arguments: '{"title":"Hi"}' }] });
    mock.on({ userMessage: 'weather', hasToolResult: true, toolResultContains: 'sunny' }, { content: 'It is sunny in Graz.' });
    mock.on({ toolName: 'weather', hasToolResult: false }, { toolCalls: [{ name: 'weather', arguments: '{"city":"Graz"}' }] });
    mock.onMessage('hello', {
      content: 'Hi there',
      usage: { input_tokens: 12, output_tokens: 3, prompt_tokens: 12, completion_tokens: 3 },
    });
    mock.onJsonOutput('object', { title: 'Hi' });
    await mock.start();
  });
  afterAll(() => mock.stop());

  const anthropic = () => new AnthropicProvider(configured({ ANTHROPIC_API_KEY: 'k', ANTHROPIC_BASE_URL: mock.url }));
  const openai = () => new OpenAiProvider(configured({ OPENAI_API_KEY: 'k', OPENAI_BASE_URL: `${mock.url}/v1` }));
  const streaming = [['openai', openai]] as const;

  it.each([
    ['anthropic', anthropic],
    ['openai', openai],
  ])('%s answers and counts', async (_, make) => {
    const answer = await make().generate('some-model', request, NEVER);
    expect(answer).toMatchObject({ text: 'Hi there', finishReason: 'stop', usage: { inputTokens: 12, outputTokens: 3 } });
  });

  it.each(streaming)('%s streams and counts', async (_, make) => {
    const { chunks, error } = await drained(make().stream('some-model', request, NEVER));
    expect(error).toBeUndefined();
    expect(textIn(chunks)).toBe('Hi there');
    expect(chunks.at(-1)).toMatchObject({ type: 'end', finishReason: 'stop', usage: { inputTokens: 12, outputTokens: 3 } });
  });

  it.each(streaming)('%s calls a tool and takes its result in', async (_, make) => {
    const { toolCalls, finishReason } = await make().generate('some-model', withTool, NEVER);
    expect(toolCalls).toEqual([{ id: expect.any(String) as string, name: 'weather', arguments: '{"city":"Graz"}' }]);
    expect(finishReason).toBe('tool_calls');
    const messages: ModelMessage[] = [
      question,
      { role: 'assistant', content: '', toolCalls },
      { role: 'tool', toolCallId: toolCalls?.[0]?.id ?? '', content: 'sunny' },
    ];
    expect((await make().generate('some-model', { ...withTool, messages }, NEVER)).text).toBe('It is sunny in Graz.');
  });

  it.each(streaming)('%s streams the call of a tool', async (_, make) => {
    const { chunks } = await drained(make().stream('some-model', withTool, NEVER));
    expect(callsIn(chunks)).toMatchObject([{ name: 'weather', arguments: '{"city":"Graz"}' }]);
    expect(chunks.at(-1)).toMatchObject({ type: 'end', finishReason: 'tool_calls' });
  });

  it('anthropic finds the structured answer in the tool call', async () => {
    const schema = { type: 'object', properties: { title: { type: 'string' } }, required: ['title'] };
    const answer = await anthropic().generate(
      'claude-sonnet-5-5',
      { ...request, format: { type: 'json_schema', name: 'page', schema } },
      NEVER,
    );
    expect(JSON.parse(answer.text)).toEqual({ title: 'Hi' });
  });

  it('openai asks for a JSON object', async () => {
    const asked: ModelRequest = { ...request, messages: [{ role: 'user', content: 'an object' }], format: { type: 'json_object' } };
    expect(JSON.parse((await openai().generate('gpt-4o', asked, NEVER)).text)).toEqual({ title: 'Hi' });
  });
});
