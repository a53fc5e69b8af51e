import { ClientProxyFactory, Transport, type ClientProxy } from '@nestjs/microservices';
import fc from 'fast-check';
import { firstValueFrom, timeout } from 'rxjs';
import { declaredHandlers } from '../access/declared';
import { declaredInputs, validatedFields } from '../access/inputs';
import { MESSAGES, REQUESTS } from '../access/requests';
import { Mesh } from '../mesh';
import { fuzzedRequest, type FuzzedRequest, type FuzzedRoute } from './fuzz/fuzzed-request';
import { hostileValue, NAUGHTY } from './fuzz/hostile-values';

const SEED = 20_261_123;
const RUNS_OF_ROUTE = 20;
const RUNS_OF_MESSAGE = 40;
/** Milliseconds; the longest deadline of a request that asks for none of its own is 30 seconds, and nothing here takes long. */
const DEADLINE_MS = 15_000;

/** Routes whose settings would end the test: what they take is tested where they live. */
const LEFT_OUT = new Set(['PUT /security/rate-limits/platform']);
/** Routes that end what the others need are sent nothing that exists. */
const ENDING = new Set(['networkId', 'keyId', 'taskId', 'datasetId', 'sessionId', 'memoryId', 'agentId']);

describe('hostile requests', () => {
  let mesh: Mesh;
  let client: ClientProxy;
  let things: Record<string, string>;
  let fuzzed: { Authorization: string };
  const before = Object.getOwnPropertyNames(Object.prototype).sort();
  const unhandled: unknown[] = [];
  const note = (reason: unknown) => unhandled.push(reason);

  beforeAll(async () => {
    process.on('unhandledRejection', note);
    mesh = await Mesh.start();
    const { hostname, port } = new URL(mesh.redis.url);
    client = ClientProxyFactory.create({ transport: Transport.REDIS, options: { host: hostname, port: Number(port) } });
    fuzzed = await mesh.keyOf({ role: 'admin', tenant_id: 'fuzzed' });
    things = await make();
  });
  afterAll(async () => {
    process.off('unhandledRejection', note);
    await client.close();
    await mesh.stop();
  });

  /** One thing of each kind. */
  const make = async (): Promise<Record<string, string>> => {
    const idOf = async (path: string, body: unknown, name: string, headers: Record<string, string> = {}): Promise<string> =>
      (await mesh.post(path, body, { ...fuzzed, ...headers })).body[name] as string;
    const networkId = await idOf('/networks', { name: 'Fuzzed' }, 'network_id');
    const at = `/networks/${networkId}`;
    return {
      networkId,
      agentId: await idOf(`${at}/agents`, { name: 'a', type: 'content' }, 'agent_id'),
      memoryId: await idOf(`${at}/memories`, { content: 'A fact', type: 'fact' }, 'memory_id'),
      sessionId: await idOf(`${at}/sessions`, { user_id: 'u' }, 'session_id'),
      datasetId: await idOf(`${at}/datasets`, 'a\n1\n', 'dataset_id', { 'Content-Type': 'text/csv' }),
      taskId: await idOf(`${at}/tasks`, { task: 'Wait', auto_start: false }, 'task_id'),
      batchId: await idOf(`${at}/tasks/batch`, { tasks: [{ task: 'Wait', auto_start: false }] }, 'batch_id'),
      keyId: await idOf('/security/api-keys', { name: 'k', user_id: 'u', role: 'viewer' }, 'key_id'),
      stepId: 'step',
      scope: 'user',
      budgetId: 'somebody',
    };
  };

  /** Every route of the app with the fields it takes. */
  const routes = (): FuzzedRoute[] => {
    const fields = [
      ...new Set(validatedFields(declaredInputs(mesh.app).flatMap(({ Class }) => Class ?? [])).map(({ name }) => name.split('.')[1] ?? '')),
    ];
    return declaredHandlers(mesh.app)
      .routes.filter(({ name }) => !LEFT_OUT.has(name))
      .map(({ name }) => {
        const request = REQUESTS[name] ?? {};
        const isEnding = name.startsWith('DELETE ') || name.endsWith('/pause') || name.includes('/rotate');
        const params = Object.fromEntries(
          Object.entries(things).map(([param, id]) => [param, isEnding && ENDING.has(param) ? `${id}x` : id]),
        );
        return {
          name,
          request,
          fields: name.startsWith('GET ') || name.startsWith('DELETE ') ? [] : fields,
          query: name.startsWith('GET ') ? fields : [],
          params,
        };
      });
  };

  /** The status; a stream is left once it has begun. @throws when there is no answer within the deadline. */
  const send = async ({ method, path, headers, body }: FuzzedRequest): Promise<{ status: number; text: string }> => {
    const leave = new AbortController();
    const late = setTimeout(() => leave.abort(new Error(`no answer within ${DEADLINE_MS} ms`)), DEADLINE_MS);
    try {
      const base = path.startsWith('/v1') ? mesh.url : `${mesh.url}/api/mesh`;
      const response = await fetch(base + path, {
        method,
        headers: { ...fuzzed, ...headers },
        ...(body === undefined || method === 'GET' ? {} : { body }),
        signal: leave.signal,
      });
      const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') === true;
      const text = isStream ? '' : await response.text();
      if (isStream) leave.abort();
      return { status: response.status, text };
    } finally {
      clearTimeout(late);
    }
  };

  /** Whether an answer is one: no fault of ours, unless it says that something is away. */
  const isHonest = (status: number): boolean => status < 500 || status === 503;

  it('are answered on every route: no fault of the server, no silence', async () => {
    const faults: string[] = [];
    const all = routes();
    expect(all.length).toBeGreaterThan(80);
    for (const route of all) {
      const property = fc.asyncProperty(fuzzedRequest(route), async (request) => {
        const { status, text } = await send(request);
        if (!isHonest(status)) throw new Error(`${status} ${text.slice(0, 300)}`);
      });
      const { failed, counterexample, errorInstance } = await fc.check(property, {
        seed: SEED,
        numRuns: RUNS_OF_ROUTE,
        endOnFailure: true,
      });
      if (failed) faults.push(`${route.name}: ${String(errorInstance)} for ${JSON.stringify(counterexample).slice(0, 500)}`);
    }
    expect(faults).toEqual([]);
  }, 120_000);

  it('are answered in messages', async () => {
    const faults: string[] = [];
    const api_key = fuzzed.Authorization.slice('Bearer '.length);
    for (const [pattern, { data = {}, thing }] of Object.entries(MESSAGES)) {
      const right = { network_id: things.networkId, ...(thing === undefined ? {} : { [thing]: things.taskId }), ...data, api_key };
      const hostile = fc.oneof(
        fc.tuple(fc.constantFrom(...Object.keys(right)), hostileValue).map(([name, value]) => ({ ...right, [name]: value })),
        fc.tuple(fc.constantFrom(...NAUGHTY), hostileValue).map(([name, value]) => ({ ...right, [name]: value })),
        hostileValue.filter((value) => value !== null), // a stock client sends no null
      );
      const property = fc.asyncProperty(hostile, async (message) => {
        const status = await firstValueFrom(client.send<unknown>(pattern, message).pipe(timeout(DEADLINE_MS))).then(
          () => 200,
          (problem: { status?: number }) => problem.status ?? 599,
        );
        if (!isHonest(status)) throw new Error(`${status}`);
      });
      const { failed, counterexample, errorInstance } = await fc.check(property, {
        seed: SEED,
        numRuns: RUNS_OF_MESSAGE,
        endOnFailure: true,
      });
      if (failed) faults.push(`${pattern}: ${String(errorInstance)} for ${JSON.stringify(counterexample).slice(0, 500)}`);
    }
    expect(faults).toEqual([]);
  }, 60_000);

  it('leave no trace on what all objects share, and a service that works', async () => {
    expect(Object.getOwnPropertyNames(Object.prototype).sort()).toEqual(before);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    expect(unhandled).toEqual([]);
    expect((await mesh.get('/health/ready')).status).toBe(200);
    const { body } = await mesh.post('/networks', { name: 'After' }, fuzzed);
    expect((await mesh.get(`/networks/${body.network_id as string}`, fuzzed)).body.name).toBe('After');
  });

  it('give back what they stored to the byte: tasks, descriptions, contexts, names and cells', async () => {
    const texts = NAUGHTY.filter((text) => text.length <= 2_000);
    const lost: unknown[] = [];
    const check = (what: string, sent: unknown, got: unknown) => {
      if (JSON.stringify(got) !== JSON.stringify(sent)) lost.push([what, sent, got]);
    };
    for (const text of texts) {
      const named = await mesh.post('/networks', { name: text, description: text, shared_context: { text } }, fuzzed);
      const isName = named.status === 201;
      expect([201, 422]).toContain(named.status);
      const { body: made } = isName
        ? named
        : await mesh.post('/networks', { name: 'n', description: text, shared_context: { text } }, fuzzed);
      const { body: network } = await mesh.get(`/networks/${made.network_id as string}`, fuzzed);
      if (isName) check('name', text, network.name);
      check('description', text, network.description);
      if (!/\S/.test(text)) continue;
      const { body: submitted } = await mesh.post(
        `/networks/${things.networkId}/tasks`,
        { task: text, context: { text }, auto_start: false },
        fuzzed,
      );
      const { body: task } = await mesh.get(`/networks/${things.networkId}/tasks/${submitted.task_id as string}`, fuzzed);
      check('task', text, task.task);
      check('context', { text }, task.context);
    }
    const lines = texts.map((cell, row) => JSON.stringify({ row: `r${row}`, cell })).join('\n');
    const { body: dataset } = await mesh.post(`/networks/${things.networkId}/datasets`, lines, {
      ...fuzzed,
      'Content-Type': 'application/x-ndjson',
    });
    const rows = (
      await mesh.get(`/networks/${things.networkId}/datasets/${dataset.dataset_id as string}/rows`, {
        ...fuzzed,
        Accept: 'application/x-ndjson',
      })
    ).body as string;
    const cells = rows
      .split('\n')
      .filter(Boolean)
      .map((line) => (JSON.parse(line) as { cell: string | null }).cell ?? '');
    for (const [index, text] of texts.entries()) check('cell', text, cells[index]);
    expect(lost).toEqual([]);
  }, 60_000);
});
