import { StandingTask } from '../../src/coordinator/workflow/standing-task';
import { RedisClient } from '../../src/redis';
import { Mesh, type StreamedEvent } from '../mesh';
import { until } from '../until';

/** Milliseconds by which the end of a task that nobody works on may be late: a look at what is due, each second, and the work of it. */
const LATE_MS = 3_000;

describe('tasks that wait for a person', () => {
  let mesh: Mesh;
  let networkId: string;
  beforeAll(async () => {
    mesh = await Mesh.start();
    networkId = (await mesh.post('/networks', { name: 'Waiting' })).body.network_id as string;
  });
  afterAll(() => mesh.stop());

  const asked = ({ event }: StreamedEvent) => event === 'approval.requested';
  const asking = async (more: object, step: object = {}): Promise<string> => {
    const steps = [{ id: 'a', task: 'Write it', agent_type: 'content', requires_approval: true, ...step }];
    const { body } = await mesh.post(`/networks/${networkId}/tasks`, { task: 'Wait', workflow: { steps }, ...more });
    await mesh.events(body.task_id as string, undefined, asked);
    return body.task_id as string;
  };
  /** When somebody is to look after the task, in milliseconds since the epoch. */
  const nextLookMs = (taskId: string): Promise<number> =>
    mesh.app
      .get(RedisClient, { strict: false })
      .run(async (redis) => Number(await redis.zscore('mesh:{mesh:queue}:fair:checks', `default ${networkId} ${taskId}`)));

  it('expire at their deadline', async () => {
    const deadline = new Date(Date.now() + 1_500).toISOString();
    const task = await mesh.finished(networkId, await asking({ deadline }));
    expect(task).toMatchObject({ status: 'expired', error: { code: 'task-deadline-passed' } });
    expect(Date.parse(task.finished_at as string) - Date.parse(deadline)).toBeLessThan(LATE_MS);
  });

  it('are looked at when the first of their approvals expires', async () => {
    const taskId = await asking({}, { approval_timeout_seconds: 60 });
    const { body } = await mesh.get(`/networks/${networkId}/tasks/${taskId}`);
    const expiresMs = Date.parse(body.steps[0].approval.expires_at as string);
    // As whoever looks after it 40 s from now.
    await until(async () => (await nextLookMs(taskId)) > Date.now() + 10_000);
    await mesh.app.get(StandingTask, { strict: false }).moveOn({ tenantId: 'default', networkId, taskId }, expiresMs - 20_000);
    expect(await nextLookMs(taskId)).toBe(expiresMs);
  });
});
