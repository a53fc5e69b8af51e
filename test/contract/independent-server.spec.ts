import { LLMock } from '@copilotkit/aimock';
import { AnthropicProvider } from '../../src/models/providers/anthropic/anthropic.provider';
import { OpenAiProvider } from '../../src/models/providers/openai/openai.provider';
import type { ModelRequest } from '../../src/models/model-provider';
import { configured } from './configured';

const request: ModelRequest = { messages: [{ role: 'user', content: 'hello' }], format: { type: 'text' }, maxTokens: 50 };
const never = new AbortController().signal;

/** A second opinion on the wire format, by people who hold theirs to the real APIs every day. */
describe('against an independent model server', () => {
  const mock = new LLMock({ port: 0 });
  beforeAll(async () => {
    mock.on({ toolName: 'answer' }, { toolCalls: [{ name: 'answer', arguments: '{"title":"Hi"}' }] });
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

  it.each([
    ['anthropic', anthropic],
    ['openai', openai],
  ])('%s answers and counts', async (_, make) => {
    const answer = await make().generate('some-model', request, never);
    expect(answer).toMatchObject({ text: 'Hi there', finishReason: 'stop', usage: { inputTokens: 12, outputTokens: 3 } });
  });

  it('anthropic finds the structured answer in the tool call', async () => {
    const schema = { type: 'object', properties: { title: { type: 'string' } }, required: ['title'] };
    const answer = await anthropic().generate(
      'claude-sonnet-5-5',
      { ...request, format: { type: 'json_schema', name: 'page', schema } },
      never,
    );
    expect(JSON.parse(answer.text)).toEqual({ title: 'Hi' });
  });

  it('openai asks for a JSON object', async () => {
    const asked: ModelRequest = { ...request, messages: [{ role: 'user', content: 'an object' }], format: { type: 'json_object' } };
    expect(JSON.parse((await openai().generate('gpt-4o', asked, never)).text)).toEqual({ title: 'Hi' });
  });
});
