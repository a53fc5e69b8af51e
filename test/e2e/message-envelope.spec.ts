import { setImmediate as turn } from 'node:timers/promises';
import { hang, json, ModelServer } from '../contract/model-server';
import { WIRE_FORMATS } from '../contract/wire-formats';
import { eventually } from '../eventually';
import { Mesh, type Answer } from '../mesh';
import { MessageClient } from '../message-client';

const TRACE_ID = '4bf92f3577b34da6a3ce929d0e0e4736';

describe('what a Redis message carries besides its data', () => {
  const model = new ModelServer();
  let mesh: Mesh;
  let client: MessageClient;
  let network_id: string;
  beforeAll(async () => {
    const url = await model.start();
    mesh = await Mesh.start({ OPENAI_API_KEY: 'k', OPENAI_BASE_URL: `${url}/v1`, MESH_CHAIN: 'openai/gpt-4o' });
    client = await MessageClient.connect(mesh.redis.url);
    network_id = (await mesh.post('/networks', { name: 'n' })).body.network_id as string;
  });
  afterAll(async () => {
    await client.close();
    await mesh.stop();
    await model.stop();
  });

  const send = (pattern: string, data: object) => client.send<Answer['body']>(pattern, { api_key: mesh.adminKey, ...data });
  const failure = (pattern: string, data: object) => client.failure(pattern, { api_key: mesh.adminKey, ...data });

  it.each([
    ['mesh.networks.create', () => ({ name: 'once' }), 'network_id'],
    ['mesh.tasks.submit', () => ({ network_id, task: 'Wait', auto_start: false }), 'task_id'],
    ['mesh.memory.add', () => ({ network_id, content: 'boots sell', type: 'fact' }), 'memory_id'],
  ])('creates once by %s with one idempotency key', async (pattern, data, id) => {
    const message = { ...data(), idempotency_key: `key of ${pattern}`.replaceAll(' ', '-') };
    const first = await send(pattern, message);
    expect(await send(pattern, message)).toEqual(first);
    expect(first[id]).toEqual(expect.any(String));
    const other = await failure(pattern, { ...message, network_id, name: 'other', task: 'Other', content: 'other' });
    expect(other).toMatchObject({ status: 422 });
    expect(await failure(pattern, { ...message, idempotency_key: 'two words' })).toMatchObject({
      ...{ status: 422, errors: [{ field: 'idempotency_key', message: expect.any(String) as string }] },
    });
  });

  it('asks a model once with one idempotency key', async () => {
    model.behave(json(200, WIRE_FORMATS.openai.answer('Boots.')));
    const message = { prompt: 'What sells?', cache: false, idempotency_key: 'ask-once' };
    const first = await send('mesh.models.generate', message);
    expect(await send('mesh.models.generate', message)).toEqual(first);
    expect(model.received).toHaveLength(1);
  });

  it('answers 504 when the time is over for which its sender waits, and ends what was asked for', async () => {
    model.behave(hang);
    const arrival = model.arrival();
    const answer = failure('mesh.models.generate', { prompt: 'Take your time', timeout_ms: 500 });
    await arrival;
    const left = model.leaving();
    expect(await answer).toMatchObject({ status: 504, request_id: expect.any(String) as string });
    await left;
  });

  it('refuses a time that is none', async () => {
    for (const timeout_ms of [0, 99, 600_001, 1.5, '500', {}]) {
      expect(await failure('mesh.networks.get', { network_id, timeout_ms })).toMatchObject({
        status: 422,
        errors: [{ field: 'timeout_ms' }],
      });
    }
    expect(await send('mesh.networks.get', { network_id, timeout_ms: 100 })).toMatchObject({ network_id });
  });

  it('joins its event with the trace of its sender', async () => {
    const traceparent = `00-${TRACE_ID}-00f067aa0ba902b7-01`;
    const { network_id: made } = await send('mesh.networks.create', { name: 'traced', traceparent });
    expect(made).toEqual(expect.any(String));
    const event = await eventually('the event is in the log', async () => {
      const { body } = await mesh.get('/security/audit-logs?action=networks.create&limit=200');
      return (body.data as { trace_id?: string }[]).find(({ trace_id }) => trace_id === TRACE_ID);
    });
    expect(event).toMatchObject({ outcome: 'allowed' });
    for (const odd of ['x', 7, { a: 1 }, 'x'.repeat(10_000)]) {
      expect(await send('mesh.networks.get', { network_id, traceparent: odd })).toMatchObject({ network_id });
    }
    await turn();
  });

  it('counts on the same limits as requests', async () => {
    const admin = await mesh.keyOf({ role: 'admin', tenant_id: 'limited' });
    const api_key = admin.Authorization.slice('Bearer '.length);
    await mesh.call('PUT', '/security/rate-limits', { 'requests_per_minute:read': 3 }, admin);
    const ask = () => client.failure('mesh.networks.get', { api_key, network_id: 'network_none' });
    const first = await mesh.get('/networks', admin);
    expect(first.status).toBe(200);
    expect([await ask(), await ask()]).toMatchObject([{ status: 404 }, { status: 404 }]);
    expect(await ask()).toMatchObject({ status: 429, code: 'route-rate-limited', retry_after_seconds: expect.any(Number) as number });
    expect((await mesh.get('/networks', admin)).status).toBe(429);
  });
});
