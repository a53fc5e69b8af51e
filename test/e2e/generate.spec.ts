import { hang, json, ModelServer } from '../contract/model-server';
import { WIRE_FORMATS } from '../contract/wire-formats';
import { quickestLeaving } from '../leaving';
import { Mesh, readEvents } from '../mesh';

const { openai } = WIRE_FORMATS;
/** A PNG of one pixel. */
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const schema = { type: 'object', properties: { title: { type: 'string' } }, required: ['title'], additionalProperties: false };
const tool = (parameters: unknown, name = 'look_up') => ({ type: 'function', function: { name, parameters } });
const sixPixels = Buffer.concat([Buffer.from(PIXEL, 'base64'), Buffer.alloc(5 * 1024 * 1024)]).toString('base64');

describe('POST /generate', () => {
  let mesh: Mesh;
  beforeAll(async () => {
    mesh = await Mesh.start();
  });
  afterAll(() => mesh.stop());

  it('answers a prompt with everything that it took', async () => {
    const answer = await mesh.post('/generate', { prompt: 'Say yes.' });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      text: expect.stringContaining('sandbox') as string,
      finish_reason: 'stop',
      model: 'sandbox',
      provider: 'sandbox',
      attempts: [{ provider: 'sandbox', model: 'sandbox', outcome: 'answered', cost_usd: '0.000000' }],
      usage: { input_tokens: expect.any(Number) as number, cached_tokens: 0, reasoning_tokens: 0 },
      cost_usd: '0.000000',
      cost_known: true,
      cached: false,
      decision: { candidates: expect.any(Array) as unknown },
    });
  });

  it('answers a schema with a value that fits it', async () => {
    const response_format = { type: 'json_schema', json_schema: { name: 'page', schema, strict: true } };
    const { body } = await mesh.post('/generate', { messages: [{ role: 'user', content: 'A page' }], response_format });
    expect(body.json).toEqual({ title: expect.any(String) as string });
    expect(body).not.toHaveProperty('text');
  });

  it('takes everything the contract names', async () => {
    const { body: network } = await mesh.post('/networks', { name: 'Generates' });
    const answer = await mesh.post('/generate', {
      messages: [
        { role: 'system', content: 'Be brief.' },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'What is this?' },
            { type: 'image_url', image_url: { url: `data:image/png;base64,${PIXEL}` } },
          ],
        },
        {
          role: 'assistant',
          content: null,
          tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'look_up', arguments: '{}' } }],
        },
        { role: 'tool', tool_call_id: 'call_1', content: 'a pixel' },
        { role: 'user', content: 'And these?' },
      ],
      system: 'Be kind.',
      model: 'sandbox',
      provider: 'sandbox',
      task_type: 'analysis',
      formality: 'formal',
      earlier_confidence: 0.4,
      max_tokens: 100,
      top_p: 0.9,
      stop: ['END'],
      reasoning_effort: 'low',
      tools: [tool({ $schema: 'http://json-schema.org/draft-07/schema#', type: 'object', properties: {} })],
      tool_choice: 'auto',
      images: [{ media_type: 'image/png', data: PIXEL }, 'https://example.com/a.png'],
      model_selection: { task_complexity: 'LOW', requires_vision: true, requires_function_calling: true, cost_sensitive: true },
      fallback: false,
      cache: 'similar',
      user_id: 'somebody',
      network_id: network.network_id as string,
      timeout_ms: 5_000,
    });
    expect([answer.status, answer.body.provider]).toEqual([200, 'sandbox']);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['neither prompt nor messages', {}, 'prompt'],
    ['both prompt and messages', { prompt: 'x', messages: [{ role: 'user', content: 'x' }] }, 'prompt'],
    ['an empty prompt', { prompt: ' ' }, 'prompt'],
    ['no messages', { messages: [] }, 'messages'],
    ['a role that does not exist', { messages: [{ role: 'robot', content: 'x' }] }, 'messages[0].role'],
    ['content that is a number', { messages: [{ role: 'user', content: 1 }] }, 'messages[0].content'],
    ['a part of an unknown type', { messages: [{ role: 'user', content: [{ type: 'video' }] }] }, 'messages[0].content[0].type'],
    ['a tool turn that answers nothing', { messages: [{ role: 'tool', tool_call_id: 'a', content: 'x' }] }, 'messages[0].tool_call_id'],
    [
      'an image that is none in a message',
      { messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url: 'ftp://x' } }] }] },
      'messages[0].content[0].image_url.url',
    ],
    ['a temperature out of range', { prompt: 'x', temperature: 2.1 }, 'temperature'],
    ['a top_p out of range', { prompt: 'x', top_p: -1 }, 'top_p'],
    ['a formality that is no word for one', { prompt: 'x', formality: 'toString' }, 'formality'],
    ['an unknown task type', { prompt: 'x', task_type: 'war' }, 'task_type'],
    ['an unknown provider', { prompt: 'x', provider: 'nobody' }, 'provider'],
    ['no tokens', { prompt: 'x', max_tokens: 0 }, 'max_tokens'],
    ['five stops', { prompt: 'x', stop: ['a', 'b', 'c', 'd', 'e'] }, 'stop'],
    ['an effort that does not exist', { prompt: 'x', reasoning_effort: 'heroic' }, 'reasoning_effort'],
    ['a cache mode that does not exist', { prompt: 'x', cache: 'yes' }, 'cache'],
    ['a deadline of nothing', { prompt: 'x', timeout_ms: 0 }, 'timeout_ms'],
    ['two models', { prompt: 'x', model: 'a', model_selection: { model: 'b' } }, 'model_selection.model'],
    ['a complexity that does not exist', { prompt: 'x', model_selection: { task_complexity: 'EASY' } }, 'model_selection.task_complexity'],
    ['an unknown field', { prompt: 'x', colour: 'red' }, 'colour'],
    ['a format that does not exist', { prompt: 'x', response_format: { type: 'xml' } }, 'response_format.type'],
    [
      'a schema that is no JSON Schema',
      { prompt: 'x', response_format: { type: 'json_schema', json_schema: { name: 'x', schema: { type: 'thing' } } } },
      'response_format.json_schema.schema',
    ],
    [
      'a schema that is missing',
      { prompt: 'x', response_format: { type: 'json_schema', json_schema: { name: 'x' } } },
      'response_format.json_schema.schema',
    ],
    ['arguments that are no JSON Schema', { prompt: 'x', tools: [tool({ type: 'thing' })] }, 'tools[0].function.parameters'],
    ['a tool without a name', { prompt: 'x', tools: [tool({}, '')] }, 'tools[0].function.name'],
    ['two tools of one name', { prompt: 'x', tools: [tool({}), tool({})] }, 'tools[1].function.name'],
    ['129 tools', { prompt: 'x', tools: Array.from({ length: 129 }, (_unused, i) => tool({}, `t${i}`)) }, 'tools'],
    ['a choice of no tool', { prompt: 'x', tool_choice: 'required' }, 'tool_choice'],
    [
      'a choice of an unknown tool',
      { prompt: 'x', tools: [tool({})], tool_choice: { type: 'function', function: { name: 'other' } } },
      'tool_choice.function.name',
    ],
    ['17 images', { prompt: 'x', images: Array<string>(17).fill('https://example.com/a.png') }, 'images'],
    ['an image of another type', { prompt: 'x', images: ['data:image/tiff;base64,AAAA'] }, 'images[0]'],
    ['an image that is not what it says', { prompt: 'x', images: [{ media_type: 'image/jpeg', data: PIXEL }] }, 'images[0]'],
    ['an image that is no base64', { prompt: 'x', images: ['data:image/png;base64,iVBORw0KGgo*'] }, 'images[0]'],
    ['an image behind plain http', { prompt: 'x', images: ['http://example.com/a.png'] }, 'images[0]'],
    ['an image without its data', { prompt: 'x', images: [{ media_type: 'image/png' }] }, 'images[0].data'],
  ])('refuses %s and names the field', async (_what, body, field) => {
    const answer = await mesh.post('/generate', body);
    expect(answer.status).toBe(422);
    expect(answer.body.errors.map((fault: { field: string }) => fault.field)).toContain(field);
  });

  it('tells one fault of each field: of the wrong type rather than out of range', async () => {
    const { body } = await mesh.post('/generate', { prompt: 1, temperature: '0.3', max_tokens: 0.5, top_p: 2, stop: [''], colour: 'red' });
    const faults = (body.errors as { field: string; message: string }[]).map(({ field, message }) => `${field} ${message}`);
    expect(faults.toSorted()).toEqual([
      'colour is not a known field',
      'max_tokens must be an integer number',
      'prompt must be a string',
      expect.stringMatching(/^stop /),
      'temperature must be a number conforming to the specified constraints',
      'top_p must not be greater than 1',
    ]);
  });

  it('refuses an image of more than 5 MB by its place, before anybody is asked', async () => {
    const answer = await mesh.post('/generate', { prompt: 'x', images: [`data:image/png;base64,${sixPixels}`] });
    expect(answer).toMatchObject({ status: 413, body: { code: 'image-too-large', errors: [{ field: 'images[0]' }] } });
  });

  it('takes bodies of up to 32 MB here and of 1 MB elsewhere', async () => {
    expect((await mesh.post('/generate', { prompt: 'x'.repeat(3_000_000) })).status).toBe(200);
    expect((await mesh.post('/generate', { prompt: 'x'.repeat(34_000_000) })).status).toBe(413);
    expect((await mesh.post('/networks', { name: 'x', description: 'x'.repeat(2_000_000) })).status).toBe(413);
  });

  it('knows no network of others, and needs a key that may generate', async () => {
    const unknown = await mesh.post('/generate', { prompt: 'x', network_id: 'network_none' });
    expect(unknown).toMatchObject({ status: 404, body: { code: 'network-not-found' } });
    expect((await mesh.post('/generate', { prompt: 'x' }, { Authorization: '' })).status).toBe(401);
  });

  it('is counted in the metrics, refusals too', async () => {
    await mesh.post('/generate', { prompt: 'x' }, { Authorization: '' });
    const { body } = await mesh.get('//metrics');
    for (const status of [200, 401, 422]) {
      expect(body).toMatch(
        new RegExp(`ai_mesh_http_request_seconds_count{method="POST",route="/api/mesh/generate",status="${status}"} \\d`),
      );
    }
  });

  it('gives a repetition the first answer', async () => {
    const key = { 'Idempotency-Key': 'once' };
    const first = await mesh.post('/generate', { prompt: 'Say yes.' }, key);
    const second = await mesh.post('/generate', { prompt: 'Say yes.' }, key);
    expect(second.headers.get('idempotency-replayed')).toBe('true');
    expect(second.body).toEqual(first.body);
  });

  it('describes what nests to programs', async () => {
    const { body } = await mesh.get('//openapi.json');
    const { messages, tools, images } = body.components.schemas.GenerateDto.properties;
    expect(messages).toMatchObject({ type: 'array', items: { required: ['role'], properties: { tool_calls: { type: 'array' } } } });
    expect(tools).toMatchObject({ type: 'array', items: { properties: { function: { required: ['name'] } } } });
    expect(images).toMatchObject({ type: 'array', items: { oneOf: [{ type: 'string' }, { required: ['media_type', 'data'] }] } });
  });

  it('estimates without asking', async () => {
    const { status, body } = await mesh.post('/generate/estimate', { prompt: 'Say yes.' });
    expect([status, Array.isArray(body.candidates)]).toEqual([200, true]);
  });

  it('streams an answer that ends with what it took', async () => {
    const response = await stream(mesh, { prompt: 'Say yes.' });
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const events = await readEvents(response, new AbortController());
    const text = events.filter(({ event }) => event === 'delta').map(({ data }) => data.text as string);
    expect(text.join('')).toContain('sandbox');
    expect(events.at(-1)).toMatchObject({ event: 'done', data: { provider: 'sandbox', cost_usd: '0.000000', finish_reason: 'stop' } });
    expect(events.at(-1)?.data).not.toHaveProperty('text');
  });

  it('answers a stream that never began with an ordinary problem', async () => {
    const response = await stream(mesh, { prompt: 'x', network_id: 'network_none' });
    expect([response.status, response.headers.get('content-type')]).toEqual([404, 'application/problem+json; charset=utf-8']);
  });

  it('runs a batch in which one failure fails nothing else', async () => {
    const requests = [{ prompt: 'one' }, { prompt: 'two', network_id: 'network_none' }, { prompt: 'three' }];
    const { status, body } = await mesh.post('/generate/batch', { requests }, { 'X-Request-Id': 'batch-1' });
    expect(status).toBe(207);
    expect(body.results).toMatchObject([
      { index: 0, status: 200, answer: { provider: 'sandbox' } },
      { index: 1, status: 404, error: { code: 'network-not-found', request_id: 'batch-1' } },
      { index: 2, status: 200, answer: { provider: 'sandbox' } },
    ]);
  });

  it.each<[string, unknown, string]>([
    ['none', { requests: [] }, 'requests'],
    ['101', { requests: Array.from({ length: 101 }, () => ({ prompt: 'x' })) }, 'requests'],
    ['a wrong one', { requests: [{ prompt: 'x' }, { prompt: 'x', temperature: 9 }] }, 'requests[1].temperature'],
    ['an unreadable one', { requests: [{ prompt: 'x' }, { messages: [{ role: 'x' }] }] }, 'requests[1].messages[0].role'],
  ])('refuses a batch of %s', async (_what, body, field) => {
    const answer = await mesh.post('/generate/batch', body);
    expect([answer.status, answer.body.errors[0].field]).toEqual([422, field]);
  });
});

describe('POST /generate with a provider behind it', () => {
  const gpt = new ModelServer();
  let mesh: Mesh;
  beforeAll(async () => {
    const url = await gpt.start();
    mesh = await Mesh.start({ OPENAI_API_KEY: 'k', OPENAI_BASE_URL: `${url}/v1`, MESH_CHAIN: 'openai/gpt-4o' });
  });
  afterAll(async () => {
    mesh.app.getHttpServer().closeAllConnections(); // after an abort, clients open new ones that nobody asks anything over
    await mesh.stop();
    await gpt.stop();
  });

  it('tells what it cost', async () => {
    gpt.behave(json(200, openai.answer('Yes.')));
    const { body } = await mesh.post('/generate', { prompt: 'Say yes.', cache: false });
    expect(body).toMatchObject({
      text: 'Yes.',
      provider: 'openai',
      cost_usd: '0.000475',
      usage: { input_tokens: 120, cached_tokens: 100 },
    });
  });

  it.each([{ prompt_tokens: -5 }, { prompt_tokens: '7' }, { prompt_tokens: 1e15 }, { completion_tokens: 1.5 }])(
    'answers although its usage makes no sense: %j',
    async (usage) => {
      const answer = openai.answer('Yes.') as { usage: object };
      gpt.behave(json(200, { ...answer, usage: { ...answer.usage, ...usage } }));
      const { status, body } = await mesh.post('/generate', { prompt: 'Say yes.', cache: false });
      expect(status).toBe(200);
      expect(body).toMatchObject({ text: 'Yes.', cost_usd: null, cost_known: false, usage: { input_tokens: 0, output_tokens: 0 } });
    },
  );

  it('counts answers from the cache in the statistics and metrics', async () => {
    gpt.behave(json(200, openai.answer('Cached.')));
    const hits = async () => ((await mesh.get('/stats/usage')).body.total as { cache_hits: number }).cache_hits;
    const counted = async (outcome: string): Promise<number> => {
      const { body } = await mesh.get('//metrics');
      const line = new RegExp(`^ai_mesh_model_cache_requests_total\\{outcome="${outcome}"\\} (\\d+)$`, 'm');
      return Number(line.exec(body as string)?.[1] ?? 0);
    };
    const [exactBefore, missBefore] = [await counted('exact'), await counted('miss')];
    const request = { prompt: 'Say what is kept.', temperature: 0, cache: true };
    for (const cached of [false, true, true]) expect((await mesh.post('/generate', request)).body.cached).toBe(cached && 'exact');
    expect(await (await stream(mesh, request)).text()).toContain('Cached.');
    expect(gpt.received).toHaveLength(1);
    while ((await hits()) < 3); // they are written without making anybody wait; the test's time limit bounds it
    expect(await hits()).toBe(3);
    expect((await counted('exact')) - exactBefore).toBe(3);
    expect((await counted('miss')) - missBefore).toBe(1);
  });

  it('says what the model that answered did not get as it was asked for, in an answer from the cache too', async () => {
    gpt.behave(json(200, openai.answer('Yes.')));
    const body = { prompt: 'Say it.', max_tokens: 100_000, temperature: 1.5, reasoning_effort: 'low' };
    const adjusted = [
      'max_tokens lowered from 100000 to 16384, the most that gpt-4o takes',
      'reasoning_effort left out: gpt-4o does not reason',
    ];
    expect((await mesh.post('/generate', body)).body).toMatchObject({ cached: false, decision: { adjusted } });
    expect((await mesh.post('/generate', body)).body).toMatchObject({ cached: 'exact', decision: { adjusted } });
    expect((await mesh.post('/generate', { prompt: 'Say it.' })).body.decision.adjusted).toEqual([]);
  });

  it('asks nobody when the input is bad', async () => {
    gpt.behave(json(200, openai.answer('Yes.')));
    await mesh.post('/generate', { prompt: 'x', images: ['data:image/tiff;base64,AAAA'] });
    await mesh.post('/generate', { prompt: 'x', tools: [tool({ type: 'thing' })] });
    expect(gpt.received).toHaveLength(0);
  });

  it('answers a failure before the first content of a stream with its status', async () => {
    gpt.behave(json(401, openai.error));
    const response = await stream(mesh, { prompt: 'x', cache: false });
    expect(response.status).toBe(503);
    expect(await response.text()).not.toContain('sk-secret');
  });

  it.each(['/generate', '/generate/stream', '/generate/batch'])('leaves the provider within 100 ms of its client at %s', async (path) => {
    gpt.behave(hang);
    const request = { prompt: 'x', cache: false };
    const body = path === '/generate/batch' ? { requests: [request] } : request;
    const tookMs = await quickestLeaving(gpt, async (signal) => {
      await expect(stream(mesh, body, path, signal)).rejects.toThrow('aborted');
    });
    expect(tookMs).toBeLessThan(100);
  });

  it('runs at most eight requests of a batch at once, and no more when the client leaves', async () => {
    gpt.behave(hang);
    const leave = new AbortController();
    const requests = Array.from({ length: 20 }, (_unused, i) => ({ prompt: `x ${i}`, cache: false }));
    const answer = stream(mesh, { requests }, '/generate/batch', leave.signal).catch(() => 'left');
    while (gpt.received.length < 8) await gpt.arrival();
    const left = gpt.leaving();
    leave.abort();
    await left;
    await answer;
    expect((await mesh.get('/health/live')).status).toBe(200);
    expect(gpt.received).toHaveLength(8);
  });
});

function stream(mesh: Mesh, body: unknown, path = '/generate/stream', signal?: AbortSignal): Promise<Response> {
  return fetch(`${mesh.url}/api/mesh${path}`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${mesh.adminKey}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
    ...(signal === undefined ? {} : { signal }),
  });
}
