import { Redis } from 'ioredis';
import { TaskRemoval } from '../../src/coordinator/control/task-removal';
import { Mesh } from '../mesh';

const STEPS = [
  { id: 'first', task: 'Say what to begin with', agent_type: 'writer' },
  { id: 'second', task: 'Say what comes next', agent_type: 'writer', depends_on: ['first'] },
];

describe('the history of an agent', () => {
  let mesh: Mesh;
  let network: string;
  let agent: string;
  beforeAll(async () => {
    mesh = await Mesh.start();
    const agents = [{ name: 'Writer', type: 'writer', description: 'Writes.' }];
    network = (await mesh.post('/networks', { name: 'History', agents })).body.network_id as string;
    const { body } = await mesh.get(`/networks/${network}/agents`);
    agent = (body.data as { agent_id: string }[])[0]!.agent_id;
  });
  afterAll(() => mesh.stop());

  const run = async () => {
    const { body } = await mesh.post(`/networks/${network}/tasks`, { task: 'Plan a week', workflow: { steps: STEPS } });
    await mesh.finished(network, body.task_id as string);
    return body.task_id as string;
  };
  const history = async (query = '') => (await mesh.get(`/networks/${network}/agents/${agent}/tasks${query}`)).body;

  it('is empty at first, and then names every step it was given, the latest first, with its status and times', async () => {
    expect(await history()).toEqual({ data: [], next_cursor: null });
    const task = await run();
    const { data } = await history();
    expect(data).toMatchObject([
      { task_id: task, step_id: 'second', status: 'completed', attempts: 1, error: null },
      { task_id: task, step_id: 'first', status: 'completed', attempts: 1, error: null },
    ]);
    for (const { started_at, finished_at } of data as { started_at: string; finished_at: string }[]) {
      expect(Date.parse(finished_at)).toBeGreaterThanOrEqual(Date.parse(started_at));
    }
  });

  it('comes in pages', async () => {
    const task = await run();
    const first = await history('?limit=1');
    expect(first.data).toMatchObject([{ task_id: task, step_id: 'second' }]);
    const next = await history(`?limit=1&cursor=${first.next_cursor as string}`);
    expect(next.data).toMatchObject([{ task_id: task, step_id: 'first' }]);
  });

  it('keeps nothing of a task that was deleted', async () => {
    const task = await run();
    const redis = new Redis(mesh.redis.url);
    const [key = ''] = await redis.keys(`mesh:{*:${network}}:agent-steps:${agent}`);
    const tenantId = /\{(.+):network_/.exec(key)?.[1] ?? '';
    expect(await redis.zrange(key, 0, -1)).toContain(`${task} first`);
    await mesh.app
      .get(TaskRemoval)
      .remove({ tenantId, networkId: network }, [task], { code: 'removed', detail: 'It was removed.', retryable: false });
    expect((await redis.zrange(key, 0, -1)).filter((member) => member.startsWith(task))).toEqual([]);
    redis.disconnect();
  });

  it('is not found for an agent that is not there', async () => {
    expect((await mesh.get(`/networks/${network}/agents/agent_none/tasks`)).status).toBe(404);
  });
});
