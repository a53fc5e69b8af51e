import type { ModelRequest } from '../../src/models/model-provider';
import { OpenAiProvider } from '../../src/models/providers/openai/openai.provider';
import { configured } from './configured';
import { WIRE_ENTRIES } from './entries';
import { events, json, ModelServer } from './model-server';
import { drained, NEVER, TEXT, textIn } from './requests';
import { chatWire } from './wire/chat-completions';

const server = new ModelServer();
let url: string;
beforeAll(async () => (url = await server.start()));
afterAll(() => server.stop());

const request: ModelRequest = { ...TEXT, stop: ['END'] };
const provider = () => new OpenAiProvider(configured({ OPENAI_API_KEY: 'k', OPENAI_BASE_URL: `${url}/v1/` }));
const reasoning = () => [...provider().models.known].find(([, traits]) => traits.reasoning)?.[0] ?? 'gpt-5';

/** OpenAI's models that reason refuse `stop`. */
describe('stop texts', () => {
  it('are sent to models that take them', async () => {
    server.behave(json(200, chatWire.answer('One ')));
    await provider().generate('gpt-4o', request, NEVER);
    expect(server.received[0]).toMatchObject({ path: '/v1/chat/completions', body: { stop: ['END'] } });
  });

  it('cut a whole answer of models that refuse them', async () => {
    server.behave(json(200, chatWire.answer('One END two')));
    expect(await provider().generate(reasoning(), request, NEVER)).toMatchObject({ text: 'One ', finishReason: 'stop' });
    expect(server.received[0]?.body).not.toHaveProperty('stop');
  });

  it('cut a stream of models that refuse them, and what was counted stays', async () => {
    const { events: written, done } = chatWire.streaming!;
    server.behave(events([...written({ texts: ['One ', 'E', 'ND two', ' three'], finish: 'stop' }), ...done]));
    const { chunks } = await drained(provider().stream(reasoning(), request, NEVER));
    expect(textIn(chunks)).toBe('One ');
    expect(chunks.at(-1)).toMatchObject({ type: 'end', finishReason: 'stop', usage: { outputTokens: 30 } });
    server.behave(events([...written({ texts: ['One ', 'E', 'N'], finish: 'stop' }), ...done]));
    expect(textIn((await drained(provider().stream(reasoning(), request, NEVER))).chunks)).toBe('One EN');
  });
});

const FAMILY = WIRE_ENTRIES.filter(({ name }) => name === 'openai' || name === 'groq' || name === 'compatible');

/** What only servers of this family do. */
describe.each(FAMILY)('chat completions of $name', ({ name, model, make, wire }) => {
  it('are asked for with the key there is, and no other', async () => {
    server.behave(json(200, wire.answer('Yes.')));
    await make(url).generate(model, TEXT, NEVER);
    const { headers } = server.received[0] ?? {};
    expect(headers).toMatchObject({ 'content-type': 'application/json', 'user-agent': 'ai-mesh' });
    expect(headers?.authorization).toBe(name === 'compatible' ? undefined : 'Bearer sk-secret');
  });

  it('are a stream also from a server that does not stream', async () => {
    server.behave(json(200, wire.answer('All at once.')));
    const { chunks } = await drained(make(url).stream(model, TEXT, NEVER));
    expect(textIn(chunks)).toBe('All at once.');
    expect(chunks.at(-1)).toMatchObject({ type: 'end', finishReason: 'stop', usage: { outputTokens: 30 } });
  });

  it('fail although the server does not finish saying why', async () => {
    server.behave((response) => response.writeHead(503, { 'content-type': 'application/json', 'retry-after': '3' }).write('{"error":'));
    const left = server.arrival().then(() => server.leaving());
    await expect(make(url).generate(model, TEXT, NEVER)).rejects.toMatchObject({ code: 'provider-unavailable', retryAfterSeconds: 3 });
    await left;
  });

  it('are malformed, not refused, where the server found its own model in the wrong', async () => {
    server.behave(json(400, { error: { message: 'Failed to generate JSON.', code: 'json_validate_failed', failed_generation: 'secret' } }));
    await expect(make(url).generate(model, TEXT, NEVER)).rejects.toMatchObject({ code: 'provider-malformed-answer', retryable: true });
  });
});
