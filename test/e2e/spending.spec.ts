import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { json, ModelServer, type Behaviour } from '../contract/model-server';
import { Mesh, readEvents, type Answer } from '../mesh';

const completion = (content: string, prompt_tokens: number, completion_tokens: number, model = 'gpt-4o') => ({
  ...{ id: 'chatcmpl-1', object: 'chat.completion', created: 1, model },
  choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
  usage: { prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens },
});
const chunk = (delta: object, finish: string | null = null) =>
  `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'gpt-4o', choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
const MICRO = 1_000_000;

describe('what calls cost', () => {
  const upstream = new ModelServer();
  let mesh: Mesh;
  let replica: NestFastifyApplication;
  let replicaUrl: string;

  beforeAll(async () => {
    const url = await upstream.start();
    const environment = { OPENAI_API_KEY: 'k', OPENAI_BASE_URL: `${url}/v1`, MESH_CHAIN: 'openai/gpt-4o,openai/gpt-4o-mini' };
    mesh = await Mesh.start(environment);
    replica = await Mesh.join(mesh, environment);
    replicaUrl = await replica.getUrl();
  });
  afterAll(async () => {
    await replica.close();
    await mesh.stop();
    await upstream.stop();
  });

  const budget = async (scope: string, id: string, limit_usd: number | string, more: object = {}) =>
    mesh.call('PUT', `/budgets/${scope}/${id}`, { limit_usd, period: 'total', on_exceeded: 'reject', ...more });
  const budgetOf = async (scope: string, id: string) => (await mesh.get(`/budgets/${scope}/${id}`)).body;
  const post = async (url: string, body: object): Promise<{ status: number; body: Answer['body'] }> => {
    const response = await fetch(`${url}/api/mesh/generate`, {
      method: 'POST',
      headers: { 'X-API-Key': mesh.adminKey, 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(25_000),
    });
    return { status: response.status, body: (await response.json()) as Answer['body'] };
  };
  const micro = (usd: string) => Math.round(Number(usd) * MICRO);

  it('never overspends $1 with 200 requests at once over two processes, and loses nothing', async () => {
    // $2.50 and $10 a million: 2,000 and 1,000 tokens cost 15,000 micro-dollars, so 66 fit.
    const slow: Behaviour = (response) => void setTimeout(() => json(200, completion('Yes.', 2_000, 1_000))(response), 20);
    upstream.behave(slow);
    await budget('user', 'crowd', 1);
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, index) =>
        post(index % 2 === 0 ? mesh.url : replicaUrl, {
          prompt: `Question ${index}: ${'word '.repeat(1_900)}`,
          ...{ model: 'gpt-4o', max_tokens: 1_000, fallback: false, user_id: 'crowd' },
        }),
      ),
    );
    const paid = answers.filter(({ status }) => status === 200);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 402]));
    const spent = paid.reduce((sum, { body }) => sum + micro(body.cost_usd as string), 0);
    const state = await budgetOf('user', 'crowd');
    expect([micro(state.spent_usd as string), state.reserved_usd, state.unsettled_usd]).toEqual([spent, '0.000000', '0.000000']);
    expect(spent).toBeLessThanOrEqual(MICRO);
    const { body } = await mesh.get('/stats/cost?group_by=user');
    expect(micro(body.data.find(({ user }: { user: string }) => user === 'crowd').cost_usd as string)).toBe(spent);
  });

  it('books the longer request of a repair, so that it cannot overspend either', async () => {
    const schema = { type: 'object', properties: { title: { type: 'string' } }, required: ['title'] };
    const invalid = JSON.stringify({ titel: 'x'.repeat(16_000) });
    upstream.behave(json(200, completion(invalid, 60, 4_090)), json(200, completion(invalid, 4_200, 4_090)));
    const asked = { prompt: 'A page.', model: 'gpt-4o', max_tokens: 4_096, fallback: false, user_id: 'mender' };
    // Enough for the first call and a second one as short, but not for one that repeats the first answer.
    await budget('user', 'mender', 0.0856);
    const { body } = await post(mesh.url, { ...asked, response_format: { type: 'json_schema', json_schema: { name: 'page', schema } } });
    expect(body.code).toBe('budget-exceeded');
    expect(micro((await budgetOf('user', 'mender')).spent_usd as string)).toBeLessThanOrEqual(85_600);
    expect(upstream.received).toHaveLength(1);
  });

  it('takes a cheaper model where the budget asks for that, and refuses where none fits', async () => {
    upstream.behave(json(200, completion('Cheap.', 100, 10, 'gpt-4o-mini')));
    await budget('user', 'thrifty', 0.004, { on_exceeded: 'cheapest' });
    const asked = { prompt: 'Say something.', model: 'gpt-4o', max_tokens: 1_000, user_id: 'thrifty' };
    const { body } = await post(mesh.url, asked);
    expect(body).toMatchObject({ text: 'Cheap.', model: 'gpt-4o-mini' });
    expect(body.attempts.map(({ outcome }: { outcome: string }) => outcome)).toEqual(['budget-exceeded', 'answered']);
    await budget('user', 'thrifty', 0.000001, { on_exceeded: 'cheapest' });
    expect(await post(mesh.url, { ...asked, prompt: 'Again.' })).toMatchObject({ status: 402, body: { code: 'budget-exceeded' } });
  });

  it('bills a stream that breaks off by what arrived, and says that it is an estimate', async () => {
    // 400 words: OpenAI's tokenizer counts 401, our estimate of it 421.
    const long = 'word '.repeat(400);
    upstream.behave((response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(chunk({ role: 'assistant', content: long }), () => response.destroy());
    });
    const response = await fetch(`${mesh.url}/api/mesh/generate/stream`, {
      method: 'POST',
      headers: { 'X-API-Key': mesh.adminKey, 'Content-Type': 'application/json' },
      body: JSON.stringify({ prompt: 'Tell me all.', model: 'gpt-4o', fallback: false, user_id: 'cut_off' }),
    });
    const seen = await readEvents(response, new AbortController());
    expect(seen.at(-1)).toMatchObject({ event: 'error' });
    const { body } = await mesh.get('/stats/usage?group_by=user');
    expect(body.data.find(({ user }: { user: string }) => user === 'cut_off')).toMatchObject({ failed: 1, output_tokens: 421 });
  });

  describe('of a task', () => {
    const run = async (body: object): Promise<Answer['body']> => {
      const { body: network } = await mesh.post('/networks', { name: 'Paid', agents: [{ name: 'w', type: 'content' }] });
      const { body: task } = await mesh.post(`/networks/${network.network_id as string}/tasks`, body);
      return mesh.finished(network.network_id as string, task.task_id as string);
    };

    it('counts against the budget of the key it was submitted with', async () => {
      upstream.behave(json(200, completion('{}', 100, 10)));
      const keyId = `key_${mesh.adminKey.split('_')[2] as string}`;
      await budget('key', keyId, 0);
      const task = await run({ task: 'Write a headline' });
      expect(task).toMatchObject({ status: 'failed', error: { code: 'budget-exceeded' } });
      expect(upstream.received).toHaveLength(0);
      await mesh.call('DELETE', `/budgets/key/${keyId}`, undefined);
    });

    it('includes what was paid for steps that failed', async () => {
      upstream.behave(json(200, completion('no JSON at all', 1_000, 1_000)));
      const task = await run({ task: 'Write a headline' });
      expect(task.status).toBe('failed');
      // Each attempt at the step asks both models twice, and each answer says that gpt-4o gave it: $0.0125.
      const attempts = task.steps[0].attempts as number;
      expect(Number(task.cost_usd)).toBe((attempts * 4 * 12_500) / MICRO);
      expect(task.usage.input_tokens).toBe(attempts * 4 * 1_000);
    });
  });
});
