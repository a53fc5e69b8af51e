import type { ServerResponse } from 'node:http';
import { compileSchema } from '../../src/models/output/compiled-schemas';
import { fitSchema } from '../../src/models/providers/sandbox/fit-schema';
import { hang, json, ModelServer, type Behaviour } from '../contract/model-server';
import { WIRE_FORMATS } from '../contract/wire-formats';
import { Mesh } from '../mesh';

const { openai } = WIRE_FORMATS;
/** gpt-4o: 20 fresh and 100 cached tokens in, 30 out, at $2.50, $1.25 and $10 a million. */
const ANSWER_COST_USD = 0.000475;

interface ChatRequest {
  model: string;
  messages: { content: string }[];
  response_format: { json_schema: { name: string; schema: Record<string, unknown> } };
}

interface PlannedStep {
  id: string;
  agent_type: string;
  capability: null;
  task: string;
  expected_output: string;
  depends_on: string[];
  reviews: null;
}

const step = (id: string, agent_type: string, ...depends_on: string[]): PlannedStep => ({
  ...{ id, agent_type, capability: null, task: `Do ${id}`, expected_output: '', depends_on, reviews: null },
});

describe('with a language model behind it', () => {
  const model = new ModelServer();
  /** Plans the model proposes, one after the other; the last is proposed again and again. */
  let plans: PlannedStep[][];
  let mesh: Mesh;

  /** Speaks the wire format of OpenAI: the scripted plan when it is asked for a plan, else whatever fits the schema. */
  const answer: Behaviour = (response: ServerResponse) => {
    const request = model.received.at(-1)?.body as unknown as ChatRequest;
    const { name, schema } = request.response_format.json_schema;
    const plan = { steps: (plans.length > 1 ? plans.shift() : plans[0]) ?? [] };
    const value = name === 'plan' ? plan : fitSchema(schema, name, ['warm', 'boots'], compileSchema(schema).accepts);
    json(200, openai.structured(value))(response);
  };

  beforeAll(async () => {
    const url = await model.start();
    model.behave(answer);
    mesh = await Mesh.start({ OPENAI_API_KEY: 'k', OPENAI_BASE_URL: `${url}/v1`, MESH_CHAIN: 'openai/gpt-4o' });
  });
  afterAll(async () => {
    await mesh.stop();
    await model.stop();
  });
  beforeEach(() => model.behave(answer));

  const run = async (task: object): Promise<Record<string, any>> => {
    const { body: network } = await mesh.post('/networks', { name: 'Real' });
    const { body } = await mesh.post(`/networks/${network.network_id as string}/tasks`, task);
    return mesh.finished(network.network_id as string, body.task_id as string);
  };

  it('follows the plan of the model and counts what every answer cost, planning included', async () => {
    plans = [[step('step_1', 'content'), step('step_2', 'content', 'step_1')]];
    const task = await run({ task: 'Write two headlines' });
    expect(task).toMatchObject({ status: 'completed', plan_source: 'model', result: { provider: 'openai' } });
    expect(task.steps.map((one: { step_id: string; depends_on: string[] }) => [one.step_id, one.depends_on])).toEqual([
      ['step_1', []],
      ['step_2', ['step_1']],
    ]);
    const answers = model.received.length;
    expect(answers).toBeGreaterThanOrEqual(3);
    expect(task.cost_usd).toBeCloseTo(answers * ANSWER_COST_USD, 6);
    expect(task.usage).toMatchObject({ input_tokens: 120 * answers, cached_tokens: 100 * answers, output_tokens: 30 * answers });
  });

  it('asks once more for a plan that cannot run, and says what is wrong with it', async () => {
    plans = [[step('step_1', 'content', 'step_2'), step('step_2', 'content', 'step_1')], [step('step_1', 'content')]];
    const task = await run({ task: 'Write a headline' });
    expect(task).toMatchObject({ status: 'completed', plan_source: 'model' });
    const second = model.received[1]?.body as unknown as ChatRequest;
    expect(second.messages.at(-1)?.content).toContain('wait for each other');
  });

  it('plans by rules when the model makes no plan that can run', async () => {
    plans = [[step('step_1', 'content', 'step_1')]];
    expect(await run({ task: 'Write a headline' })).toMatchObject({ status: 'completed', plan_source: 'rules' });
  });

  it('keeps text of others apart from instructions in every prompt', async () => {
    plans = [[step('step_1', 'content')]];
    await run({ task: 'Write a headline', context: { brand_voice: 'Warm and plain' } });
    const asked = model.received.at(-1)?.body as unknown as ChatRequest;
    const prompt = asked.messages.map(({ content }) => content).join('\n');
    expect(prompt).toMatch(/\[\[data:([\da-f]{16})\]\][\s\S]*Warm and plain[\s\S]*\[\[\/data:\1\]\]/);
  });

  it('stops before a step that would cost more than the task may', async () => {
    plans = [[step('step_1', 'content'), step('step_2', 'content', 'step_1')]];
    const task = await run({ task: 'Write two headlines', max_cost_usd: 0.0005 });
    expect(task).toMatchObject({ status: 'failed', error: { code: 'task-cost-reached' } });
    expect(task.steps[0]).toMatchObject({ status: 'completed' });
    expect(task.steps[1]).toMatchObject({ status: 'cancelled' });
  });

  it('tries a step again when the model is overloaded, and fails it when the model stays away', async () => {
    plans = [[step('step_1', 'content')]];
    model.behave(answer, json(503, openai.error), answer);
    expect(await run({ task: 'Write a headline' })).toMatchObject({ status: 'completed' });
    model.behave(answer, json(401, openai.error));
    const task = await run({ task: 'Write a headline' });
    expect(task).toMatchObject({ status: 'failed', error: { code: 'provider-chain-exhausted', step_id: 'step_1' } });
    expect(JSON.stringify(task)).not.toContain('sk-secret');
  });

  it('expires a task whose deadline passes while the model keeps silent', async () => {
    plans = [[step('step_1', 'content')]];
    model.behave(answer, hang);
    const task = await run({ task: 'Write a headline', deadline: new Date(Date.now() + 1_000).toISOString() });
    expect(task).toMatchObject({ status: 'expired', error: { code: 'task-deadline-passed' } });
  });

  it.each([
    ['planning', 1],
    ['a running step', 2],
  ])('calls off %s within a second when its task is cancelled', async (_what, asked) => {
    plans = [[step('step_1', 'content')]];
    if (asked === 1) model.behave(hang);
    else model.behave(answer, hang);
    const { body: network } = await mesh.post('/networks', { name: 'Cancel' });
    const { body } = await mesh.post(`/networks/${network.network_id as string}/tasks`, { task: 'Write a headline' });
    const taskId = body.task_id as string;
    while (model.received.length < asked) await model.arrival();
    const left = model.leaving();
    const start = performance.now();
    await mesh.post(`/networks/${network.network_id as string}/tasks/${taskId}/cancel`, undefined);
    await left;
    expect(performance.now() - start).toBeLessThan(1_000);
    expect((await mesh.events(taskId)).at(-1)?.event).toBe('task.cancelled');
  });
});
