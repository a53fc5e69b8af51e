import { Redis } from 'ioredis';
import { JobWorker } from '../../src/coordinator';
import { json, ModelServer, type Behaviour } from '../contract/model-server';
import { WIRE_FORMATS } from '../contract/wire-formats';
import { contentOf } from '../redis-content';
import { Mesh } from '../mesh';
import { until } from '../until';

const { openai } = WIRE_FORMATS;
const ANSWER = { answer: 'It is clear what to do.', key_points: ['Begin with the simpler way.'] };
/** gpt-4o: 20 fresh and 100 cached tokens in, 30 out, at $2.50, $1.25 and $10 a million. */
const ANSWER_COST_USD = 0.000475;
const CALLED_OFF_MS = 1_000;

describe('a task that is cancelled', () => {
  const model = new ModelServer();
  let mesh: Mesh;
  let elsewhere: Awaited<ReturnType<typeof Mesh.join>>;
  let redis: Redis;

  beforeAll(async () => {
    const url = await model.start();
    const models = { OPENAI_API_KEY: 'k', OPENAI_BASE_URL: `${url}/v1`, MESH_CHAIN: 'openai/gpt-4o' };
    // One replica takes requests only, the other works: whatever the cancel reaches, it reaches there.
    mesh = await Mesh.start({ ...models, MESH_ROLES: 'api,models,memory' });
    elsewhere = await Mesh.join(mesh, { ...models, MESH_ROLES: 'worker,models,memory', PORT: '0' });
    redis = new Redis(mesh.redis.url);
  });
  afterAll(async () => {
    redis.disconnect();
    await elsewhere.close();
    await mesh.stop();
    await model.stop();
  });

  const step = (id: string, ...depends_on: string[]) => ({ id, task: `Do ${id}`, agent_type: 'writer', depends_on });
  const submit = async (task: object, agents: object[] = [{ name: 'Writer', type: 'writer', description: 'Writes.' }]): Promise<string> => {
    const { body: network } = await mesh.post('/networks', { name: 'Cancel', agents });
    const { status, body } = await mesh.post(`/networks/${network.network_id as string}/tasks`, task);
    expect(status).toBe(202);
    return `/networks/${network.network_id as string}/tasks/${body.task_id as string}`;
  };
  /** Answers the first `count` questions, and leaves the next open until it is told to go on. */
  const answerThenHold = (count: number): { held: Promise<void>; goOn: () => void } => {
    let [tell, goOn]: (() => void)[] = [];
    const held = new Promise<void>((resolve) => (tell = resolve));
    const told = new Promise<void>((resolve) => (goOn = resolve));
    const answer = json(200, openai.structured(ANSWER));
    const hold: Behaviour = (response) => {
      tell?.();
      void told.then(() => answer(response));
    };
    model.behave(...Array<Behaviour>(count).fill(answer), hold);
    return { held, goOn: () => goOn?.() };
  };
  const cancel = async (path: string): Promise<number> => {
    const startedAtMs = performance.now();
    const left = model.leaving();
    const { status, body } = await mesh.post(`${path}/cancel`, undefined);
    expect([status, body.status]).toEqual([202, 'cancelled']);
    await left;
    return performance.now() - startedAtMs;
  };
  /** All that Redis holds about a task; its place in the schedule goes a moment after its end. */
  const stored = async (path: string): Promise<Record<string, string>[]> => {
    const taskId = path.split('/').at(-1) as string;
    const keys = (await redis.keys(`*task:${taskId}`)).sort();
    return Promise.all(keys.map((key) => redis.hgetall(key)));
  };

  it('calls its steps off where they run, within a second', async () => {
    expect(mesh.app.get(JobWorker)).not.toBe(elsewhere.get(JobWorker));
    const { held } = answerThenHold(1);
    const path = await submit({ task: 'x', workflow: { steps: [step('a'), step('b', 'a')] } });
    await held;
    expect(await cancel(path)).toBeLessThan(CALLED_OFF_MS);
    const { body: task } = await mesh.get(path);
    expect(task.steps.map(({ status }: { status: string }) => status)).toEqual(['completed', 'cancelled']);
    expect(task.history.at(-1)).toMatchObject({ event: 'task.cancelled', by: expect.not.stringMatching(/^mesh$/) as string });
    expect(task.error).toMatchObject({ code: 'task-cancelled' });
  });

  it('keeps what was done, counts what was paid until then, and says that nobody knows what the call costs that was broken off', async () => {
    const { held } = answerThenHold(2);
    const path = await submit({ task: 'x', workflow: { steps: [step('a'), step('b', 'a'), step('c', 'b')] } });
    await held;
    await cancel(path);
    const { body: task } = await mesh.get(path);
    expect(task.steps.map(({ cost_usd }: { cost_usd: number | null }) => cost_usd)).toEqual([ANSWER_COST_USD, ANSWER_COST_USD, null]);
    expect(task.steps[1].result.summary).toBe(ANSWER.answer);
    await until(async () => (await mesh.get(path)).body.cost_usd === null);
    expect((await stored(path))[0]?.cost).toBe(`${2 * ANSWER_COST_USD * 1_000_000}`);
    expect(task.usage).toMatchObject({ output_tokens: 60 });
  });

  it('is changed by nothing that comes later, though all its steps run', async () => {
    const { held, goOn } = answerThenHold(0);
    const path = await submit({ task: 'x', workflow: { steps: ['a', 'b', 'c', 'd'].map((id) => step(id)) } });
    await held;
    await until(() => Promise.resolve(model.received.length === 4));
    await cancel(path);
    const before = await stored(path);
    goOn();
    // Whatever was queued is done with: the worker has seen another task through.
    model.behave(json(200, openai.structured(ANSWER)));
    const other = await submit({ task: 'y', workflow: { steps: [step('a')] } });
    await until(async () => (await mesh.get(other)).body.status === 'completed');
    await until(async () => !(await contentOf(redis)).includes(`${path.split('/').at(-1) as string}.step.`));
    expect(await stored(path)).toEqual(before);
    const { body: task } = await mesh.get(path);
    expect(task.status).toBe('cancelled');
    expect(task.history.filter(({ event }: { event: string }) => event === 'step.completed')).toEqual([]);
  });

  it('is not planned any more', async () => {
    const { held } = answerThenHold(0);
    const agents = [
      { name: 'Writer', type: 'content' },
      { name: 'Designer', type: 'design' },
    ];
    const path = await submit({ task: 'Write a letter and design it' }, agents);
    await held;
    expect((await mesh.get(path)).body.status).toBe('planning');
    expect(await cancel(path)).toBeLessThan(CALLED_OFF_MS);
    expect((await mesh.get(path)).body).toMatchObject({ status: 'cancelled', plan: null });
  });

  it('is not put into words any more', async () => {
    const { held } = answerThenHold(2);
    const path = await submit({ task: 'x', workflow: { steps: [step('a'), step('b')] } });
    await held;
    expect((await mesh.get(path)).body.progress).toBe(1);
    expect(await cancel(path)).toBeLessThan(CALLED_OFF_MS);
    expect((await mesh.get(path)).body).toMatchObject({ status: 'cancelled', error: { code: 'task-cancelled' } });
  });

  it('leaves its place to those that wait', async () => {
    const { held } = answerThenHold(0);
    const { body: network } = await mesh.post('/networks', {
      ...{ name: 'One at a time', max_concurrent_tasks: 1 },
      agents: [{ name: 'Writer', type: 'writer', description: 'Writes.' }],
    });
    const tasks = `/networks/${network.network_id as string}/tasks`;
    const task = { task: 'x', workflow: { steps: [step('a')] } };
    const running = (await mesh.post(tasks, task)).body.task_id as string;
    await held;
    const waiting = (await mesh.post(tasks, task)).body.task_id as string;
    expect((await mesh.get(`${tasks}/${waiting}`)).body.status).toBe('queued');
    model.behave(json(200, openai.structured(ANSWER)));
    await mesh.post(`${tasks}/${running}/cancel`, undefined);
    expect((await mesh.finished(network.network_id as string, waiting)).status).toBe('completed');
  });
});
