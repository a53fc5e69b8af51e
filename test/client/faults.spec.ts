import { createServer } from 'node:net';
import { MeshClient, type TaskEvent } from '../../src/client';
import { answers, breaksOff, event, FaultyMesh, refuses, saysNothing, streams, type Reply } from './faulty-mesh';

const NETWORK = { network_id: 'network_1', name: 'Spring' };
const AT_ONCE = { 'retry-after': '0' };

async function deadAddress(): Promise<string> {
  const server = createServer();
  const port = await new Promise<number>((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port)),
  );
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}

describe('the client of a mesh in trouble', () => {
  const running: FaultyMesh[] = [];
  const start = async (...script: Reply[]) => {
    const mesh = await FaultyMesh.start(...script);
    running.push(mesh);
    return mesh;
  };
  const clientOf = (url: string | string[], options = {}) => new MeshClient({ url, apiKey: 'mesh_key', ...options });
  afterEach(() => Promise.all(running.splice(0).map((mesh) => mesh.stop())));

  it('sends what creates again under the same key, after a 503, a 429, a broken connection and an answer still under way', async () => {
    const mesh = await start(
      refuses(503, 'redis-unavailable', AT_ONCE),
      refuses(429, 'rate-limited', AT_ONCE),
      breaksOff,
      refuses(409, 'idempotency-in-progress', AT_ONCE),
      answers(201, NETWORK),
    );
    expect(await clientOf(mesh.url).networks.create({ name: 'Spring' })).toEqual(NETWORK);
    const keys = mesh.asked.map(({ headers }) => headers['idempotency-key']);
    expect(keys).toHaveLength(5);
    expect(new Set(keys).size).toBe(1);
    expect(mesh.asked.map(({ body }) => body)).toEqual(Array(5).fill('{"name":"Spring"}'));
  });

  it('gives every call that creates a key of its own', async () => {
    const mesh = await start(answers(201, NETWORK));
    const client = clientOf(mesh.url);
    await Promise.all([client.networks.create({ name: 'One' }), client.networks.create({ name: 'Two' })]);
    expect(new Set(mesh.asked.map(({ headers }) => headers['idempotency-key'])).size).toBe(2);
  });

  it('does not repeat what must not be done twice, nor what can never succeed', async () => {
    const broken = await start(breaksOff);
    await expect(clientOf(broken.url).keys.rotate('key_1')).rejects.toMatchObject({ name: 'MeshConnectionError', code: 'unreachable' });
    expect(broken.asked).toHaveLength(1);
    const refusing = await start(refuses(422, 'validation-failed'));
    await expect(clientOf(refusing.url).networks.create({ name: '' })).rejects.toMatchObject({ code: 'validation-failed', status: 422 });
    expect(refusing.asked).toHaveLength(1);
  });

  it('gives up after so many repetitions, and at once where it would have to wait longer than it may', async () => {
    const mesh = await start(refuses(503, 'redis-unavailable', AT_ONCE));
    await expect(clientOf(mesh.url, { retries: 2 }).networks.list()).rejects.toMatchObject({ code: 'redis-unavailable' });
    expect(mesh.asked).toHaveLength(3);
    const later = await start(refuses(429, 'rate-limited', { 'retry-after': '3600' }));
    await expect(clientOf(later.url).networks.list()).rejects.toMatchObject({ code: 'rate-limited', retryAfterSeconds: 3_600 });
    expect(later.asked).toHaveLength(1);
  });

  it('asks the next address when one cannot be reached, and stays there', async () => {
    const mesh = await start(answers(200, { data: [], next_cursor: null }));
    const client = clientOf([await deadAddress(), mesh.url]);
    await client.networks.list();
    await client.networks.list();
    // What must not be sent twice may be sent to the next address, too: it was not sent.
    await clientOf([await deadAddress(), mesh.url]).keys.rotate('key_1');
    expect(mesh.asked).toHaveLength(3);
  });

  it('ends a call that is not answered in time, or whose caller does not want it any more', async () => {
    const mesh = await start(saysNothing);
    const client = clientOf(mesh.url);
    await expect(client.networks.list({}, { timeoutMs: 50 })).rejects.toMatchObject({ name: 'MeshConnectionError', code: 'timeout' });
    const reason = new Error('not needed any more');
    await expect(client.networks.list({}, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });

  it('says so where something else answers', async () => {
    const mesh = await start(
      (response) => response.end('<html>'),
      (response) => response.writeHead(403).end('blocked by a proxy'),
    );
    await expect(clientOf(mesh.url).networks.list()).rejects.toMatchObject({ code: 'not-understood' });
    await expect(clientOf(mesh.url).networks.list()).rejects.toMatchObject({ status: 403, code: 'http-403', detail: 'blocked by a proxy' });
  });

  it('goes on after the last event, on another replica, when a stream breaks off or its replica stops', async () => {
    const first = await start(
      streams(`: hello\n\n${event('1-0', 'task.planned')}id: 2-0\nevent: step.started\nda`, 'breaks off'),
      breaksOff,
    );
    const second = await start(streams(event('2-0', 'step.started'), 'ends'), streams(event('3-0', 'task.completed'), 'ends'));
    const seen: TaskEvent[] = [];
    for await (const each of clientOf([first.url, second.url]).tasks.events('task_1')) seen.push(each);
    expect(seen.map(({ id, event: name }) => `${id} ${name}`)).toEqual(['1-0 task.planned', '2-0 step.started', '3-0 task.completed']);
    expect(second.asked.map(({ headers }) => headers['last-event-id'])).toEqual(['1-0', '2-0']);
  });

  it('follows the task that it submitted, when the stream that submitted it breaks off', async () => {
    const mesh = await start(
      breaksOff,
      streams(event('1-0', 'task.planned'), 'breaks off'),
      streams(event('2-0', 'task.completed'), 'ends'),
    );
    const seen: string[] = [];
    for await (const { id } of clientOf(mesh.url).tasks.submitAndFollow('network_1', { task: 'Write' })) seen.push(id);
    expect(seen).toEqual(['1-0', '2-0']);
    const [one, again, followed] = mesh.asked;
    expect(again?.headers['idempotency-key']).toBe(one?.headers['idempotency-key']);
    expect(followed).toMatchObject({ method: 'GET', url: '/api/mesh/tasks/task_1/events' });
  });

  it('ends a stream of which the mesh says that it may not go on', async () => {
    const problem = { type: '', title: '', status: 401, detail: 'revoked', code: 'key-revoked', retryable: false };
    const text = `${event('1-0', 'task.planned')}event: error\ndata: ${JSON.stringify(problem)}\n\n`;
    const mesh = await start(streams(text, 'ends'));
    const events = clientOf(mesh.url).tasks.events('task_1');
    expect((await events.next()).value).toMatchObject({ id: '1-0' });
    await expect(events.next()).rejects.toMatchObject({ name: 'MeshApiError', code: 'key-revoked' });
    expect(mesh.asked).toHaveLength(1);
  });

  it('says so when the answer of a model breaks off', async () => {
    const mesh = await start(streams('event: delta\ndata: {"text":"Hel"}\n\n', 'breaks off'));
    const pieces = clientOf(mesh.url).models.stream({ prompt: 'Hello' });
    expect((await pieces.next()).value).toEqual({ event: 'delta', data: { text: 'Hel' } });
    await expect(pieces.next()).rejects.toMatchObject({ name: 'MeshConnectionError', code: 'broken-stream' });
    expect(mesh.asked).toHaveLength(1);
  });

  it('lets go of a stream whose reader leaves', async () => {
    let close: (() => void) | undefined;
    const closed = new Promise<void>((resolve) => (close = resolve));
    const mesh = await start((response) => {
      response.writeHead(200).write(event('1-0', 'task.planned'));
      response.on('close', () => close?.());
    });
    const events = clientOf(mesh.url).tasks.events('task_1');
    await events.next();
    await events.return(undefined);
    await closed;
  });

  it('refuses addresses that are none', () => {
    expect(() => clientOf([])).toThrow(TypeError);
    expect(() => clientOf('localhost:8080')).toThrow('url must be an http or https URL');
  });
});
