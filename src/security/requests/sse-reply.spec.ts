import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sendEvents, type SseEvent, type StreamingReply } from './sse-reply';

/** More than the connection between the two holds by itself. */
const EVENTS = 400;
const WORDS = 'x'.repeat(64 * 1024);
const STALL_MS = 200;

describe('a stream of events', () => {
  const server = createServer((_request, response) => void answer(response));
  /** One for each stream, in the order in which they were asked for; resolves when nothing more is sent. */
  const ended: Promise<void>[] = [];
  let made = 0;

  async function* events(): AsyncGenerator<SseEvent> {
    for (let i = 1; i <= EVENTS; i += 1) {
      made += 1;
      yield await Promise.resolve({ id: `${i}-0`, event: 'told', data: { words: WORDS } });
    }
  }

  function answer(raw: ServerResponse): Promise<void> {
    const reply = { hijack: () => undefined, getHeaders: () => ({}), raw, request: {} } as unknown as StreamingReply;
    const sent = sendEvents(reply, events(), new AbortController(), STALL_MS);
    ended.push(sent);
    return sent;
  }

  const open = async (): Promise<IncomingMessage> => {
    const { port } = server.address() as AddressInfo;
    const [response] = (await once(request({ port, agent: false }).end(), 'response')) as [IncomingMessage];
    return response;
  };
  const framesOf = async (response: IncomingMessage): Promise<string[]> => {
    let text = '';
    for await (const piece of response) text += (piece as Buffer).toString();
    return text.split('\n\n').filter((frame) => frame !== '');
  };
  const idsOf = (frames: string[]) => frames.flatMap((frame) => /^id: (\d+)-0$/m.exec(frame)?.[1] ?? []).map(Number);
  const upTo = (count: number) => Array.from({ length: count }, (_unused, i) => i + 1);

  beforeAll(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  beforeEach(() => {
    made = 0;
    ended.length = 0;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  it('tells a reader who took nothing for too long that it may go on after the last id it had', async () => {
    const stalled = await open(); // and reads nothing
    await ended[0];
    expect(made).toBeLessThan(EVENTS);
    const frames = await framesOf(stalled);
    const last = frames.pop() ?? '';
    expect(last).toMatch(/^event: error\ndata: /);
    expect(JSON.parse(last.slice(last.indexOf('data: ') + 6))).toMatchObject({ code: 'reader-too-slow', retryable: true, status: 503 });
    expect(idsOf(frames)).toEqual(upTo(made));
  });

  it('makes no more events than a reader takes, and gives all of them to one beside him who reads', async () => {
    await open();
    const quick = await framesOf(await open());
    expect(idsOf(quick)).toEqual(upTo(EVENTS));
    await ended[0];
    expect(made - EVENTS).toBeLessThan(EVENTS);
  });
});
