import { Redis } from 'ioredis';
import { StandingTask } from '../../src/coordinator/workflow/standing-task';
import { json, ModelServer, type Behaviour } from '../contract/model-server';
import { WIRE_FORMATS } from '../contract/wire-formats';
import { Mesh } from '../mesh';
import { until } from '../until';

const { openai } = WIRE_FORMATS;
const ANSWER = { answer: 'It is clear what to do.', key_points: ['Begin with the simpler way.'] };

describe('a step whose agent is busy', () => {
  const model = new ModelServer();
  let mesh: Mesh;
  let redis: Redis;
  beforeAll(async () => {
    const url = await model.start();
    mesh = await Mesh.start({ OPENAI_API_KEY: 'k', OPENAI_BASE_URL: `${url}/v1`, MESH_CHAIN: 'openai/gpt-4o' });
    redis = new Redis(mesh.redis.url);
  });
  afterAll(async () => {
    redis.disconnect();
    await mesh.stop();
    await model.stop();
  });

  it('is looked at now and then, however often others find that it waits, and runs once the agent is free', async () => {
    let goOn: () => void = () => undefined;
    const told = new Promise<void>((resolve) => (goOn = resolve));
    const answer = json(200, openai.structured(ANSWER));
    const hold: Behaviour = (response) => void told.then(() => answer(response));
    model.behave(hold, answer);

    const agents = [{ name: 'Writer', type: 'writer', description: 'Writes.', max_concurrency: 1 }];
    const { body: network } = await mesh.post('/networks', { name: 'Busy', agents });
    const steps = ['a', 'b'].map((id) => ({ id, task: `Do ${id}`, agent_type: 'writer' }));
    const { body: task } = await mesh.post(`/networks/${network.network_id as string}/tasks`, { task: 'x', workflow: { steps } });
    await until(() => Promise.resolve(model.received.length === 1));

    const [key = ''] = await redis.keys(`mesh:{*:${network.network_id as string}}:task:${task.task_id as string}`);
    const ref = {
      tenantId: /\{(.+):network_/.exec(key)?.[1] ?? '',
      networkId: network.network_id as string,
      taskId: task.task_id as string,
    };
    const standing = mesh.app.get(StandingTask);
    const jobs = async () => (await redis.keys('{mesh:queue}:mesh:task_*')).filter((job) => job.includes('.step.'));
    for (let time = 0; time < 20; time += 1) {
      await standing.moveOn(ref, Date.now());
      // Whoever finds that the step waits queues it at once; that job has been done when only later ones are left.
      await until(async () => (await jobs()).every((job) => /\.\d{13}$/.test(job) || !job.includes('.step.b.')));
    }
    expect((await jobs()).filter((job) => job.includes('.step.b.')).length).toBeLessThanOrEqual(3);

    goOn();
    expect((await mesh.finished(ref.networkId, ref.taskId)).status).toBe('completed');
  });
});
