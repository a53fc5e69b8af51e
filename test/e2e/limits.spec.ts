import { ClientProxyFactory, Transport } from '@nestjs/microservices';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { firstValueFrom, timeout } from 'rxjs';
import { PlatformLimits } from '../../src/security/limits/platform-limits';
import { eventually } from '../eventually';
import { Mesh } from '../mesh';

const PATH = '/security/rate-limits';

describe('limits of tenants', () => {
  let mesh: Mesh;
  let replica: NestFastifyApplication;
  let urls: string[];
  let tenants = 0;
  beforeAll(async () => {
    const environment = { MESH_TENANT_BATCH_ITEMS: '10' };
    mesh = await Mesh.start(environment);
    replica = await Mesh.join(mesh, environment);
    urls = [mesh.url, await replica.getUrl()];
  });
  afterAll(async () => {
    await replica.close();
    await mesh.stop();
  });

  /** A tenant of its own with these limits: what its admin shows, and a network of it. */
  const tenant = async (limits: Record<string, number> = {}) => {
    const tenant_id = `tenant${(tenants += 1)}`;
    const admin = await mesh.keyOf({ role: 'admin', tenant_id });
    const { body } = await mesh.post('/networks', { name: 'n' }, admin);
    expect((await mesh.call('PUT', PATH, limits, admin)).status).toBe(200);
    return { tenant_id, admin, networkId: body.network_id as string };
  };
  /** The same request on one replica or the other. */
  const on = (which: 0 | 1, method: string, path: string, headers: Record<string, string>, body?: unknown) => {
    const init = { method, headers: { ...headers, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) } };
    return fetch(`${urls[which]}/api/mesh${path}`, { ...init, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  };
  const codeOf = async (answer: Response): Promise<unknown> =>
    answer.ok ? answer.status : [answer.status, ((await answer.json()) as { code: string }).code];
  /** Seconds to wait, less what the requests before took. */
  const isNearly = (most: number, seconds: number | string | null) => Number(seconds) <= most && Number(seconds) > most - 8;
  const rateOf = ({ headers }: { headers: Headers }) => ['limit', 'remaining'].map((name) => headers.get(`ratelimit-${name}`));

  it('are shown, put and taken away, each field by name', async () => {
    const { admin, tenant_id } = await tenant({ tasks_per_minute: 100, 'requests_per_minute:generate': 60 });
    const shown = { tasks_per_minute: 100, 'requests_per_minute:generate': 60, batch_items: 10, tokens_per_minute: null };
    expect((await mesh.get(PATH, admin)).body).toMatchObject(shown);
    const { body } = await mesh.call('PUT', PATH, { tasks_per_minute: null, batch_items: 4 }, admin);
    expect(body).toMatchObject({ ...shown, tasks_per_minute: null, batch_items: 4 });
    const wrong = await mesh.call('PUT', PATH, { tasks: 1, tokens_per_minute: -1, concurrent_streams: 'many', toString: 1 }, admin);
    expect([wrong.status, wrong.body.errors.map(({ field }: { field: string }) => field)]).toEqual([
      422,
      ['tasks', 'tokens_per_minute', 'concurrent_streams', 'toString'],
    ]);
    // A tenant limits itself further than the platform, not less; the platform may do either.
    expect(await mesh.call('PUT', PATH, { batch_items: 11 }, admin)).toMatchObject({ status: 403, body: { code: 'limit-above-platform' } });
    expect(await mesh.call('PUT', PATH, { batch_items: 0 }, admin)).toMatchObject({ status: 403 });
    expect((await mesh.call('PUT', PATH, { batch_items: 11 })).body.batch_items).toBe(11);
    const user = await mesh.keyOf({ role: 'user', tenant_id });
    expect([(await mesh.get(PATH, user)).status, (await mesh.call('PUT', PATH, {}, user)).status]).toEqual([403, 403]);
    expect((await mesh.call('PUT', `${PATH}/platform`, {}, admin)).status).toBe(403);
  });

  it('let so many tasks a minute in over all replicas, single, in batches and by message', async () => {
    const { admin, networkId } = await tenant({ tasks_per_minute: 5, batch_items: 4 });
    const task = { task: 'Wait', auto_start: false };
    const tasks = (count: number) => ({ tasks: Array.from({ length: count }, () => task) });
    const submit = (which: 0 | 1) => on(which, 'POST', `/networks/${networkId}/tasks`, admin, task);
    const batch = (which: 0 | 1, count: number) => on(which, 'POST', `/networks/${networkId}/tasks/batch`, admin, tasks(count));
    expect(await codeOf(await batch(0, 5))).toEqual([422, 'batch-too-large']);
    expect(await codeOf(await batch(0, 3))).toBe(207);
    expect(await codeOf(await batch(1, 3))).toEqual([429, 'tasks-rate-limited']);
    const answers = await Promise.all([submit(0), submit(1), submit(0), submit(1)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([202, 202, 429, 429]);
    const refused = answers.find(({ status }) => status === 429) as Response;
    expect([isNearly(12, refused.headers.get('retry-after')), ...rateOf(refused)]).toEqual([true, '5', '0']);
    expect(answers.filter(({ status }) => status === 202).map((answer) => rateOf(answer)[1])).toEqual(expect.arrayContaining(['1', '0']));
    const { hostname, port } = new URL(mesh.redis.url);
    const client = ClientProxyFactory.create({ transport: Transport.REDIS, options: { host: hostname, port: Number(port) } });
    try {
      const message = { api_key: admin.Authorization.slice('Bearer '.length), network_id: networkId, task: 'Wait' };
      const reply = await firstValueFrom(client.send('mesh.tasks.submit', message).pipe(timeout(5_000))).catch((error: unknown) => error);
      expect(reply).toMatchObject({ status: 429, code: 'tasks-rate-limited', retryable: true });
      expect(isNearly(12, (reply as { retry_after_seconds: number }).retry_after_seconds)).toBe(true);
    } finally {
      await client.close();
    }
    expect((await mesh.call('PUT', PATH, { tasks_per_minute: null }, admin)).status).toBe(200);
    expect(await codeOf(await submit(1))).toBe(202);
  });

  it('let so many items into one batch of memories or requests', async () => {
    const { admin, networkId } = await tenant({ batch_items: 1 });
    const memories = [1, 2].map((i) => ({ content: `The mill has ${i} wheels`, type: 'fact' }));
    const requests = [{ prompt: 'Hi' }, { prompt: 'Ho' }];
    expect(await codeOf(await on(0, 'POST', `/networks/${networkId}/memories/batch`, admin, { memories }))).toEqual([
      422,
      'batch-too-large',
    ]);
    expect(await codeOf(await on(1, 'POST', '/generate/batch', admin, { requests }))).toEqual([422, 'batch-too-large']);
    expect(await codeOf(await on(1, 'POST', '/generate/batch', admin, { requests: requests.slice(1) }))).toBe(207);
  });

  it('let so many streams be open at once, whatever they carry, and count those that have ended no more', async () => {
    const { admin, networkId } = await tenant({ concurrent_streams: 2 });
    const open = (which: 0 | 1) => {
      const leave = new AbortController();
      const headers = { headers: admin, signal: leave.signal };
      return fetch(`${urls[which]}/api/mesh/networks/${networkId}/events`, headers).then((answer) => ({ answer, leave }));
    };
    const first = await open(0);
    const second = await open(1);
    expect([first.answer.status, second.answer.status]).toEqual([200, 200]);
    const others: [string, unknown][] = [
      ['/generate/stream', { prompt: 'Hi' }],
      [`/networks/${networkId}/tasks/stream`, { task: 'Say hello' }],
    ];
    for (const [path, body] of others) expect(await codeOf(await on(0, 'POST', path, admin, body))).toEqual([429, 'streams-limited']);
    expect((await mesh.get(`/networks/${networkId}/tasks`, admin)).body.data).toEqual([]);
    const chat = { model: 'sandbox', stream: true, messages: [{ role: 'user', content: 'Hi' }] };
    expect((await mesh.post('//v1/chat/completions', chat, admin)).status).toBe(429);
    second.leave.abort();
    await eventually('a stream is free', async () => (await on(0, 'POST', '/generate/stream', admin, { prompt: 'Hi' })).status === 200);
    first.leave.abort();
  });

  it('let so many tokens be used a minute, and refuse questions and tasks once that is over', async () => {
    const { admin, networkId } = await tenant({ tokens_per_minute: 5 });
    const ask = (which: 0 | 1) => on(which, 'POST', '/generate', admin, { prompt: 'Say something about mills', cache: false });
    expect((await ask(0)).status).toBe(200);
    await eventually('the tokens are charged', async () => (await ask(1)).status === 429);
    expect(await codeOf(await ask(0))).toEqual([429, 'tokens-rate-limited']);
    expect(await codeOf(await on(1, 'POST', `/networks/${networkId}/tasks`, admin, { task: 'Wait' }))).toEqual([
      429,
      'tokens-rate-limited',
    ]);
    expect(
      (await mesh.post('//v1/chat/completions', { model: 'sandbox', messages: [{ role: 'user', content: 'Hi' }] }, admin)).status,
    ).toBe(429);
  });

  it('let so many requests of one class in, and no fewer of the others', async () => {
    const { admin, networkId } = await tenant({ 'requests_per_minute:read': 3, requests_per_minute: 100 });
    const statuses: unknown[] = [];
    for (const which of [1, 0, 1, 0] as const) statuses.push(await codeOf(await on(which, 'GET', `/networks/${networkId}`, admin)));
    expect(statuses).toEqual([200, 200, 200, [429, 'route-rate-limited']]);
    const refused = await mesh.get('/networks', admin);
    expect([refused.status, rateOf(refused), isNearly(20, refused.headers.get('retry-after'))]).toEqual([429, ['3', '0'], true]);
    // The headers tell of the tightest rate that counted.
    const written = await mesh.post('/networks', { name: 'm' }, admin);
    expect([written.status, rateOf(written)[0]]).toEqual([201, '100']);
    expect((await mesh.get(PATH, admin)).status).toBe(200);
  });

  it('keep one address to so many requests, whoever makes them, within two seconds everywhere', async () => {
    const { admin } = await tenant();
    const platform = mesh.app.get(PlatformLimits, { strict: false });
    try {
      const put = await mesh.call('PUT', `${PATH}/platform`, { ip_requests_per_minute: 300 });
      expect([put.status, put.body]).toEqual([200, { ip_requests_per_minute: 300 }]);
      expect(rateOf(await mesh.get('/networks', admin))).toEqual(['300', '299']);
      await eventually('the other replica knows', async () => (await on(1, 'GET', '/networks', admin)).headers.has('ratelimit-limit'));
      await platform.put(1);
      const refused = await mesh.get('/networks');
      expect(refused).toMatchObject({ status: 429, body: { code: 'address-rate-limited' } });
      expect((await mesh.get('//health/live')).status).toBe(200);
    } finally {
      await platform.put(null);
    }
    expect((await mesh.get('/networks')).headers.get('ratelimit-limit')).toBeNull();
  });

  it('keep an address out for a while that shows wrong keys again and again, whatever it shows then', async () => {
    const wrong = { Authorization: `Bearer ${mesh.adminKey.slice(0, -1)}${mesh.adminKey.endsWith('0') ? '1' : '0'}` };
    const codes = new Set<string>();
    await eventually('it is kept out', async () => {
      const answers = await Promise.all(Array.from({ length: 20 }, () => mesh.get('/networks', wrong)));
      for (const { body } of answers) codes.add(body.code as string);
      return codes.has('too-many-failures');
    });
    expect([...codes]).toEqual(['api-key-malformed', 'too-many-failures']);
    await eventually('it may try again', async () => (await mesh.get('/networks')).status === 200, 5_000);
  });
});
