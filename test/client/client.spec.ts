import { MeshApiError, MeshClient, type TaskEvent } from '../../src/client';
import { eventually } from '../eventually';
import { Mesh } from '../mesh';

const WORKFLOW = {
  steps: [
    { id: 'draft', task: 'Write a headline for hiking boots', agent_type: 'content' },
    { id: 'ask', task: 'Look at the headline', agent_type: 'content', depends_on: ['draft'], requires_approval: true },
  ],
};

async function collected<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

describe('the client', () => {
  let mesh: Mesh;
  let client: MeshClient;
  let networkId: string;
  beforeAll(async () => {
    mesh = await Mesh.start();
    client = new MeshClient({ url: mesh.url, apiKey: mesh.adminKey });
    networkId = (await client.networks.create({ name: 'Spring' })).network_id;
  });
  afterAll(() => mesh.stop());

  it('makes, changes, lists and deletes networks and their agents', async () => {
    const { network_id: id } = await client.networks.create({ name: 'Autumn', description: 'to be changed' });
    expect(await client.networks.update(id, { description: 'changed' })).toMatchObject({ description: 'changed', agent_count: 5 });
    const agent = await client.agents.add(id, { name: 'Reporter', type: 'reporter', description: 'writes reports' });
    expect((await client.agents.list(id)).data.map(({ name }) => name)).toContain('Reporter');
    await client.agents.delete(id, agent.agent_id);
    expect((await client.agents.tasks(networkId, (await client.agents.list(networkId)).data[0]?.agent_id ?? '')).data).toEqual([]);
    expect(await client.networks.pause(id)).toMatchObject({ status: 'paused' });
    expect(await client.networks.resume(id)).toMatchObject({ status: 'active' });
    expect((await collected(client.networks.all())).map(({ network_id }) => network_id).sort()).toEqual([id, networkId].sort());
    const receipt = await client.networks.delete(id);
    expect((await client.erasures.get(receipt.erasure_id)).subject).toEqual({ kind: 'network', id });
    await expect(client.networks.get(id)).rejects.toMatchObject({ name: 'MeshApiError', status: 404, code: 'network-not-found' });
  });

  it('submits a task, approves a step, and tells what happens until it has ended', async () => {
    const seen: TaskEvent[] = [];
    const { task_id: taskId } = await client.tasks.submit(networkId, { task: 'Write a headline', workflow: WORKFLOW });
    for await (const event of client.tasks.events(taskId)) {
      seen.push(event);
      if (event.event !== 'approval.requested') continue;
      expect((await client.tasks.approvals(networkId)).data.map(({ step_id }) => step_id)).toEqual(['ask']);
      await client.tasks.approve(networkId, taskId, 'ask', { decision: 'approve' });
    }
    expect(seen[0]?.event).toBe('task.planned');
    expect(seen.at(-1)?.event).toBe('task.completed');
    const task = await client.tasks.get(networkId, taskId);
    expect(task.steps.map(({ status }) => status)).toEqual(['completed', 'completed']);
    const rest = await collected(client.tasks.events(taskId, { lastEventId: seen.at(-2)?.id ?? '' }));
    expect(rest.map(({ id }) => id)).toEqual([seen.at(-1)?.id]);
    expect(await collected(client.tasks.events(taskId, { lastEventId: seen.at(-1)?.id ?? '' }))).toEqual([]);
    expect((await collected(client.tasks.all(networkId, { status: 'completed' }))).map(({ task_id }) => task_id)).toContain(taskId);
    expect((await client.tasks.retry(networkId, taskId, { from_step: 'draft' })).task_id).toBe(taskId);
    expect((await client.tasks.cancel(networkId, taskId)).task_id).toBe(taskId);
    expect((await client.tasks.wait(networkId, taskId)).status).toMatch(/cancelled|completed/);
  });

  it('submits and follows in one, and waits for tasks and batches', async () => {
    const events = await collected(client.tasks.submitAndFollow(networkId, { task: 'Write a slogan for tents' }));
    expect(events.at(-1)?.event).toBe('task.completed');
    expect(new Set(events.map(({ data }) => data.task_id)).size).toBe(1);
    const stopped = await client.tasks.submit(networkId, { task: 'Write a slogan for lamps', auto_start: false });
    await client.tasks.process(networkId, stopped.task_id);
    expect((await client.tasks.wait(networkId, stopped.task_id, { timeoutMs: 20_000 })).status).toBe('completed');
    const batch = await client.batches.submit(networkId, [{ task: 'Write a slogan for ropes' }, { task: 'Write a slogan for axes' }]);
    expect((await collected(client.batches.events(batch.batch_id))).at(-1)?.event).toBe('batch.completed');
    expect(await client.batches.get(batch.batch_id)).toMatchObject({ total: 2, completed: 2 });
  });

  it('tells what happens in a network, until it is told to stop', async () => {
    const stop = new AbortController();
    const started = new Promise<void>((resolve, reject) => {
      const follow = async () => {
        for await (const { event } of client.tasks.networkEvents(networkId, { lastEventId: '0-0', signal: stop.signal }))
          if (event === 'task.started') resolve();
      };
      follow().catch(reject);
    });
    await client.tasks.submit(networkId, { task: 'Write a slogan for maps' });
    await started;
    stop.abort();
  });

  it('stores, finds, packs, exports and imports memories', async () => {
    const { memory_id: id } = await client.memories.add(networkId, { content: 'Boots sell best in spring', type: 'fact' });
    await client.memories.addAll(networkId, [{ content: 'Tents sell best in May', type: 'fact' }]);
    const found = await client.memories.search(networkId, { query: 'boots spring', explain: true });
    expect(found.data[0]).toMatchObject({ memory_id: id });
    expect(found.data[0]?.signals?.relevance).toBeGreaterThan(0);
    expect((await client.memories.context(networkId, { query: 'boots', max_tokens: 200 })).context).toContain('Boots');
    expect(await client.memories.update(networkId, id, { importance: 0.9 })).toMatchObject({ importance: 0.9 });
    const lines = (await collected(client.memories.export(networkId, { type: 'fact' }))).map((memory) => JSON.stringify(memory)).join('\n');
    const other = await client.networks.create({ name: 'Copy' });
    const bytes = () => new Blob([lines]).stream();
    expect(await client.memories.import(other.network_id, bytes)).toMatchObject({ imported: 2, rejected: [] });
    expect((await collected(client.memories.all(other.network_id))).length).toBe(2);
    await client.memories.delete(networkId, id);
    await expect(client.memories.get(networkId, id)).rejects.toMatchObject({ code: 'memory-not-found' });
  });

  it('opens, extends and ends sessions', async () => {
    const { session_id: id } = await client.sessions.create(networkId, { user_id: 'ada', ttl_seconds: 60 });
    expect((await client.sessions.extend(networkId, id, { ttl_seconds: 120 })).ttl_seconds).toBe(120);
    expect((await client.sessions.list(networkId)).data.map(({ session_id }) => session_id)).toEqual([id]);
    await client.sessions.end(networkId, id);
    await expect(client.sessions.get(networkId, id)).rejects.toBeInstanceOf(MeshApiError);
    expect(await client.stats.sessions()).toMatchObject({ created: 1, ended: 1 });
  });

  it('uploads a table and reads it back', async () => {
    const { dataset_id: id, rows } = await client.datasets.upload(networkId, 'city,visits\nBern,3\nRome,5\n', { name: 'visits' });
    expect(rows).toBe(2);
    expect((await client.datasets.get(networkId, id)).columns.map(({ name }) => name)).toEqual(['city', 'visits']);
    expect(await collected(client.datasets.rows(networkId, id))).toMatchObject([{ city: 'Bern' }, { city: 'Rome' }]);
    await client.datasets.delete(networkId, id);
    expect((await client.datasets.list(networkId)).data).toEqual([]);
  });

  it('asks models, at once and as they write', async () => {
    const answer = await client.models.generate({ prompt: 'Say hello', cache: false });
    expect(answer.provider).toBe('sandbox');
    let text = '';
    for await (const event of client.models.stream({ prompt: 'Say hello', cache: false })) {
      if (event.event === 'delta') text += event.data.text;
      if (event.event === 'done') expect(event.data.usage.output_tokens).toBeGreaterThan(0);
    }
    expect(text.length).toBeGreaterThan(0);
    expect((await client.models.estimate({ prompt: 'Say hello' })).candidates.length).toBeGreaterThan(0);
    expect((await client.models.batch([{ prompt: 'Say hello' }])).results).toMatchObject([{ index: 0, status: 200 }]);
    expect((await client.models.list()).data.map(({ provider }) => provider)).toContain('sandbox');
    expect((await client.stats.usage({ group_by: 'model' })).group_by).toBe('model');
    expect((await client.stats.cost({ from: new Date() })).data.length).toBeGreaterThan(0);
    expect((await client.stats.memory()).items).toBeGreaterThanOrEqual(0);
  });

  it('checks and cleans texts', async () => {
    expect(await client.safety.check('Hiking boots are nice')).toMatchObject({ safe: true });
    expect((await client.safety.sanitize({ content: 'Write to ada@example.com' })).content).toBe('Write to [EMAIL_ADDRESS]');
    expect(await client.safety.setPolicy(await client.safety.policy())).toEqual(await client.safety.policy());
  });

  it('keeps budgets, keys, the audit log and retention', async () => {
    expect(await client.budgets.put('user', 'ada', { limit_usd: '1.5', period: 'day' })).toMatchObject({ limit_usd: '1.500000' });
    await client.budgets.delete('user', 'ada');
    await expect(client.budgets.get('user', 'ada')).rejects.toMatchObject({ code: 'budget-not-found' });

    const key = await client.keys.create({ name: 'for the tests', user_id: 'ada', role: 'viewer' });
    const viewer = new MeshClient({ url: mesh.url, apiKey: () => key.api_key });
    await expect(viewer.networks.create({ name: 'No' })).rejects.toMatchObject({ status: 403 });
    const rotated = await client.keys.rotate(key.key_id);
    expect(rotated.api_key).not.toBe(key.api_key);
    expect((await collected(client.keys.all())).map(({ key_id }) => key_id)).toContain(key.key_id);
    expect(await client.keys.change(key.key_id, { name: 'changed' })).toMatchObject({ name: 'changed' });
    expect((await client.keys.revoke(key.key_id)).revoked_key_ids).toContain(key.key_id);
    await expect(viewer.networks.list()).rejects.toMatchObject({ status: 401 });

    expect((await client.audit.list({ action: 'networks.create', outcome: 'denied' })).data.length).toBe(1);
    expect((await collected(client.audit.export({ format: 'csv' }))).length).toBeGreaterThan(1);
    expect(await client.audit.verify()).toMatchObject({ valid: true });
    expect(await client.retention.put({ sessions: 30 })).toEqual(await client.retention.get());
    expect((await client.retention.sweep({ dry_run: true })).status).toMatch(/\w/);
    expect(await client.erasures.request({ user_id: 'nobody' })).toMatchObject({ subject: { kind: 'user' } });
    expect((await collected(client.erasures.export('ada'))).length).toBeGreaterThan(0);
    expect(await client.health()).toMatchObject({ status: 'ok', redis: 'up' });
  });

  it('follows a task to its end on another replica when the one that it listens to stops', async () => {
    const replica = await Mesh.join(mesh);
    const both = new MeshClient({ url: [await replica.getUrl(), mesh.url], apiKey: mesh.adminKey });
    const { task_id: taskId } = await both.tasks.submit(networkId, { task: 'Write a headline', workflow: WORKFLOW });
    const seen: string[] = [];
    let isClosed = false;
    for await (const { id, event } of both.tasks.events(taskId)) {
      seen.push(id);
      if (event !== 'approval.requested') continue;
      await replica.close();
      isClosed = true;
      await client.tasks.approve(networkId, taskId, 'ask', { decision: 'approve' });
    }
    expect(isClosed).toBe(true);
    expect(seen).toEqual((await collected(client.tasks.events(taskId))).map(({ id }) => id));
  });

  it('signs every request where it is given what signs, so that no key is sent', async () => {
    const { signing_key_id: id, signing_key: key } = await client.keys.create({
      ...{ name: 'signs', user_id: 'ada', role: 'operator', require_signature: true },
    });
    const sent: Headers[] = [];
    const watched: typeof fetch = (url, init) => {
      sent.push(new Headers(init?.headers));
      return fetch(url, init);
    };
    const signed = new MeshClient({ url: mesh.url, signing: () => Promise.resolve({ id: id ?? '', key: key ?? '' }), fetch: watched });
    const { network_id: ownId } = await signed.networks.create({ name: 'Signed, with ümlauts & more' });
    expect(await signed.networks.get(ownId)).toMatchObject({ name: 'Signed, with ümlauts & more' });
    expect((await signed.memories.search(ownId, { query: 'what & who = ü?', limit: 5 })).data).toEqual([]);
    const table = new Blob(['city,visits\nBern,3\n']);
    expect(await signed.datasets.upload(ownId, table, { name: 'visits' })).toMatchObject({ rows: 1 });
    expect(await signed.memories.import(ownId, '{"content":"Boots sell","type":"fact"}\n')).toMatchObject({ imported: 1 });
    expect((await collected(signed.models.stream({ prompt: 'Say hello' }))).at(-1)).toMatchObject({ event: 'done' });
    expect(sent.filter((headers) => headers.has('authorization'))).toEqual([]);
    expect(new Set(sent.map((headers) => headers.get('x-mesh-nonce'))).size).toBe(sent.length);
    const stream = () => new Blob(['city\nBern\n']).stream();
    await expect(signed.datasets.upload(ownId, stream, { name: 'visits' })).rejects.toThrow('a stream cannot be signed');
    const wrong = new MeshClient({ url: mesh.url, signing: { id: id ?? '', key: (key ?? '').split('').reverse().join('') } });
    await expect(wrong.networks.get(ownId)).rejects.toMatchObject({ status: 401, code: 'signature-wrong' });
    expect(() => new MeshClient({ url: mesh.url })).toThrow('give either apiKey or signing');
  });

  it('passes the trace of whoever calls on, to be found in the audit log', async () => {
    const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
    const traced = new MeshClient({ url: mesh.url, apiKey: mesh.adminKey, traceparent: () => `00-${traceId}-00f067aa0ba902b7-01` });
    await traced.networks.create({ name: 'Traced' });
    const found = await eventually('the event is in the log', async () => {
      const { data } = await client.audit.list({ action: 'networks.create' });
      return data.find(({ trace_id }) => trace_id === traceId);
    });
    expect(found).toMatchObject({ outcome: 'allowed' });
  });

  it('makes one thing of two calls with the same key', async () => {
    const twice = { idempotencyKey: 'once-and-for-all' };
    const [one, other] = [await client.networks.create({ name: 'Once' }, twice), await client.networks.create({ name: 'Once' }, twice)];
    expect(other.network_id).toBe(one.network_id);
    await expect(client.networks.create({ name: 'Other' }, twice)).rejects.toMatchObject({ status: 422 });
  });

  it('tells what is wrong with a request by field, and lets no id leave its place in a path', async () => {
    const failure = await client.networks.create({ name: '' }).catch((error: unknown) => error as MeshApiError);
    expect(failure).toMatchObject({ code: 'validation-failed', retryable: false, errors: [{ field: 'name' }] });
    await expect(client.networks.get('../security/api-keys')).rejects.toMatchObject({ status: 404 });
    expect(() => client.networks.get('..')).toThrow(TypeError);
  });
});
