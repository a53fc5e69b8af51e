import type { ModelRequest, ToolChoice } from '../../model-provider';
import { compileSchema } from '../../output/compiled-schemas';
import { SandboxProvider } from './sandbox.provider';

const sandbox = new SandboxProvider();
const never = new AbortController().signal;
const parameters = {
  type: 'object',
  properties: { city: { type: 'string', minLength: 2 }, days: { type: 'integer', minimum: 1, maximum: 7 } },
  required: ['city', 'days'],
  additionalProperties: false,
};
const asking = (content: string, toolChoice?: ToolChoice): ModelRequest => ({
  messages: [{ role: 'user', content }],
  format: { type: 'text' },
  maxTokens: 100,
  tools: [
    { name: 'search_web', parameters: { type: 'object', properties: { query: { type: 'string' } }, required: ['query'] } },
    { name: 'get_weather', parameters },
  ],
  toolChoice,
});
const called = async (content: string, toolChoice?: ToolChoice) =>
  ((await sandbox.generate('sandbox', asking(content, toolChoice), never)).toolCalls ?? []).map(({ name }) => name);

describe('the sandbox with tools', () => {
  it.each<[string, ToolChoice | undefined, string[]]>([
    ['Use get_weather for Graz', undefined, ['get_weather']],
    ['Use GET_WEATHER and search_web', 'auto', ['search_web', 'get_weather']],
    ['How are you?', 'auto', []],
    ['How are you?', 'required', ['search_web']],
    ['Use get_weather', 'required', ['get_weather']],
    ['Use get_weather', 'none', []],
    ['How are you?', { name: 'get_weather' }, ['get_weather']],
    ['How are you?', { name: 'unknown' }, []],
  ])('for %j with the choice %j calls %j', async (content, choice, names) => expect(await called(content, choice)).toEqual(names));

  it('fits the arguments to the schema, always the same way', async () => {
    const request = asking('Use get_weather for Graz');
    const answer = await sandbox.generate('sandbox', request, never);
    expect(await sandbox.generate('sandbox', request, never)).toEqual(answer);
    expect(compileSchema(parameters).faultOf(JSON.parse(answer.toolCalls?.[0]?.arguments ?? ''))).toBeUndefined();
    expect(answer).toMatchObject({ text: '', finishReason: 'tool_calls' });
    expect(answer.usage.outputTokens).toBeGreaterThan(0);
  });

  it('answers in words once a tool has answered', async () => {
    const request = asking('Use get_weather for Graz');
    const { toolCalls } = await sandbox.generate('sandbox', request, never);
    request.messages.push(
      { role: 'assistant', content: '', toolCalls },
      { role: 'tool', toolCallId: toolCalls?.[0]?.id ?? '', content: 'sunny' },
    );
    const answer = await sandbox.generate('sandbox', request, never);
    expect(answer.toolCalls).toBeUndefined();
    expect(answer.text).toMatch(/sandbox answer.*sunny/);
  });

  it('counts images', async () => {
    const count = async (images: number) => {
      const seen = Array.from({ length: images }, () => ({ type: 'image' as const, image: { url: 'https://example.com/a.png' } }));
      const content = [{ type: 'text' as const, text: 'See.' }, ...seen];
      const request: ModelRequest = { messages: [{ role: 'user', content }], format: { type: 'text' }, maxTokens: 9 };
      return (await sandbox.generate('sandbox', request, never)).usage.inputTokens;
    };
    expect((await count(2)) - (await count(0))).toBe(2 * 765);
  });
});
