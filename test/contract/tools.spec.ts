import type { ModelProvider, ModelRequest, ToolChoice } from '../../src/models/model-provider';
import { ENTRIES, WIRE_ENTRIES } from './entries';
import { json, ModelServer } from './model-server';
import { CALL, NEVER, STRUCTURED, WEATHER, WITH_TOOL } from './requests';

const server = new ModelServer();
let url: string;
beforeAll(async () => (url = await server.start()));
afterAll(() => server.stop());

const answered: ModelRequest = {
  ...WITH_TOOL,
  messages: [
    { role: 'user', content: 'What is the weather in Graz?' },
    { role: 'assistant', content: '', toolCalls: [CALL] },
    { role: 'tool', toolCallId: CALL.id, content: 'sunny' },
  ],
};

describe.each(ENTRIES.filter(({ wire }) => wire === undefined || wire.tools))('a tool with $name', ({ model, make, wire }) => {
  let provider: ModelProvider;
  beforeEach(() => (provider = make(url)));

  it('is called, and the answer takes its result in', async () => {
    if (wire?.tools) server.behave(json(200, wire.tools.calling([CALL])), json(200, wire.answer('It is sunny.')));
    const { toolCalls, finishReason, text } = await provider.generate(model, { ...WITH_TOOL, toolChoice: 'required' }, NEVER);
    expect(toolCalls).toEqual([{ id: expect.any(String) as string, name: 'weather', arguments: expect.any(String) as string }]);
    expect(JSON.parse(toolCalls?.[0]?.arguments ?? '')).toEqual({ city: expect.any(String) as string });
    expect({ finishReason, text }).toEqual({ finishReason: 'tool_calls', text: '' });
    const answer = await provider.generate(model, answered, NEVER);
    expect(answer.text).not.toBe('');
    expect(answer).toMatchObject({ finishReason: 'stop' });
  });
});

describe.each(WIRE_ENTRIES.filter(({ wire }) => wire.tools))('tools on the wire of $name', ({ model, make, wire }) => {
  let provider: ModelProvider;
  beforeEach(() => {
    provider = make(url);
    server.behave(json(200, wire.answer('{"title":"Yes.","tags":["a"]}')));
  });
  const sent = async (request: ModelRequest): Promise<Record<string, unknown>> => {
    await provider.generate(model, request, NEVER);
    return server.received[0]?.body ?? {};
  };

  it('are described to the model', async () => expect(await sent(WITH_TOOL)).toMatchObject(wire.tools!.definition));

  it.each<[ToolChoice]>([['auto'], ['none'], ['required'], [{ name: 'weather' }]])('are chosen as %j', async (toolChoice) => {
    expect(await sent({ ...WITH_TOOL, toolChoice })).toMatchObject(wire.tools!.choice(toolChoice));
  });

  it('stand in the conversation with their results', async () => {
    expect(await sent(answered)).toMatchObject(wire.tools!.conversation(CALL, 'sunny'));
  });

  it('may be called several at once', async () => {
    const calls = [CALL, { ...CALL, id: 'call_2', arguments: '{"city":"Linz"}' }];
    server.behave(json(200, wire.tools!.calling(calls)));
    const answer = await provider.generate(model, WITH_TOOL, NEVER);
    expect(answer.toolCalls?.map((call) => JSON.parse(call.arguments) as unknown)).toEqual([{ city: 'Graz' }, { city: 'Linz' }]);
    expect(new Set(answer.toolCalls?.map(({ id }) => id)).size).toBe(2);
  });

  it('go along with a JSON format', async () => {
    const body = await sent({ ...STRUCTURED, tools: [WEATHER] });
    expect(body).toMatchObject(wire.tools!.definition);
    expect(JSON.stringify(body)).toMatch(/title/);
  });
});
