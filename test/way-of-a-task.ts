import { Redis } from 'ioredis';
import { readEvents, type Mesh, type StreamedEvent } from './mesh';

/** What a mesh does for its clients from a network to the result of a task, in however many processes it runs. */
export function describeWayOfATask(running: () => Mesh): void {
  let mesh: Mesh;
  beforeAll(() => {
    mesh = running();
  });

  const createNetwork = async (body: object): Promise<string> => {
    const { status, body: network } = await mesh.post('/networks', body);
    expect(status).toBe(201);
    return network.network_id as string;
  };

  it('lets a client that knows only the contract work with two agents and their memory', async () => {
    const created = await mesh.post('/networks', {
      name: 'Spring',
      description: 'Two agents',
      agents: [
        { name: 'Writer', type: 'content', parameters: { temperature: 0.4, max_tokens: 800 } },
        { name: 'Designer', type: 'design', capabilities: ['banner'] },
      ],
    });
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({ name: 'Spring', description: 'Two agents', status: 'active' });
    const networkId = created.body.network_id as string;
    expect(networkId).toMatch(/^network_/);

    const submitted = await mesh.post(`/networks/${networkId}/tasks`, {
      task: 'Write a welcome e-mail for new customers and design it',
      context: { brand_voice: 'friendly', brand_colors: ['#123456'] },
      auto_start: false,
    });
    expect(submitted.status).toBe(202);
    expect(submitted.body).toMatchObject({ network_id: networkId, status: 'pending' });
    const taskId = submitted.body.task_id as string;

    const started = await mesh.post(`/networks/${networkId}/tasks/${taskId}/process`, {});
    expect(started.status).toBe(202);
    const task = await mesh.finished(networkId, taskId);
    expect(task).toMatchObject({ task_id: taskId, status: 'completed', progress: 1, error: null, cost_usd: 0 });
    expect(task.result.provider).toBe('sandbox');
    expect(task.steps.map((step: { agent_type: string; status: string }) => [step.agent_type, step.status])).toEqual([
      ['design', 'completed'],
      ['content', 'completed'],
      ['design', 'completed'],
    ]);
    expect(task.usage.input_tokens).toBeGreaterThan(0);
    expect(task.history[0]).toMatchObject({ event: 'task.planned' });
    const again = await mesh.post(`/networks/${networkId}/tasks/${taskId}/process`, undefined);
    expect(again).toMatchObject({ status: 202, body: { status: 'completed' } });

    const memory = { content: 'Customers in Bremen prefer boots', type: 'fact', confidence: 0.9, metadata: { source: 'survey' } };
    const added = await mesh.post(`/networks/${networkId}/memories`, memory);
    expect(added).toMatchObject({ status: 201, body: { network_id: networkId, type: 'fact', deduplicated: false } });
    const listed = await mesh.get(`/networks/${networkId}/memories?type=fact`);
    expect(listed.body.data.map((item: { memory_id: string }) => item.memory_id)).toContain(added.body.memory_id);
    const found = await mesh.get(`/networks/${networkId}/memories/search?query=who%20likes%20boots&explain=true`);
    expect(found.body.data[0]).toMatchObject({ memory_id: added.body.memory_id, confidence: 0.9, signals: { relevance: 1 } });

    const listedTasks = await mesh.get(`/networks/${networkId}/tasks?status=completed`);
    expect(listedTasks.body.data.map((item: { task_id: string }) => item.task_id)).toEqual([taskId]);
    const network = await mesh.get(`/networks/${networkId}`);
    expect(network.body).toMatchObject({ agent_count: 2, task_count: 1 });
    expect(network.body.memory_count).toBeGreaterThanOrEqual(1);
  });

  it('gives a network without agents the five default ones', async () => {
    const networkId = await createNetwork({ name: 'Default' });
    const agents = await mesh.get(`/networks/${networkId}/agents`);
    expect(agents.body.data.map((agent: { type: string }) => agent.type).sort()).toEqual([
      'analytics',
      'content',
      'coordinator',
      'design',
      'personalization',
    ]);
  });

  it('tells every step in order and resumes after any event without gaps', async () => {
    const networkId = await createNetwork({ name: 'Stream' });
    const { body } = await mesh.post(`/networks/${networkId}/tasks`, { task: 'Write a newsletter and design its layout' });
    const all = await mesh.events(body.task_id as string);
    const names = all.map((event) => event.event);
    expect(names.slice(0, 2)).toEqual(['task.planned', 'task.started']);
    expect(names.at(-1)).toBe('task.completed');
    for (const stepId of (all[0]?.data.steps as { step_id: string }[]).map((step) => step.step_id)) {
      const own = all.filter((event) => event.data.step_id === stepId).map((event) => event.event);
      expect(own).toEqual(['step.started', 'step.completed']);
    }
    const middle = all[3] as StreamedEvent;
    expect(await mesh.events(body.task_id as string, middle.id)).toEqual(all.slice(4));
    expect(await mesh.events(body.task_id as string, all.at(-1)?.id)).toEqual([]);
  });

  it('submits and streams in one request', async () => {
    const networkId = await createNetwork({ name: 'One request', agents: [{ name: 'w', type: 'content' }] });
    const leave = new AbortController();
    const response = await fetch(`${mesh.url}/api/mesh/networks/${networkId}/tasks/stream`, {
      method: 'POST',
      headers: { 'X-API-Key': mesh.adminKey, 'Content-Type': 'application/json' },
      body: JSON.stringify({ task: 'Write a headline' }),
      signal: AbortSignal.timeout(20_000),
    });
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    expect((await readEvents(response, leave)).at(-1)?.event).toBe('task.completed');
  });

  it('runs a workflow of the caller in the order of its edges and hands results on', async () => {
    const networkId = await createNetwork({ name: 'Workflow' });
    const steps = [
      { id: 'a', task: 'Choose colours', agent_type: 'design' },
      { id: 'b', task: 'Write a subject line', agent_type: 'content', depends_on: ['a'] },
      { id: 'c', task: 'Write a preheader', agent_type: 'content', depends_on: ['a'] },
      { id: 'd', task: 'Sum it up', agent_type: 'coordinator', depends_on: ['b', 'c'] },
    ];
    const { body } = await mesh.post(`/networks/${networkId}/tasks`, { task: 'Diamond', workflow: { steps } });
    const events = (await mesh.events(body.task_id as string)).map((event) => `${event.event} ${event.data.step_id ?? ''}`);
    const at = (event: string) => events.indexOf(event);
    expect(at('step.started b')).toBeGreaterThan(at('step.completed a'));
    expect(at('step.started c')).toBeGreaterThan(at('step.completed a'));
    expect(at('step.started d')).toBeGreaterThan(Math.max(at('step.completed b'), at('step.completed c')));
    expect(events.at(-1)).toBe('task.completed ');
  });

  it('waits for an approval, goes on after it and ends after a refusal', async () => {
    const networkId = await createNetwork({ name: 'Approval' });
    const submit = async () => {
      const steps = [
        { id: 'write', task: 'Write', agent_type: 'content' },
        { id: 'send', task: 'Write again', agent_type: 'content', depends_on: ['write'], requires_approval: true },
      ];
      const { body } = await mesh.post(`/networks/${networkId}/tasks`, { task: 'Ask first', workflow: { steps } });
      const taskId = body.task_id as string;
      await mesh.events(taskId, undefined, (event) => event.event === 'approval.requested');
      return taskId;
    };
    const approved = await submit();
    expect((await mesh.get(`/networks/${networkId}/tasks/${approved}`)).body.status).toBe('awaiting_approval');
    const path = `/networks/${networkId}/tasks/${approved}/steps/send/approval`;
    expect((await mesh.post(path, { decision: 'approve' })).status).toBe(202);
    expect((await mesh.post(path, { decision: 'approve' })).status).toBe(202);
    expect((await mesh.post(path, { decision: 'reject' })).status).toBe(409);
    expect((await mesh.finished(networkId, approved)).status).toBe('completed');

    const refused = await submit();
    const refusal = await mesh.post(`/networks/${networkId}/tasks/${refused}/steps/send/approval`, { decision: 'reject', note: 'no' });
    expect(refusal.body.status).toBe('failed');
    expect((await mesh.finished(networkId, refused)).error).toMatchObject({ code: 'step-rejected', step_id: 'send' });
  });

  it('cancels a task that waits, once and for all', async () => {
    const networkId = await createNetwork({ name: 'Cancel' });
    const { body } = await mesh.post(`/networks/${networkId}/tasks`, { task: 'Write', auto_start: false });
    const path = `/networks/${networkId}/tasks/${body.task_id as string}`;
    expect((await mesh.post(`${path}/cancel`, undefined)).body.status).toBe('cancelled');
    expect((await mesh.post(`${path}/process`, undefined)).body.status).toBe('cancelled');
    expect((await mesh.events(body.task_id as string)).map((event) => event.event)).toEqual(['task.cancelled']);
  });

  it('remembers what agents found and recalls it in the next task', async () => {
    const networkId = await createNetwork({ name: 'Recall' });
    const { body } = await mesh.post(`/networks/${networkId}/tasks`, { task: 'Design a banner' });
    await mesh.finished(networkId, body.task_id as string);
    const { body: memories } = await mesh.get(`/networks/${networkId}/memories`);
    expect(memories.data[0]).toMatchObject({ provenance: { source: 'agent', task_id: body.task_id } });
  });

  it('answers a repeated creation with the first answer', async () => {
    const key = { 'Idempotency-Key': 'create-once' };
    const first = await mesh.post('/networks', { name: 'Once', description: 'x' }, key);
    const second = await mesh.post('/networks', { description: 'x', name: 'Once' }, key);
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body).toEqual(first.body);
    const other = await mesh.post('/networks', { name: 'Other' }, key);
    expect(other).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
  });

  it('creates one task for one Idempotency-Key, streamed or not, even when the first answer was lost', async () => {
    const networkId = await createNetwork({ name: 'Once more' });
    const key = { 'Idempotency-Key': 'submit-once' };
    const task = { task: 'Write', auto_start: false };
    const first = await mesh.post(`/networks/${networkId}/tasks`, task, key);
    const redis = new Redis(mesh.redis.url);
    const answers = await redis.keys('*:idempotency:*');
    await redis.del(answers); // what a failure between creating and answering leaves behind
    redis.disconnect();
    const second = await mesh.post(`/networks/${networkId}/tasks`, task, key);
    expect(second.body.task_id).toBe(first.body.task_id);
    for (let attempt = 0; attempt < 2; attempt += 1) {
      await mesh.post(`/networks/${networkId}/tasks/stream`, { task: 'Write a headline' }, { 'Idempotency-Key': 'stream-once' });
    }
    expect((await mesh.get(`/networks/${networkId}/tasks`)).body.data).toHaveLength(2);
  });

  it('loses no change when several come at the same time', async () => {
    const networkId = await createNetwork({
      name: 'Together',
      agents: [
        { name: 'a', type: 'content' },
        { name: 'b', type: 'design' },
      ],
    });
    const changes = [{ name: 'Renamed' }, { description: 'new' }, { max_iterations: 20 }, { timeout_seconds: 60 }];
    await Promise.all(changes.map((change) => mesh.call('PATCH', `/networks/${networkId}`, change)));
    expect((await mesh.get(`/networks/${networkId}`)).body).toMatchObject(Object.assign({}, ...changes) as object);
    const { body: memory } = await mesh.post(`/networks/${networkId}/memories`, { content: 'x', type: 'fact' });
    const path = `/networks/${networkId}/memories/${memory.memory_id as string}`;
    const edits = [{ content: 'y' }, { confidence: 0.1 }, { importance: 0.2 }];
    await Promise.all(edits.map((edit) => mesh.call('PATCH', path, edit)));
    expect((await mesh.get(path)).body).toMatchObject(Object.assign({}, ...edits) as object);
    const { body: agents } = await mesh.get(`/networks/${networkId}/agents`);
    const remove = ({ agent_id }: { agent_id: string }) => mesh.call('DELETE', `/networks/${networkId}/agents/${agent_id}`, undefined);
    const removed: { status: number }[] = await Promise.all(agents.data.map(remove));
    expect(removed.map(({ status }) => status).sort()).toEqual([204, 409]);
  });

  it('pages through a list without repeating or losing anything', async () => {
    const networkId = await createNetwork({ name: 'Pages' });
    const memories = Array.from({ length: 25 }, (_unused, i) => ({ content: `memory number ${i}`, type: 'context' }));
    expect((await mesh.post(`/networks/${networkId}/memories/batch`, { memories })).body.results).toHaveLength(25);
    const seen: string[] = [];
    for (let cursor = ''; ;) {
      const { body } = await mesh.get(`/networks/${networkId}/memories?limit=7${cursor}`);
      seen.push(...body.data.map((item: { content: string }) => item.content));
      if (body.next_cursor === null) break;
      cursor = `&cursor=${body.next_cursor as string}`;
    }
    expect(seen.sort()).toEqual(memories.map((memory) => memory.content).sort());
  });

  it('stores one text once, however many write it at the same time', async () => {
    const networkId = await createNetwork({ name: 'Same' });
    const write = () => mesh.post(`/networks/${networkId}/memories`, { content: 'Boots  sell', type: 'fact' });
    const answers = await Promise.all(Array.from({ length: 32 }, write));
    expect(new Set(answers.map((answer) => answer.body.memory_id as string)).size).toBe(1);
    expect(answers.filter((answer) => answer.body.deduplicated === false)).toHaveLength(1);
    expect((await mesh.get(`/networks/${networkId}`)).body.memory_count).toBe(1);
  });
}
