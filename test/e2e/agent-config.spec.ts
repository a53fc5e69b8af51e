import { hang, json, ModelServer } from '../contract/model-server';
import { WIRE_FORMATS } from '../contract/wire-formats';
import { Mesh } from '../mesh';

const VERDICT = {
  type: 'object',
  additionalProperties: false,
  required: ['verdict', 'clauses'],
  properties: {
    verdict: { enum: ['holds', 'void'] },
    clauses: { type: 'array', minItems: 1, items: { type: 'string' } },
  },
};
const lawyer = (parameters: object) => ({ name: 'Counsel', type: 'legal', description: 'Reads contracts', parameters });

describe('an agent that its configuration alone describes', () => {
  let mesh: Mesh;
  beforeAll(async () => {
    mesh = await Mesh.start();
  });
  afterAll(() => mesh.stop());

  it('answers by the schema that its network gives it', async () => {
    const examples = [{ task: 'Judge clause one', answer: { verdict: 'void', clauses: ['one'] } }];
    const parameters = { output_schema: VERDICT, instructions: 'Name the clauses.', examples, timeout_seconds: 30 };
    const { body: network } = await mesh.post('/networks', { name: 'Law', agents: [lawyer(parameters)] });
    const { body: listed } = await mesh.get(`/networks/${network.network_id as string}/agents`);
    expect(listed.data[0].parameters).toEqual({ temperature: null, max_tokens: null, ...parameters });

    const { body } = await mesh.post(`/networks/${network.network_id as string}/tasks`, { task: 'Judge the contract' });
    const task = await mesh.finished(network.network_id as string, body.task_id as string);
    expect(task.status).toBe('completed');
    const [step] = task.steps;
    expect(['holds', 'void']).toContain(step.result.output.verdict);
    expect(Object.keys(step.result.output)).toEqual(['verdict', 'clauses']);
    expect(step.prompt_version).toMatch(/^custom@\d+$/);
  });

  it.each<[string, object, string]>([
    ['a schema that is none', lawyer({ output_schema: { type: 'objekt' } }), 'output_schema'],
    ['a schema of 17 KB', lawyer({ output_schema: { type: 'object', description: 'x'.repeat(17_000) } }), 'output_schema'],
    ['an example against the schema', lawyer({ output_schema: VERDICT, examples: [{ task: 'x', answer: {} }] }), 'examples[0].answer'],
    ['an example of a number', lawyer({ examples: [{ task: 'x', answer: 7 }] }), 'examples[0].answer'],
    ['a time that is none', lawyer({ timeout_seconds: 0 }), 'timeout_seconds'],
    ['a schema for an agent that has its own', { ...lawyer({ output_schema: VERDICT }), type: 'analytics' }, 'output_schema'],
  ])('is refused for %s, which is named', async (_what, agent, field) => {
    const refused = await mesh.post('/networks', { name: 'Law', agents: [{ name: 'First', type: 'content' }, agent] });
    expect([refused.status, refused.body.errors[0].field]).toEqual([422, `agents[1].parameters.${field}`]);
    const { body: network } = await mesh.post('/networks', { name: 'Law' });
    const alone = await mesh.post(`/networks/${network.network_id as string}/agents`, agent);
    expect([alone.status, alone.body.errors[0].field]).toEqual([422, `parameters.${field}`]);
  });

  it('is listed with what its type can do, and the kinds of work that it tells apart', async () => {
    const agents = [{ name: 'Figures', type: 'analytics', capabilities: ['forecasts'] }, lawyer({})];
    const { body: network } = await mesh.post('/networks', { name: 'Mixed', agents });
    const path = `/networks/${network.network_id as string}/agents`;
    const { body: listed } = await mesh.get(path);
    const byName = new Map<string, any>(listed.data.map((agent: { name: string }) => [agent.name, agent]));
    expect(byName.get('Figures').capabilities).toEqual(expect.arrayContaining(['analytics', 'forecasts']));
    expect(byName.get('Figures').task_types).toEqual(expect.arrayContaining(['performance']));
    expect(byName.get('Counsel')).toMatchObject({ capabilities: [], task_types: ['answer', 'review'] });
    const one = await mesh.get(`${path}/${byName.get('Figures').agent_id as string}`);
    expect(one.body).toEqual(byName.get('Figures'));
  });
});

describe('an agent with a model behind it', () => {
  const model = new ModelServer();
  let mesh: Mesh;
  beforeAll(async () => {
    const url = await model.start();
    mesh = await Mesh.start({ OPENAI_API_KEY: 'k', OPENAI_BASE_URL: `${url}/v1`, MESH_CHAIN: 'openai/gpt-4o' });
  });
  afterAll(async () => {
    await mesh.stop();
    await model.stop();
  });

  const run = async (parameters: object): Promise<any> => {
    const { body: network } = await mesh.post('/networks', { name: 'N', agents: [{ name: 'A', type: 'thinker', parameters }] });
    const steps = [{ id: 'think', task: 'Think', agent_type: 'thinker', max_attempts: 1 }];
    const { body } = await mesh.post(`/networks/${network.network_id as string}/tasks`, { task: 'Think', workflow: { steps } });
    return mesh.finished(network.network_id as string, body.task_id as string);
  };

  it('is counted with what its answers cost', async () => {
    model.behave(json(200, WIRE_FORMATS.openai.structured({ answer: 'Yes.', key_points: ['Yes.'] })));
    const task = await run({});
    expect(task.cost_usd).toBeGreaterThan(0);
    const { body: metrics } = await mesh.get('//metrics');
    expect(metrics).toContain(`ai_mesh_agent_cost_total{agent_type="custom"} ${task.cost_usd as number}\n`);
    expect(metrics).toMatch(/^ai_mesh_agent_confidence_count\{agent_type="custom"\} [1-9]/m);
  });

  it('is waited for no longer than it is configured, and its failure is counted by kind', async () => {
    model.behave(hang);
    const task = await run({ timeout_seconds: 1 });
    expect(task).toMatchObject({ status: 'failed', error: { code: 'step-timeout', step_id: 'think' } });
    const { body: metrics } = await mesh.get('//metrics');
    expect(metrics).toContain('ai_mesh_agent_failures_total{agent_type="custom",kind="timeout"} 1');
  });
});
