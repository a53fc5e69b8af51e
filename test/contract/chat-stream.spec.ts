import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { OpenAI } from 'openai';
import { MeshError } from '../../src/errors';
import type { GenerateAnswer, GenerateEvent } from '../../src/models';
import { afterFirst } from '../../src/models/after-first';
import { eventsOf } from '../../src/models/generate-stream.controller';
import { chatFrames } from '../../src/models/openai-api/chat-chunks';
import { chatCompletion } from '../../src/models/openai-api/chat-completion';
import { abortOnLeaving, sendFrames, type StreamingReply } from '../../src/security';

const usage = { inputTokens: 7, outputTokens: 5, cachedTokens: 2, reasoningTokens: 1 };
const answer: GenerateAnswer = {
  text: 'Let me see.',
  toolCalls: [
    { id: 'call_1', name: 'look_up', arguments: '{"a":"ü\\n"}' },
    { id: 'call_2', name: 'look_up', arguments: '{}' },
  ],
  finishReason: 'tool_calls',
  provider: 'openai',
  model: 'gpt-4o-2024-11-20',
  attempts: [],
  usage,
  costMicroUsd: 1,
  cached: false,
  decision: () => ({
    requested: null,
    complexity: { level: 'LOW', score: 0, source: 'estimated', features: {} },
    temperature: { value: null, source: 'none', reason: '' },
    candidates: [],
    reason: '',
  }),
};
const broken = new MeshError('unavailable', 'stream-cut', 'the stream was cut');

async function* pieces(...events: (GenerateEvent | Error)[]): AsyncGenerator<GenerateEvent> {
  for (const event of events) {
    if (event instanceof Error) throw event;
    yield event;
  }
}

/** Streams over real HTTP, so that the stock client reads what a socket carries. */
describe('a streamed completion', () => {
  let server: Server;
  let client: OpenAI;
  let source: () => AsyncIterable<GenerateEvent>;
  let left: AbortSignal;
  beforeAll(async () => {
    server = createServer((_request, raw: ServerResponse) => {
      const reply: StreamingReply = { raw, hijack: () => undefined, request: {}, getHeaders: () => ({}) };
      const abort = abortOnLeaving(raw);
      left = abort.signal;
      void sendFrames(reply, chatFrames(source(), { model: 'auto', includeUsage: true, ignored: [] }, abort.signal), abort);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    client = new OpenAI({ apiKey: 'k', baseURL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, maxRetries: 0 });
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const ask = () => client.chat.completions.stream({ model: 'auto', messages: [], stream_options: { include_usage: true } });

  it('carries text and calls of tools, piece by piece', async () => {
    source = () =>
      pieces(
        { type: 'delta', text: 'Let me ' },
        { type: 'delta', text: 'see.' },
        { type: 'tool_call', index: 0, id: 'call_1', name: 'look_up', arguments: '' },
        { type: 'tool_call', index: 0, arguments: '{"a":"ü' },
        { type: 'tool_call', index: 1, id: 'call_2', name: 'look_up', arguments: '{}' },
        { type: 'tool_call', index: 0, arguments: '\\n"}' },
        { type: 'done', answer },
      );
    const { choices, usage: counted } = await ask().finalChatCompletion();
    expect(choices[0]).toMatchObject({ finish_reason: 'tool_calls', message: { content: 'Let me see.' } });
    expect(choices[0]?.message.tool_calls).toMatchObject([
      { id: 'call_1', type: 'function', function: { name: 'look_up', arguments: '{"a":"ü\\n"}' } },
      { id: 'call_2', type: 'function', function: { name: 'look_up', arguments: '{}' } },
    ]);
    expect(counted).toMatchObject({ prompt_tokens: 7, completion_tokens: 5, total_tokens: 12 });
  });

  it('carries an answer that came whole', async () => {
    source = () => pieces({ type: 'done', answer });
    const { choices } = await ask().finalChatCompletion();
    expect(choices[0]?.message).toMatchObject({ content: 'Let me see.', tool_calls: [{ id: 'call_1' }, { id: 'call_2' }] });
  });

  it('makes the stock client throw when it breaks off, and never says [DONE]', async () => {
    source = () => pieces({ type: 'delta', text: 'Let' }, broken);
    const read: string[] = [];
    const reading = async () => {
      for await (const chunk of ask()) read.push(chunk.choices[0]?.delta.content ?? '');
    };
    await expect(reading()).rejects.toMatchObject({ code: 'stream_cut', error: { message: 'the stream was cut', type: 'server_error' } });
    expect(read.join('')).toBe('Let');
    const wire = await (await fetch(`${client.baseURL}/chat/completions`)).text();
    expect(wire).toMatch(/data: {"error":{[^\n]*}}\n\n$/);
    expect(wire).not.toContain('[DONE]');
  });

  it('rests its source while the reader is slow, and ends it when the reader leaves', async () => {
    let yielded = 0;
    let ended: () => void = () => undefined;
    const end = new Promise<void>((resolve) => (ended = resolve));
    source = async function* () {
      try {
        for (;;) {
          yielded += 1;
          yield { type: 'delta' as const, text: 'x'.repeat(64 * 1024) };
        }
      } finally {
        ended();
      }
    };
    const requested = once(server, 'request') as Promise<[unknown, ServerResponse]>;
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    socket.write('POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n');
    socket.pause();
    const [, raw] = await requested;
    // The kernel takes a few megabytes; then the source rests until the reader reads.
    let before = -1;
    while (before !== yielded || !raw.writableNeedDrain) {
      before = yielded;
      await new Promise((resolve) => setImmediate(resolve));
    }
    const resting = yielded;
    expect(raw.writableLength).toBeLessThan(1024 * 1024);
    const drained = once(raw, 'drain');
    socket.resume();
    await drained;
    while (yielded <= resting) await new Promise((resolve) => setImmediate(resolve));
    socket.destroy();
    await end;
    expect(left.aborted).toBe(true);
  });
});

describe('a whole completion', () => {
  it('has no content beside calls of tools alone, and JSON as it was checked', () => {
    const read = (changes: Partial<GenerateAnswer>) =>
      JSON.parse(chatCompletion({ ...answer, ...changes })) as { choices: { message: { content: string | null } }[] };
    expect(read({ text: '' }).choices[0]?.message).toMatchObject({ content: null, tool_calls: [{ id: 'call_1' }, { id: 'call_2' }] });
    expect(read({ text: '```json\n{"a": 1}\n```', json: { a: 1 } }).choices[0]?.message.content).toBe('{"a":1}');
  });
});

describe('the events of /generate/stream', () => {
  it('end with an error when the answer breaks off', async () => {
    const events = [];
    const source = await afterFirst(
      pieces({ type: 'delta', text: 'Let' }, { type: 'tool_call', index: 0, id: 'c', name: 'n', arguments: '{' }, broken),
    );
    for await (const event of eventsOf(source, new AbortController().signal, 'r1')) events.push(event);
    expect(events).toMatchObject([
      { event: 'delta', data: { text: 'Let' } },
      { event: 'tool_call', data: { index: 0, id: 'c', name: 'n', arguments: '{' } },
      { event: 'error', data: { status: 503, code: 'stream-cut', retryable: true, request_id: 'r1' } },
    ]);
  });

  it('fail as a call does when there is no first one', async () => {
    await expect(afterFirst(pieces(broken))).rejects.toBe(broken);
  });

  it('are left by their source when their reader leaves', async () => {
    let ended = false;
    const source = async function* () {
      try {
        for (;;) yield 'x';
      } finally {
        ended = true;
      }
    };
    for await (const item of await afterFirst(source())) if (item === 'x') break;
    expect(ended).toBe(true);
  });
});
