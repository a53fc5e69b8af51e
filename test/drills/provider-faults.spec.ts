import { Mesh, readEvents, type Answer, type StreamedEvent } from '../mesh';
import { cut, events, garbage, hang, html, json, ModelServer, silence, type Behaviour } from '../contract/model-server';

const completion = (text: string) => ({
  id: 'chatcmpl-1',
  object: 'chat.completion',
  created: 1,
  model: 'm',
  choices: [{ index: 0, message: { role: 'assistant', content: text }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 },
});
const chunk = (delta: object, finish: string | null = null) =>
  `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'm', choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
const said = (text: string) => chunk({ content: text });
const usage = `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'm', choices: [], usage: { prompt_tokens: 10, completion_tokens: 5 } })}\n\n`;
const DONE = 'data: [DONE]\n\n';
const wholeStream = (text: string) => events([chunk({ role: 'assistant', content: '' }), said(text), chunk({}, 'stop'), usage, DONE]);
const inBand = 'data: {"error":{"message":"overloaded","type":"server_error","code":null}}\n\n';
const refusal = (status: number, headers: Record<string, string> = {}) =>
  json(status, { error: { message: 'no', type: 'x', code: null } }, headers);
/** Sends one byte at a time and never comes to the end in time. */
const drip: Behaviour = (response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  const timer = setInterval(() => response.write(' '), 50);
  response.once('close', () => clearInterval(timer));
};
/** The same as a stream: content forever, never an end. */
const drippingStream: Behaviour = (response) => {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const timer = setInterval(() => response.write(said('x')), 50);
  response.once('close', () => clearInterval(timer));
};

/** A fault, what becomes of a call that has nobody to fall back to, and how often the provider is asked. */
type Fault = [name: string, behaviour: Behaviour, status: number, outcome: string, calls: number];

/** Faults of whole answers and of streams that have not begun: the same outcome for both. */
const BEFORE_CONTENT: Fault[] = [
  ['429', refusal(429), 429, 'provider-rate-limited', 3],
  ['429 with Retry-After in seconds', refusal(429, { 'retry-after': '900' }), 429, 'provider-rate-limited', 1],
  [
    '429 with Retry-After as a date',
    refusal(429, { 'retry-after': new Date(Date.now() + 900_000).toUTCString() }),
    429,
    'provider-rate-limited',
    1,
  ],
  [
    '429 with a wait in its body',
    json(429, { error: { message: 'Please try again in 15m0s.', code: 'rate_limit_exceeded' } }),
    429,
    'provider-rate-limited',
    1,
  ],
  ['500', refusal(500), 503, 'provider-unavailable', 3],
  ['503', refusal(503), 503, 'provider-unavailable', 3],
  ['400', refusal(400), 422, 'provider-request-rejected', 1],
  ['401', refusal(401), 503, 'provider-credentials-rejected', 1],
  ['403', refusal(403), 503, 'provider-credentials-rejected', 1],
  ['a hang', hang, 504, 'provider-timeout', 1],
  ['a slow drip', drip, 504, 'provider-timeout', 1],
  ['a cut before the answer', cut, 503, 'provider-unreachable', 3],
  ['garbage for JSON', garbage, 503, 'provider-malformed-answer', 3],
  ['an error in a 200', json(200, { error: { message: 'overloaded', type: 'server_error' } }), 503, 'provider-unavailable', 3],
  ['an empty 200', silence, 503, 'provider-malformed-answer', 3],
  ['a wrong content type', html, 503, 'provider-malformed-answer', 3],
];

/** Faults of a stream after its first content. */
const AFTER_CONTENT: [name: string, behaviour: Behaviour, code: string][] = [
  ['a cut after one piece', events([said('Half')], 'break'), 'provider-unreachable'],
  ['a cut after five pieces', events([said('H'), said('a'), said('l'), said('f'), said(' ')], 'break'), 'provider-unreachable'],
  ['an end without a reason', events([said('Half')]), 'provider-malformed-answer'],
  ['a [DONE] without a reason', events([said('Half'), DONE]), 'provider-malformed-answer'],
  ['an error in the stream', events([said('Half'), inBand]), 'provider-unavailable'],
  ['garbage in the stream', events([said('Half'), 'data: {"choices": <<<\n\n']), 'provider-malformed-answer'],
  ['a stall', events([said('Half')], 'stall'), 'provider-stalled'],
  ['a slow drip', drippingStream, 'provider-timeout'],
];

describe('faults of a provider', () => {
  const faulty = new ModelServer();
  const sound = new ModelServer();
  let mesh: Mesh;
  let cell = 0;

  beforeAll(async () => {
    const [faultyUrl, soundUrl] = await Promise.all([faulty.start(), sound.start()]);
    // Each cell asks a model of its own, so that no breaker remembers the cell before.
    const models = Array.from({ length: 120 }, (_, index) => `faulty-${index}`).join(',');
    const nobody = new ModelServer();
    const nowhere = await nobody.start();
    await nobody.stop();
    mesh = await Mesh.start({
      ...{ COMPATIBLE_BASE_URL: `${faultyUrl}/v1`, COMPATIBLE_MODELS: models },
      ...{ OPENAI_API_KEY: 'k', OPENAI_BASE_URL: `${soundUrl}/v1`, MESH_CHAIN: 'openai/gpt-4o' },
      ...{ GROQ_API_KEY: 'k', GROQ_BASE_URL: `${nowhere}/openai/v1` },
      // TLS where none is spoken.
      ...{ ANTHROPIC_API_KEY: 'k', ANTHROPIC_BASE_URL: soundUrl.replace('http:', 'https:') },
      MESH_STREAM_IDLE_MS: '300',
    });
  });
  beforeEach(() => sound.behave((response) => (isStream(sound) ? wholeStream(' and whole') : json(200, completion('whole')))(response)));
  afterAll(async () => {
    await mesh.stop();
    await Promise.all([faulty.stop(), sound.stop()]);
  });

  const isStream = (server: ModelServer) => server.received.at(-1)?.body['stream'] === true;
  const prompt = (changes: object = {}) => ({
    prompt: 'Say something.',
    model: `compatible/faulty-${cell++}`,
    timeout_ms: 3_000,
    cache: false,
    ...changes,
  });
  const outcomes = (answer: { attempts: { outcome: string }[] }) => answer.attempts.map(({ outcome }) => outcome);

  const stream = async (body: object): Promise<{ status: number; events: StreamedEvent[]; problem?: Answer['body'] }> => {
    const response = await fetch(`${mesh.url}/api/mesh/generate/stream`, {
      method: 'POST',
      headers: { 'X-API-Key': mesh.adminKey, 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(20_000),
    });
    if (response.status !== 200) return { status: response.status, events: [], problem: await response.json() };
    return { status: 200, events: await readEvents(response, new AbortController()) };
  };
  const textOf = (list: StreamedEvent[]) =>
    list
      .filter(({ event }) => event === 'delta')
      .map(({ data }) => data['text'])
      .join('');

  describe.each(BEFORE_CONTENT)('%s', (_, behaviour, status, outcome, calls) => {
    beforeEach(() => faulty.behave(behaviour));

    it('is told to a caller who has no other model', async () => {
      const { status: answered, body } = await mesh.post('/generate', prompt({ fallback: false }));
      expect([answered, body.code]).toEqual([status, 'provider-chain-exhausted']);
      expect(body.detail).toContain(outcome);
      expect(faulty.received).toHaveLength(calls);
    });

    it('is hidden from a caller who has another', async () => {
      const { status: answered, body } = await mesh.post('/generate', prompt());
      expect([answered, body.text]).toEqual([200, 'whole']);
      expect(outcomes(body)[0]).toBe(outcome);
      expect(outcomes(body).at(-1)).toBe('answered');
    });

    it('is a plain problem to a reader of a stream who has no other model', async () => {
      const { status: answered, problem } = await stream(prompt({ fallback: false }));
      expect([answered, problem.code]).toEqual([status, 'provider-chain-exhausted']);
    });

    it('is hidden from a reader of a stream who has another', async () => {
      const { events: seen } = await stream(prompt());
      expect(seen.map(({ event }) => event)).toEqual(['delta', 'done']);
      expect(outcomes(seen.at(-1)?.data as never)[0]).toBe(outcome);
    });
  });

  describe.each(AFTER_CONTENT)('%s', (_, behaviour, code) => {
    beforeEach(() => faulty.behave(behaviour));

    it('ends the stream with an error, and never as if it were complete', async () => {
      const { events: seen } = await stream(prompt({ timeout_ms: 1_500 }));
      expect(seen.at(-1)).toMatchObject({
        event: 'error',
        data: { code: 'stream-interrupted', detail: expect.stringContaining(code) as string },
      });
      expect(seen.some(({ event }) => event === 'done')).toBe(false);
      expect(sound.received).toHaveLength(0);
    });

    it('is mended by the next model where the caller wants that, and what broke off is billed too', async () => {
      if (code === 'provider-timeout') return; // no time is left for anybody
      const { events: seen } = await stream(prompt({ continue_on_failure: true }));
      expect(textOf(seen)).toMatch(/^Half\s+and whole$/);
      const done = seen.at(-1)?.data as { attempts: { outcome: string; usage: unknown }[] };
      expect(outcomes(done)).toEqual([code, 'answered']);
      expect(JSON.stringify(sound.received[0]?.body['messages'])).toContain('Half');
    });
  });

  it.each([
    ['a refused connection', 'groq/openai/gpt-oss-120b'],
    ['a failing TLS handshake', 'anthropic/claude-sonnet-5-5'],
  ])('%s costs nothing and is hidden where another model can answer', async (_, model) => {
    const { body } = await mesh.post('/generate', prompt({ model }));
    expect(outcomes(body)).toEqual([...Array<string>(3).fill('provider-unreachable'), 'answered']);
    expect(body.attempts[0].cost_usd).toBe('0.000000');
    expect((await mesh.post('/generate', prompt({ model, fallback: false }))).status).toBe(503);
  });

  it('waits as long as a Retry-After in seconds, as a date, in milliseconds or in the body says, when there is time', async () => {
    const soon = () => new Date(Date.now() + 1_000).toUTCString();
    const asked: Behaviour[] = [
      refusal(429, { 'retry-after': '1' }),
      (response) => refusal(429, { 'retry-after': soon() })(response),
      refusal(429, { 'retry-after-ms': '300' }),
      json(429, { error: { message: 'Please try again in 300ms.', code: 'rate_limit_exceeded' } }),
    ];
    for (const behaviour of asked) {
      faulty.behave(behaviour, json(200, completion('Late but here.')));
      const { body } = await mesh.post('/generate', prompt());
      expect(outcomes(body)).toEqual(['provider-rate-limited', 'answered']);
      expect(body.text).toBe('Late but here.');
    }
  });

  describe('a caller who leaves', () => {
    const leave = async (path: string, behaviour: Behaviour, whenRead: boolean): Promise<number> => {
      faulty.behave(behaviour);
      const controller = new AbortController();
      const arrived = faulty.arrival();
      const request = fetch(`${mesh.url}/api/mesh${path}`, {
        method: 'POST',
        headers: { 'X-API-Key': mesh.adminKey, 'Content-Type': 'application/json' },
        body: JSON.stringify(prompt({ timeout_ms: 20_000, user_id: 'leaver' })),
        signal: controller.signal,
      }).catch(() => undefined);
      await arrived;
      const response = whenRead ? await request : undefined;
      if (whenRead) await response?.body?.getReader().read();
      const left = faulty.leaving();
      const leftAtMs = performance.now();
      controller.abort();
      await left;
      return performance.now() - leftAtMs;
    };

    it('is noticed by the provider within 100 ms, in mid-answer and in mid-stream', async () => {
      expect(await leave('/generate', hang, false)).toBeLessThan(100);
      expect(await leave('/generate/stream', hang, false)).toBeLessThan(100);
      expect(await leave('/generate/stream', drippingStream, true)).toBeLessThan(100);
    });

    it('pays for what was used', async () => {
      await leave('/generate/stream', drippingStream, true);
      let row: Answer['body'];
      do {
        const { body } = await mesh.get('/stats/usage?group_by=user');
        row = body.data.find(({ user }: { user: string }) => user === 'leaver');
      } while (!(row?.output_tokens > 0));
      expect(row.input_tokens).toBeGreaterThan(0);
    });
  });
});
