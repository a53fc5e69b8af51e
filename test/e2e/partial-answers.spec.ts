import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Mesh } from '../mesh';
import { freePort } from '../redis-server';

const campaign = JSON.parse(readFileSync(join(__dirname, '../../examples/hillstrom-2008/campaign.json'), 'utf8')) as {
  context: Record<string, unknown>;
};
const step = (id: string, agent_type: string, ...depends_on: string[]) => ({ id, agent_type, task: `Do ${id}`, depends_on });

describe('with every provider out of reach', () => {
  let mesh: Mesh;
  let networkId: string;
  beforeAll(async () => {
    const nobody = `http://127.0.0.1:${await freePort()}/v1`;
    mesh = await Mesh.start({ OPENAI_API_KEY: 'k', OPENAI_BASE_URL: nobody, MESH_CHAIN: 'openai/gpt-4o', MESH_SANDBOX: 'off' });
    networkId = (await mesh.post('/networks', { name: 'Alone' })).body.network_id as string;
  });
  afterAll(() => mesh.stop());

  const run = async (task: object): Promise<Record<string, any>> => {
    const { body } = await mesh.post(`/networks/${networkId}/tasks`, task);
    return mesh.finished(networkId, body.task_id as string);
  };
  const stepOf = (task: Record<string, any>, id: string) => task.steps.find(({ step_id }: { step_id: string }) => step_id === id);

  it('figures, segments, a visual direction and the whole are computed all the same, and the result says what it lacks', async () => {
    const steps = [
      step('figures', 'analytics'),
      step('audience', 'personalization', 'figures'),
      step('look', 'design'),
      step('end', 'coordinator', 'figures', 'audience', 'look'),
    ];
    const task = await run({ task: 'Tell us what worked for whom', context: campaign.context, workflow: { steps } });
    expect(task).toMatchObject({ status: 'completed', cost_usd: 0, result: { provider: null, partial: false } });
    for (const id of ['figures', 'look', 'end']) {
      expect(stepOf(task, id)).toMatchObject({ status: 'completed', partial: true, provider: null, prompt_version: null });
      expect(task.result.gaps).toContainEqual(expect.stringMatching(new RegExp(`^${id} \\(\\w+\\): no language model`)));
    }
    expect(stepOf(task, 'figures').result.output.arms).toHaveLength(3);
    expect(stepOf(task, 'look').result.output.palette).toBeDefined();
    expect(stepOf(task, 'audience').result.output.segments.length).toBeGreaterThan(1);
    expect(stepOf(task, 'end').result.output.highlights).toHaveLength(3);
  });

  it('a draft is analysed all the same', async () => {
    const draft = {
      subject: 'ACT NOW!!!',
      body: ['Click here to win FREE money. It is a guarantee that this offer, which ends today, will never come back.'],
    };
    const task = await run({
      task: 'Analyse the draft',
      context: { draft, task_type: { content: 'analyse' } },
      workflow: { steps: [step('read', 'content')] },
    });
    expect(stepOf(task, 'read')).toMatchObject({ status: 'completed', partial: true, result: { output: { task_type: 'analyse' } } });
  });

  it('a task without a plan is planned by rules and ends with its figures', async () => {
    const task = await run({ task: 'Analyse the results', context: campaign.context });
    expect(task).toMatchObject({ status: 'completed', plan_source: 'rules' });
    expect(stepOf(task, 'step_1')).toMatchObject({ agent_type: 'analytics', partial: true });
  });

  it('a review lets work pass and says that nobody has read it', async () => {
    const steps = [step('figures', 'analytics'), { ...step('judge', 'coordinator', 'figures'), reviews: 'figures' }];
    const task = await run({ task: 'Judge the figures', context: campaign.context, workflow: { steps } });
    expect(stepOf(task, 'judge')).toMatchObject({ status: 'completed', partial: true, result: { output: { approved: true } } });
  });

  it('what is words alone fails, and says why', async () => {
    const steps = [{ ...step('letter', 'writer'), max_attempts: 1 }];
    const agents = [{ name: 'Writer', type: 'writer', description: 'Writes letters.' }];
    const { body: network } = await mesh.post('/networks', { name: 'Words', agents });
    const { body } = await mesh.post(`/networks/${network.network_id as string}/tasks`, { task: 'Write', workflow: { steps } });
    const task = await mesh.finished(network.network_id as string, body.task_id as string);
    expect(task).toMatchObject({ status: 'failed', error: { code: 'provider-chain-exhausted', step_id: 'letter' } });
  });
});
