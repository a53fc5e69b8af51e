import { BatchStore } from '../../src/coordinator/batch/batch.store';
import { TaskStore } from '../../src/coordinator/workflow/task.store';
import { until } from '../until';
import { Mesh, readEvents, type Answer, type StreamedEvent } from '../mesh';

interface Outcome {
  index: number;
  status: number;
  task_id?: string;
  error?: { code: string; errors: { field: string }[] };
}

describe('batches of tasks', () => {
  let mesh: Mesh;
  let networkId: string;
  beforeAll(async () => {
    mesh = await Mesh.start();
  });
  afterAll(() => mesh.stop());
  beforeEach(async () => {
    networkId = (await mesh.post('/networks', { name: 'Batch' })).body.network_id as string;
  });

  const one = (task: string, more: object = {}) => ({
    task,
    workflow: { steps: [{ id: 'a', task, agent_type: 'content', ...more }] },
  });
  const submit = (tasks: unknown[], headers: Record<string, string> = {}): Promise<Answer> =>
    mesh.post(`/networks/${networkId}/tasks/batch`, { tasks }, headers);
  const follow = async (batchId: string, headers: Record<string, string> = {}, enough?: (event: StreamedEvent) => boolean) => {
    const leave = new AbortController();
    const response = await fetch(`${mesh.url}/api/mesh/batches/${batchId}/events`, {
      headers: { Authorization: `Bearer ${mesh.adminKey}`, ...headers },
      signal: AbortSignal.any([leave.signal, AbortSignal.timeout(20_000)]),
    });
    return readEvents(response, leave, enough);
  };

  it('accepts each task for itself, and tells how all of them stand', async () => {
    const late = '2001-01-01T00:00:00Z';
    const answer = await submit([
      one('first'),
      { task: '  ' },
      { task: 'x', colour: 'red' },
      'no task',
      { ...one('past'), deadline: late },
      one('nobody', { agent_type: 'pilot' }),
      { ...one('in no session'), session_id: 'session_none' },
      one('last'),
    ]);
    expect(answer.status).toBe(207);
    const results = answer.body.results as Outcome[];
    expect(results.map(({ index, status }) => [index, status])).toEqual([
      [0, 202],
      [1, 422],
      [2, 422],
      [3, 422],
      [4, 422],
      [5, 422],
      [6, 422],
      [7, 202],
    ]);
    const fields = results.map(({ error }) => error?.errors[0]?.field);
    expect(fields).toEqual([undefined, 'task', 'colour', 'body', 'deadline', 'workflow.steps[0].agent_type', 'session_id', undefined]);
    const batchId = answer.body.batch_id as string;
    const events = await follow(batchId);
    expect(events.map(({ event }) => event)).toEqual(['batch.created', 'batch.progress', 'batch.progress', 'batch.completed']);
    expect(events.at(-2)?.data).toMatchObject({ batch_id: batchId, open: 0, status: 'completed' });

    const { body } = await mesh.get(`/batches/${batchId}`);
    expect(body).toMatchObject({ status: 'completed', progress: 1, total: 8, open: 0, completed: 2, rejected: 6, network_id: networkId });
    expect(body.finished_at).toBeTruthy();
    expect(body.data).toMatchObject([
      { index: 0, task_id: results[0]?.task_id, task: 'first', status: 'completed' },
      { index: 7, task_id: results[7]?.task_id, task: 'last', status: 'completed' },
    ]);
    expect((await mesh.get(`/networks/${networkId}/tasks/${results[0]?.task_id as string}`)).body.batch_id).toBe(batchId);
    const ids = events.map(({ id }) => id);
    expect((await follow(batchId, { 'Last-Event-ID': ids[0] as string })).map(({ id }) => id)).toEqual(ids.slice(1));
    expect(await follow(batchId, { 'Last-Event-ID': ids[3] as string })).toEqual([]);
  });

  it('counts a task that is taken up again as open, and as what it comes to then', async () => {
    const asking = one('ask', { requires_approval: true });
    const { body } = await submit([asking]);
    const taskId = (body.results as Outcome[])[0]?.task_id as string;
    const asked = ({ event }: StreamedEvent) => event === 'approval.requested';
    const decide = (decision: string) => mesh.post(`/networks/${networkId}/tasks/${taskId}/steps/a/approval`, { decision });
    await mesh.events(taskId, undefined, asked);
    await decide('reject');
    expect((await mesh.get(`/batches/${body.batch_id as string}`)).body).toMatchObject({ status: 'completed', failed: 1, open: 0 });
    const last = (await mesh.events(taskId)).at(-1)?.id;
    await mesh.post(`/networks/${networkId}/tasks/${taskId}/retry`, {});
    expect((await mesh.get(`/batches/${body.batch_id as string}`)).body).toMatchObject({
      status: 'running',
      failed: 0,
      open: 1,
      finished_at: null,
    });
    await mesh.events(taskId, last, asked);
    await decide('approve');
    await mesh.finished(networkId, taskId);
    expect((await mesh.get(`/batches/${body.batch_id as string}`)).body).toMatchObject({ status: 'completed', failed: 0, completed: 1 });
  });

  it('cancels what has not ended', async () => {
    const waiting = Array.from({ length: 120 }, (_unused, i) => one(`w${i}`, { requires_approval: true }));
    const { body } = await submit([...waiting, { ...one('later'), auto_start: false }]);
    const cancelled = await mesh.post(`/batches/${body.batch_id as string}/cancel`, undefined);
    expect(cancelled).toMatchObject({ status: 202, body: { status: 'completed', open: 0, cancelled: 121, progress: 1 } });
    const again = await mesh.post(`/batches/${body.batch_id as string}/cancel`, {});
    expect(again.body).toEqual(cancelled.body);
    const page = (await mesh.get(`/batches/${body.batch_id as string}?limit=100`)).body;
    const rest = (await mesh.get(`/batches/${body.batch_id as string}?limit=100&cursor=${page.next_cursor as string}`)).body;
    const indexes = [...page.data, ...rest.data].map((task: { index: number; status: string }) => [task.index, task.status]);
    expect(indexes).toEqual(Array.from({ length: 121 }, (_unused, i) => [i, 'cancelled']));
  });

  it('keeps no trace of the tasks of a session that is over, and counts them as they ended', async () => {
    const { body: session } = await mesh.post(`/networks/${networkId}/sessions`, { user_id: 'u' });
    const sessionId = session.session_id as string;
    const { body } = await submit([{ ...one('theirs', { requires_approval: true }), session_id: sessionId }, one('other')]);
    const [theirs, other] = (body.results as Outcome[]).map(({ task_id }) => task_id as string) as [string, string];
    await mesh.finished(networkId, other);
    await mesh.call('DELETE', `/networks/${networkId}/sessions/${sessionId}`, undefined);
    await until(async () => (await mesh.get(`/networks/${networkId}/tasks/${theirs}`)).status === 404);
    const { body: batch } = await mesh.get(`/batches/${body.batch_id as string}`);
    expect(batch).toMatchObject({ status: 'completed', total: 2, completed: 1, cancelled: 1 });
    expect(batch.data).toMatchObject([{ index: 1, task_id: other }]);
    await until(async () => !JSON.stringify(await follow(body.batch_id as string)).includes(theirs));
  });

  it('takes 500 tasks in one request, quickly, and brings them all to an end', async () => {
    await submit([one('warm')]);
    const tasks = Array.from({ length: 500 }, (_unused, i) => one(`task ${i}`));
    const startedAtMs = performance.now();
    const { status, body } = await submit(tasks);
    const tookMs = performance.now() - startedAtMs;
    expect([status, (body.results as Outcome[]).filter((result) => result.status === 202).length]).toEqual([207, 500]);
    process.stdout.write(`500 tasks in ${Math.round(tookMs)} ms\n`);
    expect(tookMs).toBeLessThan(3_000); // some 200 ms on a machine with nothing else to do
    const events = await follow(body.batch_id as string);
    expect(events.at(-1)?.event).toBe('batch.completed');
    expect((await mesh.get(`/batches/${body.batch_id as string}`)).body).toMatchObject({ completed: 500, open: 0, rejected: 0 });
  }, 40_000);

  it('submits the same tasks once for one Idempotency-Key, also after an attempt that broke off half-way', async () => {
    const tasks = Array.from({ length: 6 }, (_unused, i) => ({ ...one(`t${i}`), auto_start: false }));
    const key = { 'Idempotency-Key': 'a-batch' };
    const store = mesh.app.get(TaskStore, { strict: false });
    const submitOne = store.submit.bind(store);
    const broken = jest.spyOn(store, 'submit').mockImplementation(async (ref, document, ...rest) => {
      if (document.batchIndex === 3) throw new Error('the process died here');
      return submitOne(ref, document, ...rest);
    });
    expect((await submit(tasks, key)).status).toBe(500);
    broken.mockRestore();
    const answer = await submit(tasks, key);
    const again = await submit(tasks, key);
    expect([answer.status, again.status, again.body]).toEqual([207, 207, answer.body]);
    const listed = (await mesh.get(`/networks/${networkId}/tasks`)).body.data as { task_id: string }[];
    expect(listed.map(({ task_id }) => task_id).sort()).toEqual((answer.body.results as Outcome[]).map(({ task_id }) => task_id).sort());
    expect((await mesh.get(`/batches/${answer.body.batch_id as string}`)).body).toMatchObject({ total: 6, open: 6, rejected: 0 });
  });

  it('refuses what the schedule has no room for, task by task', async () => {
    const small = await Mesh.start({ MESH_MAX_QUEUED_PER_TENANT: '2' });
    try {
      const { body: network } = await small.post('/networks', { name: 'Small' });
      const path = `/networks/${network.network_id as string}`;
      const { body: early } = await small.post(`${path}/tasks`, { ...one('early'), auto_start: false });
      await small.post(`${path}/tasks/${early.task_id as string}/cancel`, {});
      await small.post(`${path}/pause`, {});
      const { body } = await small.post(`${path}/tasks/batch`, { tasks: [one('a'), one('b'), one('c')] });
      expect((body.results as Outcome[]).map(({ status, error }) => [status, error?.code])).toEqual([
        [202, undefined],
        [202, undefined],
        [429, 'queue-full'],
      ]);
      expect((await small.get(`/batches/${body.batch_id as string}`)).body).toMatchObject({ open: 2, rejected: 1 });
      const retried = await small.post(`${path}/tasks/${early.task_id as string}/retry`, {});
      expect([retried.status, retried.body.code, Number(retried.headers.get('retry-after')) > 0]).toEqual([429, 'queue-full', true]);
      expect((await small.get(`${path}/tasks/${early.task_id as string}`)).body.status).toBe('cancelled');
    } finally {
      await small.stop();
    }
  });

  it('ends a batch whose submission broke off, once somebody looks', async () => {
    const ref = { tenantId: 'default', networkId, batchId: `batch_${networkId.slice(8)}_0123456789abcdef` };
    await mesh.app.get(BatchStore, { strict: false }).create(ref, 3, 'tester');
    expect((await mesh.get(`/batches/${ref.batchId}`)).body).toMatchObject({ status: 'running', rejected: 0 });
    const now = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 61_000);
    const { body } = await mesh.get(`/batches/${ref.batchId}`).finally(() => now.mockRestore());
    expect(body).toMatchObject({ status: 'completed', rejected: 3, progress: 1 });
  });

  it.each<[string, unknown, string]>([
    ['501 tasks', { tasks: Array.from({ length: 501 }, () => ({ task: 'x' })) }, 'tasks'],
    ['no task', { tasks: [] }, 'tasks'],
    ['tasks that are no list', { tasks: { task: 'x' } }, 'tasks'],
    ['a field that does not exist', { tasks: [{ task: 'x' }], name: 'x' }, 'name'],
  ])('refuses %s', async (_what, body, field) => {
    const answer = await mesh.post(`/networks/${networkId}/tasks/batch`, body);
    expect([answer.status, answer.body.errors[0].field]).toEqual([422, field]);
  });

  it('has room for 4 MB and no more, and knows its batches only', async () => {
    const task = (size: number) => ({ task: 'x', auto_start: false, context: { text: 'y'.repeat(size) } });
    expect((await submit(Array.from({ length: 8 }, () => task(500_000)))).status).toBe(207);
    expect((await submit(Array.from({ length: 9 }, () => task(500_000)))).status).toBe(413);
    for (const path of ['/batches/batch_none', '/batches/batch_none/events']) expect((await mesh.get(path)).status).toBe(404);
    expect((await mesh.post('/batches/batch_none/cancel', {})).status).toBe(404);
    expect((await mesh.post('/networks/network_none/tasks/batch', { tasks: [{ task: 'x' }] })).status).toBe(404);
  });

  it('is described with the shape of its tasks', async () => {
    const { schemas } = (await mesh.get('//openapi.json')).body.components;
    expect(schemas.SubmitBatchDto.properties.tasks).toMatchObject({
      minItems: 1,
      maxItems: 500,
      items: { $ref: '#/components/schemas/SubmitTaskDto' },
    });
    expect(schemas.SubmitTaskDto.required).toEqual(['task']);
  });
});
