import type { ServerResponse } from 'node:http';
import type { ModelChunk, ModelProvider } from '../../src/models/model-provider';
import { ENTRIES, WIRE_ENTRIES } from './entries';
import { events, json, ModelServer } from './model-server';
import { CALL, callsIn, drained, NEVER, TEXT, textIn, WITH_TOOL } from './requests';

const server = new ModelServer();
let url: string;
beforeAll(async () => (url = await server.start()));
afterAll(() => server.stop());

const usage = { inputTokens: 120, outputTokens: 30, cachedTokens: 100, reasoningTokens: 10 };

describe.each(ENTRIES.filter(({ wire }) => wire === undefined || wire.streaming))('a stream of $name', ({ model, make, wire }) => {
  it('yields text in pieces and then its end, once', async () => {
    if (wire?.streaming) {
      server.behave(events([...wire.streaming.events({ texts: ['A ', 'fine ', 'answer.'], finish: 'stop' }), ...wire.streaming.done]));
    }
    const { chunks, error } = await drained(make(url).stream(model, TEXT, NEVER));
    expect(error).toBeUndefined();
    expect(chunks.filter(({ type }) => type === 'text').length).toBeGreaterThan(1);
    expect(chunks.filter(({ type }) => type === 'end')).toEqual([chunks.at(-1)]);
    expect(chunks.at(-1)).toMatchObject({ finishReason: 'stop', model: expect.any(String) as string });
    if (wire) expect(textIn(chunks)).toBe('A fine answer.');
    if (wire) expect(chunks.at(-1)).toMatchObject({ usage });
  });

  it('says the same as the answer in one piece', async () => {
    if (wire?.streaming) return;
    const { chunks } = await drained(make(url).stream(model, TEXT, NEVER));
    const { text, finishReason, usage: counted } = await make(url).generate(model, TEXT, NEVER);
    expect(textIn(chunks)).toBe(text);
    expect(chunks.at(-1)).toMatchObject({ finishReason, usage: counted });
  });

  it('yields calls of tools in pieces that belong together', async () => {
    const second = { ...CALL, id: 'call_2', arguments: '{"city":"Linz"}' };
    if (wire?.streaming) {
      server.behave(events([...wire.streaming.events({ calls: [CALL, second], finish: 'tool_calls' }), ...wire.streaming.done]));
    }
    const { chunks } = await drained(make(url).stream(model, { ...WITH_TOOL, toolChoice: 'required' }, NEVER));
    expect(chunks.at(-1)).toMatchObject({ type: 'end', finishReason: 'tool_calls' });
    const calls = callsIn(chunks);
    if (wire) {
      expect(calls.map((call) => JSON.parse(call.arguments) as unknown)).toEqual([{ city: 'Graz' }, { city: 'Linz' }]);
    }
    for (const call of calls) expect(call).toMatchObject({ id: expect.stringMatching(/./) as string, name: 'weather' });
    expect(new Set(calls.map(({ id }) => id)).size).toBe(calls.length);
  });
});

describe.each(WIRE_ENTRIES.filter(({ wire }) => wire.streaming))('a stream on the wire of $name', ({ model, make, wire }) => {
  const streaming = wire.streaming!;
  let provider: ModelProvider;
  beforeEach(() => (provider = make(url)));
  const stream = () => provider.stream(model, TEXT, NEVER);
  const whole = [...streaming.events({ texts: ['Grüße ', '🌞'], finish: 'stop' }), ...streaming.done];

  it('is asked for at the path of its API', async () => {
    server.behave(events(whole));
    await drained(stream());
    expect(server.received[0]).toMatchObject({ path: streaming.path ?? wire.path, body: wire.bound });
  });

  it('yields a piece before the next one is sent', async () => {
    let response: ServerResponse | undefined;
    const [first, ...rest] = [whole.slice(0, -2).join(''), ...whole.slice(-2)];
    server.behave((newest) => {
      response = newest;
      newest.writeHead(200, { 'content-type': 'text/event-stream' }).write(first);
    });
    const seen: ModelChunk[] = [];
    for await (const chunk of stream()) {
      seen.push(chunk);
      if (textIn(seen) === 'Grüße 🌞' && !response?.writableEnded) response?.end(rest.join(''));
    }
    expect(seen.at(-1)).toMatchObject({ type: 'end' });
  });

  it('says that the answer was cut by its bound', async () => {
    server.behave(events([...streaming.events({ texts: ['Half'], finish: 'length' }), ...streaming.done]));
    expect((await drained(stream())).chunks.at(-1)).toMatchObject({ finishReason: 'length' });
  });

  it('is the same however its bytes arrive', async () => {
    const bytes = Buffer.from(whole.join('').replaceAll('\n', '\r\n'));
    server.behave(events(Array.from(bytes, (_, index) => bytes.subarray(index, index + 1))));
    const { chunks } = await drained(stream());
    expect(textIn(chunks)).toBe('Grüße 🌞');
    expect(chunks.at(-1)).toMatchObject({ type: 'end', usage });
  });

  it('may end without its closing mark, once it has said why', async () => {
    server.behave(events(streaming.events({ texts: ['All.'], finish: 'stop' })));
    const { chunks, error } = await drained(stream());
    expect(error).toBeUndefined();
    expect(chunks.at(-1)).toMatchObject({ type: 'end', finishReason: 'stop' });
  });

  it('leaves its connection to the next call', async () => {
    server.behave(events(whole));
    await drained(stream());
    const before = server.connections;
    for (let turn = 0; turn < 3; turn += 1) expect((await drained(stream())).error).toBeUndefined();
    server.behave(json(200, wire.answer('Yes.')));
    await provider.generate(model, TEXT, NEVER);
    expect(server.connections - before).toBeLessThanOrEqual(1);
  });
});
