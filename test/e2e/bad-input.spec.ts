import { connect } from 'node:net';
import { makeApiKey } from '../../src/security/keys/api-key';
import { Mesh } from '../mesh';

const PEPPER = 'p'.repeat(32);

describe('bad input', () => {
  let mesh: Mesh;
  let networkId: string;
  beforeAll(async () => {
    mesh = await Mesh.start({ MESH_KEY_PEPPER: PEPPER });
    networkId = (await mesh.post('/networks', { name: 'Bad input' })).body.network_id as string;
  });
  afterAll(() => mesh.stop());

  const keyOf = (tenantId: string, role: 'viewer' | 'admin') => mesh.keyOf({ role, tenant_id: tenantId });

  const deep = (levels: number): object => (levels === 0 ? {} : { a: deep(levels - 1) });
  const nestedList = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
  const manyKeys = (count: number) => Object.fromEntries(Array.from({ length: count }, (_unused, i) => [`k${i}`, i]));
  const step = (id: string, more: object = {}) => ({ id, task: 'do', agent_type: 'content', ...more });
  const workflow = (...steps: object[]) => ({ task: 'x', workflow: { steps } });

  it.each<[string, string, unknown, string]>([
    ['a network without a name', '/networks', {}, 'name'],
    ['a field that does not exist', '/networks', { name: 'x', colour: 'red' }, 'colour'],
    ['too many iterations', '/networks', { name: 'x', max_iterations: 51 }, 'max_iterations'],
    ['a time limit that is no number', '/networks', { name: 'x', timeout_seconds: '5' }, 'timeout_seconds'],
    ['an empty list of agents', '/networks', { name: 'x', agents: [] }, 'agents'],
    ['an agent without a type', '/networks', { name: 'x', agents: [{ name: 'a' }] }, 'agents[0].type'],
    ['an unknown field of an agent', '/networks', { name: 'x', agents: [{ name: 'a', type: 'content', x: 1 }] }, 'agents[0].x'],
    [
      'a temperature out of range',
      '/networks',
      { name: 'x', agents: [{ name: 'a', type: 'b', parameters: { temperature: 3 } }] },
      'agents[0].parameters.temperature',
    ],
    ['a shared context that is a list', '/networks', { name: 'x', shared_context: [] }, 'shared_context'],
    ['a context that is too deep', '/tasks', { task: 'x', context: deep(35) }, 'context'],
    ['a context so deep that it could exhaust the stack', '/tasks', `{"task":"x","context":${nestedList(5_000)}}`, 'context'],
    ['a context with too many keys', '/tasks', { task: 'x', context: manyKeys(20_001) }, 'context'],
    ['a workflow that is a list', '/tasks', { task: 'x', workflow: [] }, 'workflow'],
    ['a step that is a list', '/tasks', { task: 'x', workflow: { steps: [[]] } }, 'workflow.steps[0]'],
    ['an agent that is a list', '/networks', { name: 'x', agents: [[]] }, 'agents[0]'],
    ['parameters that are a list', '/networks', { name: 'x', agents: [{ name: 'a', type: 'b', parameters: [] }] }, 'agents[0].parameters'],
    ['a memory that is a list', '/memories/batch', { memories: [[]] }, 'memories[0]'],
    ['a name of spaces', '/networks', { name: '   ' }, 'name'],
    ['a field named like a method', '/networks', { name: 'x', toString: 1 }, 'toString'],
    ['a deadline in a form that cannot be read', '/tasks', { task: 'x', deadline: '2099-W01-1' }, 'deadline'],
    ['a deadline on a day that its month does not have', '/tasks', { task: 'x', deadline: '2099-02-30T00:00:00Z' }, 'deadline'],
    ['a cost that is no whole micro-dollar', '/tasks', { task: 'x', max_cost_usd: 1e-7 }, 'max_cost_usd'],
    ['a cost that grows out of hand', '/tasks', { task: 'x', max_cost_usd: 1.5e300 }, 'max_cost_usd'],
    ['a step without words', '/tasks', workflow(step('a', { task: ' \n' })), 'workflow.steps[0].task'],
    ['a memory that supersedes none', '/memories', { content: 'x', type: 'fact', supersedes: 'memory_none' }, 'supersedes'],
    ['a body that is a list', '/networks', [], 'body'],
    ['a task without words', '/tasks', { task: '  ' }, 'task'],
    ['a priority out of range', '/tasks', { task: 'x', priority: 11 }, 'priority'],
    ['a deadline in the past', '/tasks', { task: 'x', deadline: '2001-01-01T00:00:00Z' }, 'deadline'],
    ['a deadline that is no time', '/tasks', { task: 'x', deadline: 'soon' }, 'deadline'],
    [
      'a complexity that does not exist',
      '/tasks',
      { task: 'x', model_selection: { task_complexity: 'EASY' } },
      'model_selection.task_complexity',
    ],
    ['a negative cost limit', '/tasks', { task: 'x', max_cost_usd: -1 }, 'max_cost_usd'],
    ['a cost limit of nothing', '/tasks', { task: 'x', max_cost_usd: 0 }, 'max_cost_usd'],
    ['a cycle', '/tasks', workflow(step('a', { depends_on: ['b'] }), step('b', { depends_on: ['a'] })), 'workflow.steps[0].depends_on'],
    ['an unknown dependency', '/tasks', workflow(step('a', { depends_on: ['z'] })), 'workflow.steps[0].depends_on'],
    ['a double step id', '/tasks', workflow(step('a'), step('a')), 'workflow.steps[1].id'],
    ['an agent type that the network lacks', '/tasks', workflow(step('a', { agent_type: 'pilot' })), 'workflow.steps[0].agent_type'],
    ['a capability that nobody has', '/tasks', workflow({ id: 'a', task: 'x', capability: 'flying' }), 'workflow.steps[0].capability'],
    ['51 steps', '/tasks', workflow(...Array.from({ length: 51 }, (_unused, i) => step(`s${i}`))), 'workflow.steps'],
    ['a batch without tasks', '/tasks/batch', {}, 'tasks'],
    ['an empty batch of tasks', '/tasks/batch', { tasks: [] }, 'tasks'],
    ['501 tasks', '/tasks/batch', { tasks: Array.from({ length: 501 }, () => ({ task: 'x' })) }, 'tasks'],
    ['an unknown field of a batch', '/tasks/batch', { tasks: [{ task: 'x' }], stop_on_error: true }, 'stop_on_error'],
    ['a step to retry from that can be none', '/tasks/task_none/retry', { from_step: 'a b' }, 'from_step'],
    ['a step to retry from that is no text', '/tasks/task_none/retry', { from_step: 7 }, 'from_step'],
    ['an unknown field of a retry', '/tasks/task_none/retry', { step: 'a' }, 'step'],
    ['an empty replay', '/dead-letters/replay', { task_ids: [] }, 'task_ids'],
    ['a replay of 101 tasks', '/dead-letters/replay', { task_ids: Array.from({ length: 101 }, (_unused, i) => `task_${i}`) }, 'task_ids'],
    ['a replay of what can be no task', '/dead-letters/replay', { task_ids: ['a b'] }, 'task_ids'],
    ['a pause with a reason', '/pause', { reason: 'lunch' }, 'reason'],
    ['a resume with a reason', '/resume', { reason: 'back' }, 'reason'],
    ['a memory of an unknown type', '/memories', { content: 'x', type: 'dream' }, 'type'],
    ['a memory without content', '/memories', { content: '', type: 'fact' }, 'content'],
    ['a confidence above 1', '/memories', { content: 'x', type: 'fact', confidence: 1.5 }, 'confidence'],
    ['an empty batch', '/memories/batch', { memories: [] }, 'memories'],
    ['a bad item in a batch', '/memories/batch', { memories: [{ content: 'x', type: 'fact' }, { content: 'x' }] }, 'memories[1].type'],
  ])('refuses %s and names the field', async (_what, path, body, field) => {
    const answer = await mesh.post(path === '/networks' ? path : `/networks/${networkId}${path}`, body);
    expect(answer.status).toBe(422);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body.errors.map((fault: { field: string }) => fault.field)).toContain(field);
    expect(answer.body).toMatchObject({ status: 422, retryable: false, instance: expect.stringContaining('/api/mesh/networks') as string });
  });

  it.each([
    ['memories?limit=0', 'limit'],
    ['memories?limit=201', 'limit'],
    ['memories?min_confidence=', 'min_confidence'],
    ['memories?min_confidence=2', 'min_confidence'],
    ['memories?type=dream', 'type'],
    ['memories?since=yesterday', 'since'],
    ['memories?since=20240101', 'since'],
    ['memories/search?query=x&cursor=abc', 'cursor'],
    ['memories?cursor=%21%21', 'cursor'],
    ['memories?colour=red', 'colour'],
    ['memories/search?limit=5', 'query'],
    ['tasks?status=lost', 'status'],
    ['dead-letters?limit=0', 'limit'],
    ['dead-letters?cursor=%21', 'cursor'],
    ['approvals?limit=201', 'limit'],
    ['approvals?cursor=%21', 'cursor'],
    ['approvals?status=x', 'status'],
  ])('refuses the query %s', async (query, field) => {
    const answer = await mesh.get(`/networks/${networkId}/${query}`);
    expect([answer.status, answer.body.errors[0].field]).toEqual([422, field]);
  });

  it.each([
    ['GET', '/networks/network_none', 404, 'network-not-found'],
    ['GET', `/networks/network_0000000000000000/tasks/task_none`, 404, 'task-not-found'],
    ['GET', '/tasks/task_none/events', 404, 'task-not-found'],
    ['GET', '/nowhere', 404, 'route-not-found'],
    ['GET', '/networks/network_0000000000000000/tasks/a:events', 404, 'task-not-found'],
    ['GET', '/networks/%ff', 400, 'malformed-request'],
    ['GET', `/networks/${'x'.repeat(3_000)}`, 414, 'malformed-request'],
    ['POST', '/health/live', 405, 'method-not-allowed'],
  ])('%s %s → %i %s', async (method, path, status, code) => {
    const answer = await mesh.call(method, path, undefined);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  });

  it('says what is wrong with malformed JSON, a foreign media type and a body of 2 MB', async () => {
    const malformed = await mesh.post('/networks', '{"name": ');
    expect(malformed).toMatchObject({ status: 400, body: { code: 'malformed-request' } });
    const foreign = await mesh.post('/networks', 'name=x', { 'Content-Type': 'text/csv' });
    expect(foreign).toMatchObject({ status: 415, body: { code: 'media-type-not-supported' } });
    const large = await mesh.post('/networks', JSON.stringify({ name: 'x', description: 'y'.repeat(2_000_000) }));
    expect(large).toMatchObject({ status: 413, body: { code: 'body-too-large', status: 413 } });
  });

  it('answers soon whatever the body holds', async () => {
    const bodies = [
      { task: 'x', auto_start: false, context: manyKeys(60_000) },
      { task: 'x', ...manyKeys(60_000) },
      { task: 'x', workflow: { steps: Array.from({ length: 40_000 }, () => ({ x: 1 })) } },
    ];
    for (const body of bodies) {
      const start = performance.now();
      expect((await mesh.post(`/networks/${networkId}/tasks`, body)).status).toBe(422);
      expect(performance.now() - start).toBeLessThan(4_000); // a second on a machine with nothing else to do
    }
  });

  it('says that compressed bodies are not taken, and answers what is no HTTP as a problem too', async () => {
    const compressed = await mesh.post('/networks', { name: 'x' }, { 'Content-Encoding': 'gzip' });
    expect(compressed).toMatchObject({ status: 415, body: { code: 'media-type-not-supported' } });
    const { port } = new URL(mesh.url);
    const socket = connect(Number(port), '127.0.0.1');
    socket.end('no request at all\r\n\r\n');
    const chunks: Buffer[] = [];
    for await (const chunk of socket) chunks.push(chunk as Buffer);
    expect(Buffer.concat(chunks).toString()).toMatch(/^HTTP\/1\.1 400 [\s\S]*application\/problem\+json/);
  });

  it('takes null for a field that was not given', async () => {
    const memory = await mesh.post(`/networks/${networkId}/memories`, { content: 'null and void', type: 'fact', confidence: 0.4 });
    const path = `/networks/${networkId}/memories/${memory.body.memory_id as string}`;
    const changed = await mesh.call('PATCH', path, { content: null, confidence: null, importance: 0.9, metadata: null });
    expect(changed).toMatchObject({ status: 200, body: { content: 'null and void', confidence: 0.4, importance: 0.9, metadata: {} } });
    expect((await mesh.get(`/networks/${networkId}/memories/search?query=void`)).body.data).toHaveLength(1);
  });

  it('keeps free-form data to the last key', async () => {
    const metadata = { constructor: 'Acme', toString: 'x', valueOf: 1, hasOwnProperty: { nested: null }, list: [1, [2]] };
    const { body } = await mesh.post(`/networks/${networkId}/memories`, { content: 'odd keys', type: 'fact', metadata });
    expect((await mesh.get(`/networks/${networkId}/memories/${body.memory_id as string}`)).body.metadata).toEqual(metadata);
  });

  it.each([
    ['NUL and control characters', 'a\u0000b\u0007'],
    ['a lone surrogate', 'a\ud800b'],
    ['right-to-left text and emoji', 'שלום 👩‍👩‍👧 \u202eabc'],
    ['text that looks like code', `<script>alert('1')</script> {{7*7}} '; DROP TABLE x; --`],
  ])('gives %s back unchanged', async (_what, content) => {
    const { body } = await mesh.post(`/networks/${networkId}/memories`, { content, type: 'fact' });
    expect((await mesh.get(`/networks/${networkId}/memories/${body.memory_id as string}`)).body.content).toBe(content);
  });

  it('takes no body for an empty one, and says what is missing where one is needed', async () => {
    const json = { 'Content-Type': 'application/json' };
    const { body: task } = await mesh.post(`/networks/${networkId}/tasks`, { task: 'x', auto_start: false });
    const cancelled = await mesh.call('POST', `/networks/${networkId}/tasks/${task.task_id as string}/cancel`, undefined, json);
    expect(cancelled.status).toBe(202);
    const unnamed = await mesh.call('POST', '/networks', undefined, json);
    expect([unnamed.status, unnamed.body.errors[0].field]).toEqual([422, 'name']);
    const unknown = await mesh.post(`/networks/${networkId}/tasks/${task.task_id as string}/cancel`, { zz: 1 });
    expect([unknown.status, unknown.body.errors[0].field]).toEqual([422, 'zz']);
  });

  it('refuses an event id that is none', async () => {
    const { body } = await mesh.post(`/networks/${networkId}/tasks`, { task: 'x', auto_start: false });
    const answer = await mesh.get(`/tasks/${body.task_id as string}/events`, { 'Last-Event-ID': 'first' });
    expect([answer.status, answer.body.errors[0].field]).toEqual([422, 'Last-Event-ID']);
  });

  it.each([
    ['no key', { Authorization: '' }, 'api-key-missing'],
    ['a key of another service', { Authorization: 'Bearer sk-123' }, 'api-key-malformed'],
    ['a key that was never issued', { Authorization: `Bearer ${makeApiKey('key_0123456789abcdef')}` }, 'api-key-unknown'],
  ])('answers 401 to %s', async (_what, headers, code) => {
    const answer = await mesh.get('/networks', headers);
    expect([answer.status, answer.body.code]).toEqual([401, code]);
  });

  it('shows nothing of a tenant to another', async () => {
    const foreign = await keyOf('other', 'admin');
    const { body: memory } = await mesh.post(`/networks/${networkId}/memories`, { content: 'secret', type: 'fact' });
    const { body: task } = await mesh.post(`/networks/${networkId}/tasks`, { task: 'secret', auto_start: false });
    const { body: batch } = await mesh.post(`/networks/${networkId}/tasks/batch`, { tasks: [{ task: 'secret', auto_start: false }] });
    for (const path of [
      `/networks/${networkId}`,
      `/networks/${networkId}/agents`,
      `/networks/${networkId}/memories`,
      `/networks/${networkId}/memories/search?query=secret`,
      `/networks/${networkId}/memories/${memory.memory_id as string}`,
      `/networks/${networkId}/tasks`,
      `/networks/${networkId}/tasks/${task.task_id as string}`,
      `/tasks/${task.task_id as string}/events`,
      `/networks/${networkId}/approvals`,
      `/networks/${networkId}/dead-letters`,
      `/networks/${networkId}/events`,
      `/batches/${batch.batch_id as string}`,
      `/batches/${batch.batch_id as string}/events`,
    ]) {
      expect([path, (await mesh.get(path, foreign)).status]).toEqual([path, 404]);
    }
    for (const path of [
      `/networks/${networkId}/pause`,
      `/networks/${networkId}/resume`,
      `/networks/${networkId}/dead-letters/replay`,
      `/networks/${networkId}/tasks/${task.task_id as string}/retry`,
      `/batches/${batch.batch_id as string}/cancel`,
    ]) {
      expect([path, (await mesh.post(path, {}, foreign)).status]).toEqual([path, 404]);
    }
    expect((await mesh.get('/networks', foreign)).body.data).toEqual([]);
  });

  it('lets a viewer look and nothing else', async () => {
    const viewer = await keyOf('default', 'viewer');
    expect((await mesh.get(`/networks/${networkId}`, viewer)).status).toBe(200);
    const answer = await mesh.post(`/networks/${networkId}/tasks`, { task: 'x' }, viewer);
    expect(answer).toMatchObject({ status: 403, body: { code: 'scope-missing' } });
  });

  it('gives back the request id it was sent and replaces one that could forge a log line', async () => {
    expect((await mesh.get('/networks', { 'X-Request-Id': 'trace-7' })).headers.get('x-request-id')).toBe('trace-7');
    const replaced = (await mesh.get('/nowhere', { 'X-Request-Id': 'a b' })).body.request_id as string;
    expect(replaced).toMatch(/^[0-9a-f-]{36}$/);
  });
});
