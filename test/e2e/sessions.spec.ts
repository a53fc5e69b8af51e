import { Redis } from 'ioredis';
import { hang, ModelServer } from '../contract/model-server';
import { Mesh, type Answer } from '../mesh';
import { contentOf } from '../redis-content';
import { until } from '../until';

const PEPPER = 'p'.repeat(32);

describe('sessions', () => {
  const models = new ModelServer();
  let mesh: Mesh;
  let redis: Redis;
  let networkId: string;
  beforeAll(async () => {
    const url = await models.start();
    models.behave(hang);
    const chain = { COMPATIBLE_BASE_URL: `${url}/v1`, COMPATIBLE_MODELS: 'slow', MESH_CHAIN: 'compatible/slow', MESH_SANDBOX: 'off' };
    mesh = await Mesh.start({ MESH_KEY_PEPPER: PEPPER, ...chain });
    redis = new Redis(mesh.redis.url);
  });
  beforeEach(async () => (networkId = (await mesh.post('/networks', { name: 'Sessions' })).body.network_id as string));
  afterAll(async () => {
    redis.disconnect();
    await mesh.stop();
    await models.stop();
  });

  const keyOf = (tenantId: string) => mesh.keyOf({ role: 'admin', user_id: tenantId, tenant_id: tenantId });

  const begin = async (more: object = {}): Promise<Answer['body']> => {
    const { status, body } = await mesh.post(`/networks/${networkId}/sessions`, { user_id: 'ada', ...more });
    expect(status).toBe(201);
    return body;
  };
  const say = (content: string, sessionId: string, more: object = {}) =>
    mesh.post(`/networks/${networkId}/memories`, { content, type: 'context', session_id: sessionId, ...more });
  const submit = (sessionId: string, more: object = {}) =>
    mesh.post(`/networks/${networkId}/tasks`, { task: 'Write a quincunx', session_id: sessionId, auto_start: false, ...more });
  const pathOf = (sessionId: string) => `/networks/${networkId}/sessions/${sessionId}`;
  const left = async (traces: string[]): Promise<string[]> => {
    const content = await contentOf(redis);
    return traces.filter((trace) => content.includes(trace));
  };

  it('begins, shows, extends and ends one', async () => {
    const session = await begin({ ttl_seconds: 60, metadata: { channel: 'chat' } });
    expect(session).toMatchObject({
      network_id: networkId,
      user_id: 'ada',
      status: 'active',
      ttl_seconds: 60,
      metadata: { channel: 'chat' },
    });
    expect(session.session_id).toMatch(/^session_/);
    expect(Date.parse(session.expires_at as string) - Date.parse(session.created_at as string)).toBe(60_000);
    const path = pathOf(session.session_id as string);
    expect((await mesh.get(path)).body).toEqual(session);

    const extended = await mesh.call('PATCH', path, { ttl_seconds: 7_200, metadata: { channel: 'mail' } });
    expect(extended).toMatchObject({
      status: 200,
      body: { ttl_seconds: 7_200, metadata: { channel: 'mail' }, created_at: session.created_at },
    });
    expect(Date.parse(extended.body.expires_at as string)).toBeGreaterThanOrEqual(Date.parse(session.created_at as string) + 7_200_000);
    expect((await mesh.call('PATCH', path, {})).body).toMatchObject({ ttl_seconds: 7_200, metadata: { channel: 'mail' } });

    expect((await mesh.call('DELETE', path, undefined)).status).toBe(204);
    for (const method of ['GET', 'PATCH', 'DELETE']) {
      const answer = await mesh.call(method, path, method === 'PATCH' ? {} : undefined);
      expect(answer).toMatchObject({ status: 404, body: { code: 'session-not-found' } });
    }
    expect(await left([session.session_id as string])).toEqual([]);
  });

  it('lives for an hour unless told otherwise, and lists live ones, newest first', async () => {
    const first = await begin();
    expect(first).toMatchObject({ ttl_seconds: 3_600, metadata: {} });
    const others = [await begin({ user_id: 'bo' }), await begin({ user_id: 'cy' })];
    await mesh.call('DELETE', pathOf(others[0].session_id as string), undefined);
    const page = await mesh.get(`/networks/${networkId}/sessions?limit=1`);
    expect(page.body.data).toEqual([others[1]]);
    const rest = await mesh.get(`/networks/${networkId}/sessions?limit=1&cursor=${page.body.next_cursor as string}`);
    expect(rest.body).toEqual({ data: [first], next_cursor: null });
  });

  it('takes with it all that was said and done in it when it ends, and nothing else', async () => {
    const session = await begin({ user_id: 'wilhelmina', metadata: { note: 'cordovan' } });
    const sessionId = session.session_id as string;
    const said = await say('Obsidian lanterns are sold out', sessionId);
    const timed = await say('Verdigris kettles come on Monday', sessionId, { ttl_seconds: 500 });
    expect([said.status, timed.status]).toEqual([201, 201]);
    await mesh.post(`/networks/${networkId}/memories`, { content: 'Paper lanterns are in stock', type: 'fact' });
    const task = await submit(sessionId, { context: { word: 'marmoreal' } });
    expect(task.status).toBe(202);
    const other = await submit((await begin()).session_id as string);

    expect(await left(['bsidian', 'marmoreal', 'wilhelmina', sessionId])).toHaveLength(4);
    expect((await mesh.call('DELETE', pathOf(sessionId), undefined)).status).toBe(204);
    const [memoryId, taskId] = [said.body.memory_id as string, task.body.task_id as string];
    expect((await mesh.get(`/networks/${networkId}/memories/${memoryId}`)).status).toBe(404);
    expect((await mesh.get(`/networks/${networkId}/memories?session_id=${sessionId}`)).body.data).toEqual([]);
    expect((await mesh.get(`/networks/${networkId}/memories/search?query=lanterns`)).body.data).toHaveLength(1);
    expect((await mesh.get(`/networks/${networkId}/tasks/${taskId}`)).status).toBe(404);
    expect((await mesh.get(`/networks/${networkId}/tasks/${other.body.task_id as string}`)).status).toBe(200);
    expect((await mesh.get(`/networks/${networkId}`)).body).toMatchObject({ memory_count: 1, task_count: 1 });
    const traces = [sessionId, memoryId, timed.body.memory_id as string, taskId, 'wilhelmina', 'cordovan', 'marmoreal'];
    expect(await left([...traces, 'bsidian', 'erdigris', 'kettl', 'sold'])).toEqual([]);
  });

  it('cancels the task that runs in it: its model is left, its readers are told, nothing of it stays', async () => {
    const sessionId = (await begin()).session_id as string;
    const arrival = models.arrival();
    const steps = [{ id: 'write', task: 'Write at length', agent_type: 'content' }];
    const { body } = await submit(sessionId, { auto_start: true, workflow: { steps } });
    const taskId = body.task_id as string;
    const reading = mesh.events(taskId);
    await arrival;
    const leaving = models.leaving();
    expect((await mesh.call('DELETE', pathOf(sessionId), undefined)).status).toBe(204);
    await leaving;
    const events = (await reading).map(({ event }) => event);
    expect(events).not.toContain('task.completed');
    expect((await mesh.get(`/networks/${networkId}/tasks/${taskId}`)).status).toBe(404);
    // The worker hands its job back once the call has been called off.
    await until(async () => (await left([taskId, sessionId])).length === 0);
  });

  it('expires when nobody uses it, with all that belongs to it', async () => {
    const sessionId = (await begin({ ttl_seconds: 1 })).session_id as string;
    const { body: memory } = await say('Tangerine umbrellas fold twice', sessionId);
    const { body: task } = await submit(sessionId);
    await until(async () => (await mesh.get(pathOf(sessionId))).status === 404);
    const late = await say('Too late', sessionId);
    expect(late).toMatchObject({ status: 422, body: { errors: [{ field: 'session_id' }] } });
    expect((await mesh.get(`/networks/${networkId}/memories/${memory.memory_id as string}`)).status).toBe(404);
    const traces = [sessionId, memory.memory_id as string, task.task_id as string, 'umbrella', 'angerine'];
    await until(async () => (await left(traces)).length === 0);
    expect((await mesh.get(`/networks/${networkId}/tasks/${task.task_id as string}`)).status).toBe(404);
  });

  it('slides with everything that is written or done in it', async () => {
    const session = await begin({ ttl_seconds: 600 });
    const path = pathOf(session.session_id as string);
    let before = Date.parse(session.expires_at as string);
    const uses = [
      () => say('One', session.session_id as string),
      () => submit(session.session_id as string),
      () => mesh.call('PATCH', path, {}),
    ];
    for (const use of uses) {
      await until(() => Promise.resolve(Date.now() + 600_000 > before));
      expect((await use()).status).toBeLessThan(300);
      const after = Date.parse((await mesh.get(path)).body.expires_at as string);
      expect(after).toBeGreaterThan(before);
      before = after;
    }
  });

  it('refuses what is written for a session that is not live, naming the field', async () => {
    const { body: other } = await mesh.post('/networks', { name: 'Other' });
    const elsewhere = await mesh.post(`/networks/${other.network_id as string}/sessions`, { user_id: 'ada' });
    for (const sessionId of ['session_nowhere', elsewhere.body.session_id as string]) {
      expect(await say('x', sessionId)).toMatchObject({ status: 422, body: { errors: [{ field: 'session_id' }] } });
      expect(await say('x', sessionId, { ttl_seconds: 60 })).toMatchObject({ status: 422, body: { errors: [{ field: 'session_id' }] } });
      expect(await submit(sessionId)).toMatchObject({ status: 422, body: { errors: [{ field: 'session_id' }] } });
      const memories = [
        { content: 'a', type: 'fact' },
        { content: 'b', type: 'fact', session_id: sessionId },
      ];
      const batch = await mesh.post(`/networks/${networkId}/memories/batch`, { memories });
      expect(batch).toMatchObject({ status: 422, body: { errors: [{ field: 'memories[1].session_id' }] } });
      expect((await mesh.get(`/networks/${networkId}/memories?session_id=${sessionId}`)).body.data).toEqual([]);
    }
    expect((await mesh.get(`/networks/${networkId}`)).body).toMatchObject({ memory_count: 0, task_count: 0 });
  });

  it.each<[string, object, string]>([
    ['no user', {}, 'user_id'],
    ['a user of spaces', { user_id: '  ' }, 'user_id'],
    ['no time at all', { user_id: 'a', ttl_seconds: 0 }, 'ttl_seconds'],
    ['more than 30 days', { user_id: 'a', ttl_seconds: 30 * 86_400 + 1 }, 'ttl_seconds'],
    ['a second and a half', { user_id: 'a', ttl_seconds: 1.5 }, 'ttl_seconds'],
    ['metadata that is a list', { user_id: 'a', metadata: [] }, 'metadata'],
    ['a field that does not exist', { user_id: 'a', colour: 'red' }, 'colour'],
  ])('is not begun with %s', async (_what, body, field) => {
    const answer = await mesh.post(`/networks/${networkId}/sessions`, body);
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ field }] } });
  });

  it('begins once for one Idempotency-Key, even when the first answer was lost', async () => {
    const key = { 'Idempotency-Key': 'session-once' };
    const path = `/networks/${networkId}/sessions`;
    const first = await mesh.post(path, { user_id: 'ada' }, key);
    const second = await mesh.post(path, { user_id: 'ada' }, key);
    expect([second.status, second.body]).toEqual([201, first.body]);
    await redis.del(await redis.keys('*:idempotency:*')); // what a failure between creating and answering leaves behind
    expect((await mesh.post(path, { user_id: 'ada' }, key)).body).toEqual(first.body);
    expect((await mesh.get(path)).body.data).toHaveLength(1);
  });

  it('is not found by another tenant, nor counted', async () => {
    const foreign = await keyOf('other');
    const path = pathOf((await begin()).session_id as string);
    expect((await mesh.get(path, foreign)).status).toBe(404);
    expect((await mesh.call('PATCH', path, {}, foreign)).status).toBe(404);
    expect((await mesh.call('DELETE', path, undefined, foreign)).status).toBe(404);
    expect((await mesh.get(`/networks/${networkId}/sessions`, foreign)).status).toBe(404);
    expect((await mesh.post(`/networks/${networkId}/sessions`, { user_id: 'eve' }, foreign)).status).toBe(404);
    expect((await mesh.get('/stats/sessions', foreign)).body).toMatchObject({ active: 0, created: 0 });
    expect((await mesh.get(path)).status).toBe(200);
  });

  it('is counted: what became of it, how long it was, and what it held', async () => {
    const key = await keyOf('counting');
    const { body: network } = await mesh.post('/networks', { name: 'Counted' }, key);
    const path = `/networks/${network.network_id as string}`;
    const empty = { average: null, p50: null, p95: null, max: null };
    expect((await mesh.get('/stats/sessions', key)).body).toEqual({
      ...{ active: 0, created: 0, expired: 0, ended: 0, sampled: 0 },
      ...{ duration_seconds: empty, items_per_session: { memories: empty, tasks: empty } },
    });
    const beginHere = async (more: object = {}): Promise<string> =>
      (await mesh.post(`${path}/sessions`, { user_id: 'u', ...more }, key)).body.session_id as string;
    const [full] = [await beginHere(), await beginHere()];
    await beginHere({ ttl_seconds: 1 });
    for (const content of ['red', 'green', 'blue']) {
      await mesh.post(`${path}/memories`, { content, type: 'fact', session_id: full }, key);
    }
    await mesh.post(`${path}/tasks`, { task: 'x', session_id: full, auto_start: false }, key);
    await mesh.call('DELETE', `${path}/sessions/${full}`, undefined, key);
    await until(async () => (await mesh.get('/stats/sessions', key)).body.expired === 1);
    const { body } = await mesh.get('/stats/sessions', key);
    expect(body).toMatchObject({ active: 1, created: 3, expired: 1, ended: 1, sampled: 2 });
    expect(body.items_per_session).toEqual({
      memories: { average: 1.5, p50: 0, p95: 3, max: 3 },
      tasks: { average: 0.5, p50: 0, p95: 1, max: 1 },
    });
    expect(body.duration_seconds.max).toBe(1); // the one that expired, to the millisecond
    const { body: metrics } = await mesh.get('//metrics');
    for (const name of ['created_total', 'expired_total', 'ended_total', 'active', 'duration_seconds_count']) {
      expect(metrics).toMatch(new RegExp(`^ai_mesh_sessions_${name} [1-9]`, 'm'));
    }
    expect(metrics).toMatch(/ai_mesh_sessions_items_count\{kind="memories"\} [1-9]/);
  });
});
