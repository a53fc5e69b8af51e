import { json, ModelServer } from '../contract/model-server';
import { Mesh, readEvents, type Answer } from '../mesh';

/** Milliseconds in which every answer must come while Redis is away. */
const LIMIT_MS = 2_000;

const completion = {
  ...{ id: 'chatcmpl-1', object: 'chat.completion', created: 1, model: 'gpt-4o' },
  choices: [{ index: 0, message: { role: 'assistant', content: 'Still here.' }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 },
};

describe('models while Redis is away', () => {
  const upstream = new ModelServer();
  let mesh: Mesh;

  beforeAll(async () => {
    const url = await upstream.start();
    mesh = await Mesh.start({ OPENAI_API_KEY: 'k', OPENAI_BASE_URL: `${url}/v1`, MESH_CHAIN: 'openai/gpt-4o,openai/gpt-4o-mini' });
    upstream.behave(json(200, completion));
    await mesh.call('PUT', '/budgets/user/limited', { limit_usd: 5, period: 'month', on_exceeded: 'reject' });
    // What is known of a tenant and its budgets is known from calls that were made while Redis was there.
    for (const user_id of ['free', 'limited']) expect((await ask(user_id)).status).toBe(200);
  });
  afterAll(async () => {
    await mesh.stop();
    await upstream.stop();
  });

  let question = 0;
  const ask = async (user_id: string): Promise<Answer & { elapsedMs: number }> => {
    const startedAtMs = performance.now();
    const answer = await mesh.post('/generate', { prompt: `Question ${question++}`, user_id });
    return { ...answer, elapsedMs: performance.now() - startedAtMs };
  };

  const expectAnswers = async (): Promise<void> => {
    for (let round = 0; round < 3; round += 1) {
      const [free, limited] = await Promise.all([ask('free'), ask('limited')]);
      expect(free).toMatchObject({ status: 200, body: { text: 'Still here.' } });
      expect(limited).toMatchObject({ status: 503, body: { code: 'budget-unavailable', retryable: true } });
      expect(Number(limited.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
      for (const { elapsedMs } of [free, limited]) expect(elapsedMs).toBeLessThan(LIMIT_MS);
    }
    const response = await fetch(`${mesh.url}/api/mesh/generate/stream`, {
      method: 'POST',
      headers: { 'X-API-Key': mesh.adminKey, 'Content-Type': 'application/json' },
      body: JSON.stringify({ prompt: 'Stream it.', user_id: 'free' }),
    });
    expect((await readEvents(response, new AbortController())).at(-1)).toMatchObject({ event: 'done' });
    const face = await mesh.post('//v1/chat/completions', { model: 'gpt-4o', user: 'free', messages: [{ role: 'user', content: 'Hi' }] });
    expect(face.body.choices[0].message.content).toBe('Still here.');
  };

  const attemptsOf = async (user: string): Promise<number> => {
    const { status, body } = await mesh.get('/stats/usage?group_by=user');
    return status === 200 ? (body.data.find((row: { user: string }) => row.user === user)?.attempts as number) : 0;
  };
  /** Asks until the ledger has caught up; the request deadline of the test bounds it. */
  const untilCounted = async (user: string, attempts: number): Promise<void> => {
    while ((await attemptsOf(user)) !== attempts) await new Promise(setImmediate);
  };

  it('answer where no budget applies and refuse at once where one does, when Redis stands still; all of it is counted later', async () => {
    const before = await attemptsOf('free');
    mesh.redis.freeze();
    await expectAnswers();
    mesh.redis.thaw();
    await untilCounted('free', before + 5);
    expect((await ask('limited')).status).toBe(200);
  });

  it('do the same when Redis was killed', async () => {
    const before = await attemptsOf('free');
    await mesh.redis.down();
    await expectAnswers();
    await mesh.redis.up();
    await untilCounted('free', before + 5);
    while ((await ask('limited')).status !== 200) await new Promise(setImmediate);
  });
});
