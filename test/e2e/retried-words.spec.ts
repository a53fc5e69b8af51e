import { json, ModelServer } from '../contract/model-server';
import { WIRE_FORMATS } from '../contract/wire-formats';
import { Mesh } from '../mesh';

const { openai } = WIRE_FORMATS;
const answers = json(200, openai.structured({ answer: 'It is clear what to do.', key_points: ['Begin with the simpler way.'] }));
const words = (summary: string) => json(200, openai.structured({ summary, highlights: [], conflicts_resolution: [] }));

describe('a task that is taken up again', () => {
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

  it('is put into words anew: those of before were about other results', async () => {
    const agents = [{ name: 'Writer', type: 'writer', description: 'Writes.' }];
    const networkId = (await mesh.post('/networks', { name: 'Again', agents })).body.network_id as string;
    const steps = ['a', 'b'].map((id) => ({ id, task: `Do ${id}`, agent_type: 'writer' }));
    model.behave(answers, answers, words('First words.'));
    const taskId = (await mesh.post(`/networks/${networkId}/tasks`, { task: 'x', workflow: { steps } })).body.task_id as string;
    expect((await mesh.finished(networkId, taskId)).result.summary).toBe('First words.');

    model.behave(answers, words('Second words.'));
    const lastId = (await mesh.events(taskId)).at(-1)?.id;
    expect((await mesh.post(`/networks/${networkId}/tasks/${taskId}/retry`, { from_step: 'b' })).status).toBe(202);
    await mesh.events(taskId, lastId, ({ event }) => event === 'task.completed');
    expect((await mesh.get(`/networks/${networkId}/tasks/${taskId}`)).body.result.summary).toBe('Second words.');
  });
});
