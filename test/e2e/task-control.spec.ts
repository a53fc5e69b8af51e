import { FairSchedule } from '../../src/coordinator';
import { StandingTask } from '../../src/coordinator/workflow/standing-task';
import type { TaskDocument } from '../../src/coordinator/workflow/task';
import { TaskStore } from '../../src/coordinator/workflow/task.store';
import { newIdIn } from '../../src/redis';
import { Mesh, readEvents, type StreamedEvent } from '../mesh';
import { until } from '../until';

const PEPPER = 'p'.repeat(32);

describe('steering tasks', () => {
  let mesh: Mesh;
  let networkId: string;
  beforeAll(async () => {
    mesh = await Mesh.start({ MESH_KEY_PEPPER: PEPPER });
  });
  afterAll(() => mesh.stop());
  beforeEach(async () => {
    networkId = (await mesh.post('/networks', { name: 'Control' })).body.network_id as string;
  });

  const at = (path: string) => `/networks/${networkId}${path}`;
  const step = (id: string, more: object = {}) => ({ id, task: `do ${id}`, agent_type: 'content', ...more });
  const submit = async (steps: object[], more: object = {}): Promise<string> => {
    const { status, body } = await mesh.post(at('/tasks'), { task: 'Steered', workflow: { steps }, ...more });
    expect(status).toBe(202);
    return body.task_id as string;
  };
  const asksFor = (taskId: string, lastEventId?: string) =>
    mesh.events(taskId, lastEventId, (event) => event.event === 'approval.requested');
  const decide = (taskId: string, stepId: string, decision: string) =>
    mesh.post(at(`/tasks/${taskId}/steps/${stepId}/approval`), { decision });
  const task = async (taskId: string) => (await mesh.get(at(`/tasks/${taskId}`))).body;
  const stepOf = async (taskId: string, stepId: string) =>
    (await task(taskId)).steps.find((one: { step_id: string }) => one.step_id === stepId);
  /** A task that has failed at its second step of three, which was not approved. */
  const refused = async (): Promise<string> => {
    const taskId = await submit([step('a'), step('b', { depends_on: ['a'], requires_approval: true }), step('c', { depends_on: ['b'] })]);
    await asksFor(taskId);
    await decide(taskId, 'b', 'reject');
    return taskId;
  };
  const keyOf = (role: 'user' | 'viewer') => mesh.keyOf({ role });

  it('shows the latest of what happened to a task, however often it was retried', async () => {
    const steps = Array.from({ length: 49 }, (_unused, i) => step(`after-${i}`, { depends_on: ['first'] }));
    const taskId = await submit([step('first'), ...steps]);
    let last = (await mesh.events(taskId)).at(-1)?.id;
    for (let retry = 1; retry <= 5; retry += 1) {
      expect((await mesh.post(at(`/tasks/${taskId}/retry`), { from_step: 'first' })).status).toBe(202);
      last = (await mesh.events(taskId, last)).at(-1)?.id;
    }
    const { history } = await task(taskId);
    expect([history.length, history.at(-1).event]).toEqual([500, 'task.completed']);
  });

  it('retries what did not complete, keeps the results of the rest and says who asked', async () => {
    const taskId = await refused();
    expect(await task(taskId)).toMatchObject({ status: 'failed', progress: 0.33, error: { code: 'step-rejected', step_id: 'b' } });
    const listed = (await mesh.get(at('/tasks?status=failed'))).body.data[0];
    const shown = await task(taskId);
    expect(listed).toEqual(Object.fromEntries(Object.keys(listed as object).map((name) => [name, shown[name]])));
    const before = await stepOf(taskId, 'a');
    const told = (await mesh.events(taskId)).at(-1) as StreamedEvent;

    expect(await mesh.post(at(`/tasks/${taskId}/retry`), {})).toMatchObject({ status: 202, body: { task_id: taskId } });
    await asksFor(taskId, told.id);
    expect(await task(taskId)).toMatchObject({ status: 'awaiting_approval', error: null, finished_at: null });
    expect((await mesh.get(at('/dead-letters'))).body.data).toEqual([]);
    expect((await mesh.get(at('/tasks?status=awaiting_approval'))).body.data).toMatchObject([{ task_id: taskId, progress: 0.33 }]);
    expect((await mesh.get(at('/tasks?status=running'))).body.data).toEqual([]);
    await decide(taskId, 'b', 'approve');
    const ended = await mesh.finished(networkId, taskId);
    expect(ended).toMatchObject({ status: 'completed', progress: 1 });
    expect(await stepOf(taskId, 'a')).toEqual(before);
    const events = await mesh.events(taskId, told.id);
    expect(events.slice(0, 2)).toMatchObject([{ event: 'task.retried', data: { retry: 1, steps: ['b', 'c'] } }, { event: 'task.started' }]);
    expect(events[0]?.data.by).toBeTruthy();
    expect(ended.history).toContainEqual({ at: events[0]?.data.at, event: 'task.retried', by: events[0]?.data.by });
  });

  it('does a completed task anew from a step, with what rests on it and nothing else', async () => {
    const taskId = await submit([
      step('a'),
      step('b', { depends_on: ['a'] }),
      step('c', { depends_on: ['a'] }),
      step('d', { depends_on: ['b'] }),
    ]);
    await mesh.finished(networkId, taskId);
    const told = (await mesh.events(taskId)).at(-1) as StreamedEvent;
    expect(await mesh.post(at(`/tasks/${taskId}/retry`), {})).toMatchObject({ status: 409, body: { code: 'task-completed' } });
    expect((await mesh.post(at(`/tasks/${taskId}/retry`), { from_step: 'b' })).status).toBe(202);
    await mesh.finished(networkId, taskId);
    const again = (await mesh.events(taskId, told.id)).filter(({ event }) => event === 'step.started').map(({ data }) => data.step_id);
    expect(again).toEqual(['b', 'd']);
    expect((await stepOf(taskId, 'b')).attempts).toBe(2);
    expect((await stepOf(taskId, 'c')).attempts).toBe(1);
  });

  it('starts a task that was cancelled before it began as if it were new: nothing is done without its approval', async () => {
    const taskId = await submit([step('a', { requires_approval: true })], { auto_start: false });
    await mesh.post(at(`/tasks/${taskId}/cancel`), {});
    expect((await mesh.post(at(`/tasks/${taskId}/retry`), {})).status).toBe(202);
    const cancelled = (await mesh.events(taskId, undefined, ({ event }) => event === 'task.cancelled')).at(-1) as StreamedEvent;
    await asksFor(taskId, cancelled.id);
    expect((await stepOf(taskId, 'a')).attempts).toBe(0);
    await decide(taskId, 'a', 'approve');
    expect((await mesh.finished(networkId, taskId)).status).toBe('completed');
  });

  it('goes on by itself with a retry whose process died as soon as it was stored', async () => {
    const taskId = await submit([step('a')]);
    await mesh.finished(networkId, taskId);
    const told = (await mesh.events(taskId)).at(-1) as StreamedEvent;
    const standing = mesh.app.get(StandingTask, { strict: false });
    const died = jest.spyOn(standing, 'moveOn').mockRejectedValueOnce(new Error('the process died here'));
    expect((await mesh.post(at(`/tasks/${taskId}/retry`), { from_step: 'a' })).status).toBe(202);
    died.mockRestore();
    expect((await mesh.events(taskId, told.id)).at(-1)?.event).toBe('task.completed');
    expect((await stepOf(taskId, 'a')).attempts).toBe(2);
  }, 20_000);

  it('leaves no place taken by a retry whose process died before it was stored', async () => {
    const taskId = await submit([step('a')]);
    await mesh.finished(networkId, taskId);
    const schedule = mesh.app.get(FairSchedule, { strict: false });
    const store = mesh.app.get(TaskStore, { strict: false });
    const before = (await schedule.counts()).inFlight;
    const died = jest.spyOn(store, 'retry').mockRejectedValueOnce(new Error('the process died here'));
    expect((await mesh.post(at(`/tasks/${taskId}/retry`), { from_step: 'a' })).status).toBe(500);
    died.mockRestore();
    expect((await schedule.counts()).inFlight).toBe(before + 1);
    await until(async () => (await schedule.counts()).inFlight <= before);
    expect((await task(taskId)).status).toBe('completed');
  }, 20_000);

  it('retries once when several ask at the same time, and once for one Idempotency-Key', async () => {
    const first = await refused();
    const answers = await Promise.all([0, 1, 2, 3].map(() => mesh.post(at(`/tasks/${first}/retry`), {})));
    expect(answers.map(({ status }) => status).filter((status) => status === 202)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409).every(({ body }) => body.code === 'task-not-final')).toBe(true);

    const second = await refused();
    const key = { 'Idempotency-Key': 'again' };
    const one = await mesh.post(at(`/tasks/${second}/retry`), {}, key);
    const two = await mesh.post(at(`/tasks/${second}/retry`), {}, key);
    expect([one.status, two.status, two.body]).toEqual([202, 202, one.body]);
  });

  it('refuses a retry of what still runs, of an unknown step or task, and once the deadline has passed', async () => {
    const waiting = await submit([step('a', { requires_approval: true })]);
    await asksFor(waiting);
    expect(await mesh.post(at(`/tasks/${waiting}/retry`), {})).toMatchObject({ status: 409, body: { code: 'task-not-final' } });
    const failed = await refused();
    const unknown = await mesh.post(at(`/tasks/${failed}/retry`), { from_step: 'z' });
    expect([unknown.status, unknown.body.errors[0].field]).toEqual([422, 'from_step']);
    expect((await mesh.post(at('/tasks/task_none/retry'), {})).status).toBe(404);

    const late = await submit([step('a')], { auto_start: false, deadline: new Date(Date.now() + 300).toISOString() });
    await mesh.events(late, undefined, ({ event }) => event === 'task.failed');
    expect((await task(late)).status).toBe('expired');
    expect(await mesh.post(at(`/tasks/${late}/retry`), {})).toMatchObject({ status: 409, body: { code: 'task-deadline-passed' } });
  });

  it('lists what failed, the last first, and replays it with an outcome for each', async () => {
    const first = await refused();
    const second = await refused();
    const late = await submit([step('a')], { auto_start: false, deadline: new Date(Date.now() + 300).toISOString() });
    await mesh.events(late, undefined, ({ event }) => event === 'task.failed');
    const { data } = (await mesh.get(at('/dead-letters'))).body;
    expect(data.map((one: { task_id: string; status: string; step_id: string }) => [one.task_id, one.status, one.step_id])).toEqual([
      [late, 'expired', null],
      [second, 'failed', 'b'],
      [first, 'failed', 'b'],
    ]);
    expect(data[2]).toMatchObject({ error: { code: 'step-rejected' }, attempts: 0 });
    const page = (await mesh.get(at('/dead-letters?limit=2'))).body;
    const rest = (await mesh.get(at(`/dead-letters?limit=2&cursor=${page.next_cursor as string}`))).body;
    expect([page.data.length, rest.data.length, rest.next_cursor]).toEqual([2, 1, null]);

    const named = await mesh.post(at('/dead-letters/replay'), { task_ids: [first, late, 'task_none'] });
    expect(named.status).toBe(207);
    expect(named.body.results).toMatchObject([
      { task_id: first, status: 202 },
      { task_id: late, status: 409, error: { code: 'task-deadline-passed' } },
      { task_id: 'task_none', status: 404, error: { code: 'task-not-found' } },
    ]);
    const all = await mesh.post(at('/dead-letters/replay'), undefined);
    expect(all.body.results).toMatchObject([{ task_id: second, status: 202 }]);
    expect((await mesh.get(at('/dead-letters'))).body.data).toHaveLength(1);
  });

  it('pauses a network: what runs waits, what comes waits, and both go on at once when it goes on', async () => {
    const running = await submit([step('a', { requires_approval: true }), step('b', { depends_on: ['a'] })]);
    await asksFor(running);
    const paused = await mesh.post(at('/pause'), undefined);
    expect(paused).toMatchObject({ status: 200, body: { network_id: networkId, status: 'paused', task_count: 1 } });
    expect((await mesh.post(at('/pause'), {})).body.status).toBe('paused');
    expect((await mesh.get(at(''))).body.status).toBe('paused');
    const listed = (await mesh.get('/networks')).body.data as { network_id: string; status: string }[];
    expect(listed.find((one) => one.network_id === networkId)?.status).toBe('paused');

    const waiting = await submit([step('x')]);
    await decide(running, 'a', 'approve');
    expect((await task(running)).status).toBe('running');
    await mesh.app.get(StandingTask, { strict: false }).moveOn({ tenantId: 'default', networkId, taskId: running }, Date.now());
    expect([(await stepOf(running, 'a')).attempts, (await task(waiting)).status]).toEqual([0, 'queued']);

    const startedAtMs = Date.now();
    expect(await mesh.post(at('/resume'), {})).toMatchObject({ status: 200, body: { status: 'active' } });
    expect((await mesh.finished(networkId, running)).status).toBe('completed');
    expect((await mesh.finished(networkId, waiting)).status).toBe('completed');
    expect(Date.now() - startedAtMs).toBeLessThan(3_000);
  });

  it('stops the clock of tasks while their network is paused', async () => {
    const short = (await mesh.post('/networks', { name: 'Short', timeout_seconds: 1 })).body.network_id as string;
    networkId = short;
    const taskId = await submit([step('a', { requires_approval: true })]);
    await asksFor(taskId);
    await mesh.post(at('/pause'), {});
    await decide(taskId, 'a', 'approve');
    const startedMs = Date.parse((await task(taskId)).started_at as string);
    const look = () => mesh.app.get(StandingTask, { strict: false }).moveOn({ tenantId: 'default', networkId, taskId }, Date.now());
    await until(async () => (await look(), Date.now() > startedMs + 1_500));
    expect((await task(taskId)).status).toBe('running');
    await mesh.post(at('/resume'), {});
    expect((await mesh.finished(networkId, taskId)).status).toBe('completed');
  });

  it('lets operators pause and nobody else', async () => {
    expect(await mesh.post(at('/pause'), {}, await keyOf('user'))).toMatchObject({ status: 403, body: { code: 'scope-missing' } });
    expect(await mesh.post(at('/dead-letters/replay'), {}, await keyOf('viewer'))).toMatchObject({ status: 403 });
    expect((await mesh.get(at('/approvals'), await keyOf('viewer'))).status).toBe(200);
    for (const path of ['/pause', '/resume', '/dead-letters/replay'])
      expect((await mesh.post(`/networks/network_none${path}`, {})).status).toBe(404);
    for (const path of ['/approvals', '/dead-letters', '/events'])
      expect((await mesh.get(`/networks/network_none${path}`)).status).toBe(404);
  });

  it('lists approvals, those that expire soonest first, and forgets those of tasks that have ended', async () => {
    const approval = (seconds?: number) => ({
      requires_approval: true,
      ...(seconds === undefined ? {} : { approval_timeout_seconds: seconds }),
    });
    const endless = await submit([step('never', approval())]);
    const two = await submit([step('late', approval(7_200)), step('soon', approval(3_600))]);
    const over = await submit([step('gone', approval(600))]);
    for (const taskId of [endless, two, over]) await asksFor(taskId);
    await until(async () => (await mesh.get(at('/approvals'))).body.data.length === 4);
    await mesh.post(at(`/tasks/${over}/cancel`), {});
    const { data, next_cursor } = (await mesh.get(at('/approvals'))).body;
    expect(data.map((one: { task_id: string; step_id: string }) => [one.task_id, one.step_id])).toEqual([
      [two, 'soon'],
      [two, 'late'],
      [endless, 'never'],
    ]);
    expect(next_cursor).toBeNull();
    expect(data[0]).toMatchObject({ task: 'Steered', step_task: 'do soon' });
    expect(Date.parse(data[0].expires_at) - Date.parse(data[0].requested_at)).toBe(3_600_000);
    expect(data[2].expires_at).toBeNull();
    const first = (await mesh.get(at('/approvals?limit=2'))).body;
    const rest = (await mesh.get(at(`/approvals?limit=2&cursor=${encodeURIComponent(first.next_cursor as string)}`))).body;
    expect([...first.data, ...rest.data]).toEqual(data);
  });

  it('refuses a step that nobody approved in time, and what rests on it', async () => {
    const ref = { tenantId: 'default', networkId, taskId: newIdIn('task', networkId) };
    const planned = { agentType: 'content', onFailure: 'fail' as const, requiresApproval: false };
    const document: TaskDocument = {
      task: 'Ask in vain',
      context: {},
      priority: 5,
      timeoutSeconds: 60,
      maxIterations: 1,
      createdBy: 'tester',
      workflow: [
        { ...planned, stepId: 'a', task: 'a', dependsOn: [], requiresApproval: true, approvalTimeoutSeconds: 0.2 },
        { ...planned, stepId: 'b', task: 'b', dependsOn: ['a'] },
      ],
    };
    await mesh.app.get(TaskStore, { strict: false }).submit(ref, document, 'pending', Date.now());
    await mesh.post(at(`/tasks/${ref.taskId}/process`), {});
    await asksFor(ref.taskId);
    const standing = mesh.app.get(StandingTask, { strict: false });
    await until(async () => {
      await standing.moveOn(ref, Date.now());
      return (await task(ref.taskId)).status === 'failed';
    });
    expect(await task(ref.taskId)).toMatchObject({ error: { code: 'approval-expired', step_id: 'a' } });
    expect((await stepOf(ref.taskId, 'a')).approval.decision).toMatchObject({ decision: 'expire', by: 'mesh' });
    expect((await stepOf(ref.taskId, 'b')).attempts).toBe(0);
    expect((await decide(ref.taskId, 'a', 'approve')).status).toBe(409);
    expect((await mesh.get(at('/approvals'))).body.data).toEqual([]);
  });

  it('tells what happens in a network from now on, and goes on where a reader left off', async () => {
    await mesh.finished(networkId, await submit([step('before')]));
    const follow = async (headers: Record<string, string>, enough: (event: StreamedEvent) => boolean, act?: () => Promise<unknown>) => {
      const leave = new AbortController();
      const response = await fetch(`${mesh.url}/api/mesh${at('/events')}`, {
        headers: { Authorization: `Bearer ${mesh.adminKey}`, ...headers },
        signal: AbortSignal.any([leave.signal, AbortSignal.timeout(20_000)]),
      });
      const [events] = await Promise.all([readEvents(response, leave, enough), act?.()]);
      return events;
    };
    let taskId = '';
    const act = async () => {
      await mesh.post(at('/pause'), {});
      await mesh.post(at('/resume'), {});
      taskId = await submit([step('after')]);
    };
    const ends = ({ event }: StreamedEvent) => event === 'task.completed';
    const events = await follow({}, ends, act);
    expect(events.map(({ event }) => event)).toEqual([
      'network.paused',
      'network.resumed',
      'task.planned',
      'task.started',
      'step.started',
      'step.completed',
      'task.completed',
    ]);
    expect(events.slice(2).every(({ data }) => data.task_id === taskId && data.network_id === networkId)).toBe(true);
    expect(await follow({ 'Last-Event-ID': events[2]?.id as string }, ends)).toEqual(events.slice(3));
    expect((await mesh.get(at('/events'), { 'Last-Event-ID': 'first' })).status).toBe(422);
  });
});
