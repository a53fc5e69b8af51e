import { OpenAI } from 'openai';
import { events, hang, json, ModelServer } from '../contract/model-server';
import { WIRE_FORMATS } from '../contract/wire-formats';
import { quickestLeaving } from '../leaving';
import { Mesh } from '../mesh';

const PEPPER = 'p'.repeat(32);
const PIXEL = 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const messages = [{ role: 'user' as const, content: 'Say yes.' }];
const schema = { type: 'object', properties: { title: { type: 'string' } }, required: ['title'], additionalProperties: false };

/** The failure of `call`, as the stock client tells it. */
async function failure(call: Promise<unknown>): Promise<InstanceType<typeof OpenAI.APIError>> {
  const error: unknown = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(OpenAI.APIError);
  return error as InstanceType<typeof OpenAI.APIError>;
}

describe('the stock openai client', () => {
  let mesh: Mesh;
  let client: OpenAI;
  beforeAll(async () => {
    mesh = await Mesh.start({ MESH_KEY_PEPPER: PEPPER });
    client = new OpenAI({ apiKey: mesh.adminKey, baseURL: `${mesh.url}/v1`, maxRetries: 0 });
  });
  afterAll(() => mesh.stop());

  it('gets an answer', async () => {
    const { data, response } = await client.chat.completions.create({ model: 'auto', messages }).withResponse();
    expect(response.status).toBe(200);
    expect(data).toMatchObject({
      id: expect.stringMatching(/^chatcmpl-/) as string,
      object: 'chat.completion',
      model: 'sandbox',
      choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', refusal: null } }],
    });
    expect(data.choices[0]?.message.content).toContain('sandbox');
    const { usage } = data;
    expect(usage?.total_tokens).toBe((usage?.prompt_tokens ?? 0) + (usage?.completion_tokens ?? 0));
    expect(Math.abs(data.created - Date.now() / 1000)).toBeLessThan(10);
    const header = (name: string) => response.headers.get(name);
    expect([header('x-mesh-provider'), header('x-mesh-cost-usd'), header('x-mesh-attempts'), header('x-mesh-cached')]).toEqual([
      'sandbox',
      '0.000000',
      '1',
      'false',
    ]);
  });

  it('gets a stream, with usage only where it asks for it', async () => {
    const chunks = [];
    for await (const chunk of await client.chat.completions.create({ model: 'mesh/auto', messages, stream: true })) chunks.push(chunk);
    expect(chunks[0]?.choices[0]?.delta.role).toBe('assistant');
    expect(chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join('')).toContain('sandbox');
    expect(chunks.at(-1)?.choices[0]?.finish_reason).toBe('stop');
    expect(new Set(chunks.map(({ id }) => id)).size).toBe(1);

    const counted = [];
    const asked = { model: 'auto', messages, stream: true as const, stream_options: { include_usage: true } };
    for await (const chunk of await client.chat.completions.create(asked)) counted.push(chunk);
    expect(counted.slice(0, -1).every(({ usage }) => usage === null)).toBe(true);
    expect(counted.at(-1)).toMatchObject({ choices: [], usage: { total_tokens: expect.any(Number) as number } });
  });

  it('reads what its own streaming helper makes of a stream', async () => {
    const completion = await client.chat.completions.stream({ model: 'auto', messages }).finalChatCompletion();
    expect(completion.choices[0]?.message.content).toContain('sandbox');
  });

  it('gets JSON that fits its schema', async () => {
    const response_format = { type: 'json_schema' as const, json_schema: { name: 'page', schema, strict: true } };
    const completion = await client.chat.completions.create({ model: 'auto', messages, response_format });
    expect(JSON.parse(completion.choices[0]?.message.content ?? '')).toEqual({ title: expect.any(String) as string });
    const anything = await client.chat.completions.create({ model: 'auto', messages, response_format: { type: 'json_object' } });
    expect(JSON.parse(anything.choices[0]?.message.content ?? '')).toEqual(expect.any(Object));
  });

  it('may send whatever OpenAI takes, and is told what has no effect', async () => {
    const { response } = await client.chat.completions
      .create({
        model: 'sandbox',
        messages: [
          { role: 'developer', content: 'Be brief.' },
          {
            role: 'user',
            content: [
              { type: 'text', text: 'What is this?' },
              { type: 'image_url', image_url: { url: PIXEL, detail: 'low' } },
            ],
          },
          {
            role: 'assistant',
            content: null,
            tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'look_up', arguments: '{}' } }],
          },
          { role: 'tool', tool_call_id: 'call_1', content: [{ type: 'text', text: 'a pixel' }] },
          { role: 'system', content: [{ type: 'text', text: 'Be kind.' }] },
          { role: 'user', content: 'So?', name: 'somebody' },
        ],
        tools: [
          {
            type: 'function',
            function: { name: 'look_up', parameters: { $schema: 'http://json-schema.org/draft-07/schema#', type: 'object' } },
          },
        ],
        tool_choice: { type: 'function', function: { name: 'look_up' } },
        max_completion_tokens: 50,
        temperature: 0.1,
        top_p: 1,
        stop: ['END'],
        reasoning_effort: 'minimal',
        user: 'somebody',
        n: 1,
        logprobs: false,
        seed: 1,
        frequency_penalty: 0,
        parallel_tool_calls: false,
        store: null,
      })
      .withResponse();
    expect(response.headers.get('x-mesh-ignored')).toBe(
      'seed, frequency_penalty, parallel_tool_calls, temperature, top_p, stop, max_tokens, reasoning_effort',
    );
  });

  it('lists models and finds one, slashes or not', async () => {
    const ids = (await client.models.list()).data.map(({ id }) => id);
    expect(ids).toEqual(['auto', 'sandbox']);
    expect(await client.models.retrieve('sandbox')).toMatchObject({ id: 'sandbox', object: 'model', owned_by: 'sandbox' });
    expect(await client.models.retrieve('sandbox/sandbox')).toMatchObject({ owned_by: 'sandbox' });
    expect(await failure(client.models.retrieve('nobody/knows'))).toMatchObject({ status: 404, code: 'model_not_found' });
  });

  it.each<[string, object, string]>([
    ['no model', { model: '' }, 'model'],
    ['no messages', { messages: [] }, 'messages'],
    ['a role that does not exist', { messages: [{ role: 'robot', content: 'x' }] }, 'messages[0].role'],
    ['two choices', { n: 2 }, 'n'],
    ['log probabilities', { logprobs: true }, 'logprobs'],
    ['audio', { modalities: ['text', 'audio'] }, 'modalities'],
    ['legacy functions', { functions: [{ name: 'x' }] }, 'functions'],
    ['a temperature out of range', { temperature: 3 }, 'temperature'],
    ['half a token', { max_tokens: 0.5 }, 'max_tokens'],
    ['a stream of yes', { stream: 'yes' }, 'stream'],
    ['five stops', { stop: ['a', 'b', 'c', 'd', 'e'] }, 'stop'],
    ['a format that does not exist', { response_format: { type: 'xml' } }, 'response_format.type'],
    [
      'a schema that is none',
      { response_format: { type: 'json_schema', json_schema: { name: 'x', schema: { type: 'thing' } } } },
      'response_format.json_schema.schema',
    ],
    [
      'arguments that are no schema',
      { tools: [{ type: 'function', function: { name: 'x', parameters: { type: 'thing' } } }] },
      'tools[0].function.parameters',
    ],
    ['a custom tool', { tools: [{ type: 'custom', custom: { name: 'x' } }] }, 'tools[0].type'],
    ['a choice of no tool', { tool_choice: 'required' }, 'tool_choice'],
    [
      'an image of another type',
      { messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url: 'data:image/tiff;base64,AA==' } }] }] },
      'messages[0].content[0].image_url.url',
    ],
    ['a body too deep', { metadata: JSON.parse('['.repeat(60) + ']'.repeat(60)) as unknown }, 'metadata'],
  ])('is told the parameter when it sends %s', async (_what, body, param) => {
    const error = await failure(client.chat.completions.create({ model: 'auto', messages, ...body } as never));
    expect(error).toMatchObject({ status: 400, type: 'invalid_request_error', param });
  });

  it.each([
    ['x-mesh-cache', 'maybe'],
    ['x-mesh-fallback', 'toString'],
    ['x-mesh-timeout-ms', '1e9'],
    ['x-mesh-network-id', 'a/b'],
  ])('is told when %s is %s', async (name, value) => {
    const error = await failure(client.chat.completions.create({ model: 'auto', messages }, { headers: { [name]: value } }));
    expect(error).toMatchObject({ status: 400, param: name });
  });

  it('meets errors in its own words, whoever raises them', async () => {
    const stranger = new OpenAI({ apiKey: 'sk-123', baseURL: `${mesh.url}/v1`, maxRetries: 0 });
    const unknown = await failure(stranger.chat.completions.create({ model: 'auto', messages }));
    expect(unknown).toBeInstanceOf(OpenAI.AuthenticationError);
    expect(unknown).toMatchObject({ code: 'invalid_api_key', type: 'invalid_request_error' });
    expect(await failure(stranger.models.list())).toMatchObject({ status: 401, code: 'invalid_api_key' });
    const viewer = new OpenAI({ apiKey: await viewerKey(mesh), baseURL: `${mesh.url}/v1`, maxRetries: 0 });
    expect(await failure(viewer.chat.completions.create({ model: 'auto', messages }))).toMatchObject({ status: 403 });
    const elsewhere = await failure(client.embeddings.create({ model: 'auto', input: 'x' }));
    expect(elsewhere).toMatchObject({ status: 404, code: 'unknown_url' });
    const network = { headers: { 'x-mesh-network-id': 'network_none' } };
    expect(await failure(client.chat.completions.create({ model: 'auto', messages, stream: true }, network))).toMatchObject({
      status: 404,
    });
  });

  it.each<[string, string, Record<string, string>, number]>([
    ['no JSON', '{"model": ', {}, 400],
    ['a list', '[]', {}, 400],
    ['another media type', 'x', { 'Content-Type': 'text/plain' }, 415],
    ['34 MB', JSON.stringify({ model: 'auto', messages: [{ role: 'user', content: 'x'.repeat(34_000_000) }] }), {}, 413],
  ])('meets an error in its own words for a body that is %s', async (_what, body, headers, status) => {
    const answer = await mesh.call('POST', '//v1/chat/completions', body, headers);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([status, 'application/json; charset=utf-8']);
    expect(answer.body.error).toMatchObject({ type: 'invalid_request_error', message: expect.any(String) as string });
  });
});

describe('the stock openai client with a provider behind it', () => {
  const gpt = new ModelServer();
  const { openai } = WIRE_FORMATS;
  let mesh: Mesh;
  let client: OpenAI;
  beforeAll(async () => {
    const url = await gpt.start();
    mesh = await Mesh.start({ OPENAI_API_KEY: 'k', OPENAI_BASE_URL: `${url}/v1`, MESH_CHAIN: 'openai/gpt-4o' });
    client = new OpenAI({ apiKey: mesh.adminKey, baseURL: `${mesh.url}/v1`, maxRetries: 0 });
  });
  afterAll(async () => {
    mesh.app.getHttpServer().closeAllConnections(); // after an abort, clients open new ones that nobody asks anything over
    await mesh.stop();
    await gpt.stop();
  });

  it('sees tokens and cost as they were billed, and fresh answers every time', async () => {
    gpt.behave(json(200, openai.answer('Yes.')));
    const { data, response } = await client.chat.completions.create({ model: 'gpt-4o', messages }).withResponse();
    expect(data.usage).toEqual({
      prompt_tokens: 120,
      completion_tokens: 30,
      total_tokens: 150,
      prompt_tokens_details: { cached_tokens: 100 },
      completion_tokens_details: { reasoning_tokens: 10 },
    });
    expect(response.headers.get('x-mesh-cost-usd')).toBe('0.000475');
    await client.chat.completions.create({ model: 'gpt-4o', messages });
    expect(gpt.received).toHaveLength(2);
  });

  it('is told that nobody answered, and by a header not to try again where that is of no use', async () => {
    gpt.behave(json(401, openai.error));
    const error = await failure(client.chat.completions.create({ model: 'gpt-4o', messages, stream: true }));
    expect(error).toMatchObject({ status: 503, type: 'server_error' });
    expect([error.headers?.get('retry-after'), error.headers?.get('x-should-retry')]).toEqual(['1', 'false']);
    expect(error.message).not.toContain('sk-secret');
  });

  it('is told in the words of OpenAI that a conversation is too long, by our count or by that of the provider', async () => {
    gpt.behave(json(400, openai.failure?.('context')));
    const told = { status: 400, type: 'invalid_request_error', code: 'context_length_exceeded' };
    expect(await failure(client.chat.completions.create({ model: 'gpt-4o', messages }))).toMatchObject(told);
    expect(gpt.received).toHaveLength(1);
    const long = [{ role: 'user' as const, content: 'word '.repeat(150_000) }];
    expect(await failure(client.chat.completions.create({ model: 'gpt-4o', messages: long }))).toMatchObject(told);
    expect(gpt.received).toHaveLength(1);
  });

  it.each([true, false])('takes the provider with it within 100 ms when it leaves (stream: %s)', async (stream) => {
    gpt.behave(hang);
    const tookMs = await quickestLeaving(gpt, async (signal) => {
      const call = client.chat.completions.create({ model: 'gpt-4o', messages, stream }, { signal });
      expect(await failure(Promise.resolve(call))).toBeInstanceOf(OpenAI.APIUserAbortError);
    });
    expect(tookMs).toBeLessThan(100);
  });
});

/** What no type of the client knows of a chunk. */
interface MeshField {
  x_mesh?: { provider: string; model: string; cost_usd: string | null; attempts: number; cached: false | string };
}

describe('the stock openai client with several models behind it', () => {
  const gpt = new ModelServer();
  const own = new ModelServer();
  const { openai } = WIRE_FORMATS;
  const { events: spoken, done } = openai.streaming as NonNullable<typeof openai.streaming>;
  let mesh: Mesh;
  let client: OpenAI;
  beforeAll(async () => {
    const [url, ownUrl] = await Promise.all([gpt.start(), own.start()]);
    mesh = await Mesh.start({
      ...{ OPENAI_API_KEY: 'k', OPENAI_BASE_URL: `${url}/v1`, COMPATIBLE_BASE_URL: `${ownUrl}/v1`, COMPATIBLE_MODELS: 'own' },
      MESH_CHAIN: 'openai/gpt-4o,compatible/own',
    });
    client = new OpenAI({ apiKey: mesh.adminKey, baseURL: `${mesh.url}/v1`, maxRetries: 0 });
  });
  afterAll(async () => {
    await mesh.stop();
    await Promise.all([gpt.stop(), own.stop()]);
  });

  const streamed = async (body: object = {}, headers: Record<string, string> = {}) => {
    const chunks: (OpenAI.ChatCompletionChunk & MeshField)[] = [];
    const asked = { model: 'gpt-4o', messages, stream: true as const, ...body };
    for await (const chunk of await client.chat.completions.create(asked, { headers })) chunks.push(chunk);
    return chunks;
  };
  const modelsOf = (chunks: readonly OpenAI.ChatCompletionChunk[]) => [...new Set(chunks.slice(1).map(({ model }) => model))];

  it('reads in a stream who answers, as soon as it is known, and at its end what that took', async () => {
    gpt.behave(json(400, openai.error));
    own.behave(events([...spoken({ texts: ['He', 'llo'], finish: 'stop' }), ...done]));
    const chunks = await streamed();
    expect(chunks[0]).toMatchObject({ model: 'gpt-4o', choices: [{ delta: { role: 'assistant' } }] });
    expect(modelsOf(chunks)).toEqual(['own']);
    expect(chunks.at(-1)).toMatchObject({
      choices: [{ finish_reason: 'stop' }],
      x_mesh: { provider: 'compatible', attempts: 2, cost_usd: null, cached: false },
    });
    expect(chunks.filter(({ x_mesh }) => x_mesh !== undefined)).toHaveLength(1);
    const counted = await streamed({ stream_options: { include_usage: true } });
    expect(counted.at(-1)).toMatchObject({ choices: [], usage: { total_tokens: 150 }, x_mesh: { provider: 'compatible' } });
    expect(counted.filter(({ x_mesh }) => x_mesh !== undefined)).toHaveLength(1);
  });

  it('reads the name of the model that took the place of a retired one', async () => {
    gpt.behave(events([...spoken({ texts: ['Yes.'], finish: 'stop' }), ...done]));
    const chunks = await streamed({ model: 'gpt-3.5-turbo' });
    expect(chunks[0]?.model).toBe('gpt-3.5-turbo');
    expect(modelsOf(chunks)).toEqual([gpt.received[0]?.body['model']]);
    expect(modelsOf(chunks)).not.toContain('gpt-3.5-turbo');
    expect(chunks.at(-1)?.x_mesh).toMatchObject({
      provider: 'openai',
      attempts: 1,
      cost_usd: expect.stringMatching(/^0\.\d{6}$/) as string,
    });
  });

  it('reads the right name in an answer that comes whole, from the cache too', async () => {
    gpt.behave(json(400, openai.error));
    own.behave(json(200, openai.answer('{}')));
    const body = { response_format: { type: 'json_object' }, stream_options: { include_usage: true } };
    const fresh = await streamed(body, { 'x-mesh-cache': 'on' });
    const kept = await streamed(body, { 'x-mesh-cache': 'on' });
    expect([modelsOf(fresh), modelsOf(kept)]).toEqual([['gpt-4o-2024-11-20'], ['gpt-4o-2024-11-20']]);
    expect(own.received.length).toBeGreaterThan(0);
    expect(fresh.at(-1)?.x_mesh).toMatchObject({ provider: 'compatible' });
  });

  it('is told which parameters the model that answered did not get as they were sent', async () => {
    gpt.behave(json(200, openai.answer('Yes.')));
    const sent = { model: 'gpt-4o', messages, max_completion_tokens: 100_000, temperature: 0, reasoning_effort: 'xhigh' as const, seed: 1 };
    const { response } = await client.chat.completions.create(sent).withResponse();
    expect(response.headers.get('x-mesh-ignored')).toBe('seed, max_tokens=16384, reasoning_effort');
    gpt.behave(events([...spoken({ texts: ['Yes.'], finish: 'stop' }), ...done]));
    const chunks = await streamed({ ...sent, model: 'gpt-5.6-luna', max_completion_tokens: 100 });
    expect(chunks.at(-1)?.x_mesh).toMatchObject({ ignored: ['seed', 'reasoning_effort=high', 'temperature'] });
    expect((await streamed()).at(-1)?.x_mesh).toMatchObject({ ignored: [] });
  });

  it('is told which model it may have meant, however it asks', async () => {
    const told = { status: 404, code: 'model_not_found', message: expect.stringContaining('did you mean gpt-4o') as string };
    expect(await failure(client.models.retrieve('gpt-4oo'))).toMatchObject(told);
    expect(await failure(client.chat.completions.create({ model: 'gpt-4oo', messages }))).toMatchObject(told);
    expect((await failure(client.models.retrieve('nothing like it'))).message).not.toContain('did you mean');
  });

  it('goes round with tools: streamed calls, their results, an answer', async () => {
    const call = { id: 'call_1', name: 'weather', arguments: '{"city":"Oslo"}' };
    const tools = [{ type: 'function' as const, function: { name: 'weather', parameters: { type: 'object', required: ['city'] } } }];
    gpt.behave(events([...spoken({ calls: [call], finish: 'tool_calls' }), ...done]), json(200, openai.answer('It rains.')));
    const { choices } = await client.chat.completions.stream({ model: 'gpt-4o', messages, tools }).finalChatCompletion();
    const said = choices[0]?.message;
    expect(choices[0]?.finish_reason).toBe('tool_calls');
    expect(said?.tool_calls).toMatchObject([
      { id: 'call_1', type: 'function', function: { name: 'weather', arguments: '{"city":"Oslo"}' } },
    ]);
    const result = { role: 'tool' as const, tool_call_id: 'call_1', content: 'rain' };
    const next = [...messages, said as OpenAI.ChatCompletionMessage, result];
    const answer = await client.chat.completions.create({ model: 'gpt-4o', messages: next, tools });
    expect(answer.choices[0]?.message.content).toBe('It rains.');
    expect(gpt.received[1]?.body['messages']).toMatchObject([
      { role: 'user' },
      { role: 'assistant', tool_calls: [{ id: 'call_1', function: { name: 'weather', arguments: '{"city":"Oslo"}' } }] },
      { role: 'tool', tool_call_id: 'call_1', content: 'rain' },
    ]);
  });

  it('meets a stream that breaks off as an error, after what was said', async () => {
    gpt.behave(events(spoken({ texts: ['Half'] }), 'break'));
    own.behave(json(200, openai.answer('never')));
    let text = '';
    const read = async () => {
      for await (const chunk of await client.chat.completions.create({ model: 'gpt-4o', messages, stream: true })) {
        text += chunk.choices[0]?.delta.content ?? '';
      }
    };
    expect(await failure(read())).toMatchObject({ code: 'stream_interrupted', type: 'server_error' });
    expect([text, own.received.length]).toEqual(['Half', 0]);
  });

  it('reads on where another model continues, under the name of that one', async () => {
    gpt.behave(events(spoken({ texts: ['Half'] }), 'break'));
    own.behave(events([...spoken({ texts: [' and half'], finish: 'stop' }), ...done]));
    const chunks = await streamed({}, { 'x-mesh-continue-on-failure': 'on' });
    expect(chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join('')).toBe('Half and half');
    expect(modelsOf(chunks)).toEqual(['gpt-4o', 'own']);
    expect(chunks.at(-1)?.x_mesh).toMatchObject({ provider: 'compatible', attempts: 2 });
  });
});

async function viewerKey(mesh: Mesh): Promise<string> {
  const { Authorization } = await mesh.keyOf({ role: 'viewer' });
  return Authorization.slice('Bearer '.length);
}
