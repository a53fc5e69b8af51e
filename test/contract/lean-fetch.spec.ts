import { Anthropic } from '@anthropic-ai/sdk';
import { OpenAI } from 'openai';
import { leanFetch } from '../../src/models/providers/lean-fetch';
import { hang, json, ModelServer } from './model-server';

const server = new ModelServer();
let url: string;
beforeAll(async () => (url = await server.start()));
afterAll(() => server.stop());

const anthropic = () => new Anthropic({ apiKey: 'k', baseURL: url, maxRetries: 0, fetch: leanFetch });
const openai = () => new OpenAI({ apiKey: 'k', baseURL: `${url}/v1`, maxRetries: 0, fetch: leanFetch });
const asked = { model: 'm', max_tokens: 5, messages: [{ role: 'user' as const, content: 'Grüße' }] };

/** What the official SDKs ask of a `fetch`, seen through them. */
describe('the lean fetch', () => {
  it.each([
    ['anthropic', () => anthropic().messages.create(asked), '/v1/messages'],
    ['openai', () => openai().chat.completions.create(asked), '/v1/chat/completions'],
  ])('carries a call of the SDK of %s and its answer', async (_, call, path) => {
    server.behave(json(200, { content: 'Grüße zurück' }));
    expect(await call()).toMatchObject({ content: 'Grüße zurück' });
    expect(server.received[0]).toMatchObject({ path, body: asked });
    expect(server.received[0]?.headers.authorization).toBe('Bearer k');
  });

  it('hands errors over with their status, headers and body', async () => {
    server.behave(json(429, { error: { message: 'slow down', type: 'rate_limit_error' } }, { 'retry-after': '7' }));
    const error = await openai()
      .chat.completions.create(asked)
      .catch((caught: unknown) => caught as { status: number; headers: Headers; type: string });
    expect(error).toMatchObject({ status: 429, type: 'rate_limit_error' });
    expect((error as { headers: Headers }).headers.get('retry-after')).toBe('7');
  });

  it('streams, and closes the connection when the reader leaves', async () => {
    server.behave((response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('event: message_start\ndata: {"type":"message_start","message":{}}\n\n');
    });
    const seen: string[] = [];
    let left: Promise<unknown> | undefined;
    for await (const event of await anthropic().messages.create({ ...asked, stream: true })) {
      seen.push(event.type);
      left = server.leaving();
      break;
    }
    await left;
    expect(seen).toEqual(['message_start']);
  });

  it('closes the connection when the signal aborts before there is an answer', async () => {
    server.behave(hang);
    const controller = new AbortController();
    const arrived = server.arrival();
    const failed = openai()
      .chat.completions.create(asked, { signal: controller.signal })
      .catch((error: unknown) => error);
    await arrived;
    const left = server.leaving();
    const abortedAtMs = performance.now();
    controller.abort();
    expect(await failed).toBeInstanceOf(Error);
    await left;
    expect(performance.now() - abortedAtMs).toBeLessThan(100);
  });
});
