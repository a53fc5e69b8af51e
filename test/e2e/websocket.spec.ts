import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Redis } from 'ioredis';
import { eventually } from '../eventually';
import { Mesh } from '../mesh';
import { Talk, type Said } from '../talk';

const WORKFLOW = {
  steps: [
    { id: 'a', task: 'Write a first paragraph', agent_type: 'content' },
    { id: 'b', task: 'Write a second paragraph', agent_type: 'content', depends_on: ['a'] },
  ],
};

describe('a WebSocket', () => {
  let mesh: Mesh;
  let admin: Record<string, string>;
  let networkId: string;
  let other: Record<string, string>;
  let redis: Redis;
  beforeAll(async () => {
    mesh = await Mesh.start({ MESH_WEBSOCKET_PING_SECONDS: '1', MESH_WEBSOCKET_CONNECTIONS: '30' });
    redis = new Redis(mesh.redis.url);
    admin = { Authorization: `Bearer ${mesh.adminKey}` };
    networkId = (await mesh.post('/networks', { name: 'n' })).body.network_id as string;
    other = await mesh.keyOf({ role: 'admin', tenant_id: 'other' });
  }, 60_000);
  afterAll(async () => {
    redis.disconnect();
    await mesh.stop();
  });

  const connected = () => Talk.connected(mesh.url, networkId, admin);
  const submitted = async (more: object = {}): Promise<string> => {
    const { body } = await mesh.post(`/networks/${networkId}/tasks`, { task: 'Write two paragraphs', workflow: WORKFLOW, ...more });
    return body.task_id as string;
  };
  const metric = async (name: string, url = mesh.url) => {
    const text = await (await fetch(`${url}/metrics`)).text();
    return Number(new RegExp(`^${name.replace(/[{}"]/g, '\\$&')} (\\d+)`, 'm').exec(text)?.[1] ?? 0);
  };

  describe('opens', () => {
    it('with a key in a header, and answers a ping', async () => {
      const talk = Talk.to(mesh.url, networkId, { headers: { 'X-API-Key': mesh.adminKey } });
      expect(await talk.next()).toEqual({ type: 'connected', network_id: networkId });
      expect(await talk.ask({ type: 'ping' })).toEqual({ type: 'pong' });
      await talk.leave();
    });

    it('with a key as a subprotocol, which is not echoed', async () => {
      const talk = Talk.to(mesh.url, networkId, {}, ['mesh', mesh.adminKey]);
      await talk.next('connected');
      expect(talk.socket.protocol).toBe('mesh');
      await talk.leave();
    });

    it('with a key in the first message, and loses nothing that was said right behind it', async () => {
      const talk = Talk.to(mesh.url, networkId);
      talk.socket.once('open', () => {
        talk.say({ type: 'auth', api_key: mesh.adminKey });
        talk.say({ type: 'ping' });
      });
      expect((await talk.next()).type).toBe('connected');
      expect(await talk.next()).toEqual({ type: 'pong' });
      await talk.leave();
    });

    it('and stands in the audit log and the metrics like any request', async () => {
      const connections = await metric('ai_mesh_websocket_connections');
      const talk = await connected();
      expect(await metric('ai_mesh_websocket_connections')).toBe(connections + 1);
      await talk.ask({ type: 'ping' }, 'pong');
      expect(await metric('ai_mesh_websocket_messages_total{direction="in",type="ping"}')).toBeGreaterThan(0);
      const taskId = await submitted();
      await talk.ask({ type: 'subscribe_task', task_id: taskId }, 'subscribed');
      await talk.leave();
      const found = await eventually('both are in the log', async () => {
        const { body } = await mesh.get(`/security/audit-logs?resource=${taskId}`);
        return (body.data as Said[]).find(({ action }) => action === 'tasks.subscribe');
      });
      expect(found).toMatchObject({ outcome: 'allowed' });
      const { body } = await mesh.get('/security/audit-logs?action=networks.ws');
      expect(body.data.length).toBeGreaterThan(0);
      expect(JSON.stringify(body.data)).not.toContain(mesh.adminKey);
      await eventually('it is counted no more', async () => (await metric('ai_mesh_websocket_connections')) === connections);
    });
  });

  describe('is refused', () => {
    it('with a key that is no good, before it is opened', async () => {
      const headers = { Authorization: 'Bearer nonsense' };
      expect(await Talk.to(mesh.url, networkId, { headers }).refusal()).toMatchObject({ status: 401, body: { code: 'api-key-malformed' } });
      const bySubprotocol = await Talk.to(mesh.url, networkId, {}, ['mesh', 'nonsense']).refusal();
      expect(bySubprotocol).toMatchObject({ status: 401, headers: { 'content-type': expect.stringContaining('problem+json') } });
    });

    it('for a network of another tenant, however the key is shown', async () => {
      expect(await Talk.to(mesh.url, networkId, { headers: other }).refusal()).toMatchObject({ status: 404 });
      const talk = Talk.to(mesh.url, networkId);
      talk.socket.once('open', () => talk.say({ type: 'auth', api_key: other.Authorization?.slice('Bearer '.length) }));
      expect(await talk.next()).toMatchObject({ type: 'error', code: 'network-not-found', request: 'auth' });
      expect(await talk.closed()).toMatchObject({ code: 1008, reason: 'network-not-found' });
    });

    it.each([
      ['another message', { type: 'ping' }, 'api-key-missing'],
      ['no JSON', '{', 'malformed-message'],
      ['a key that is no good', { type: 'auth', api_key: 'nonsense' }, 'api-key-malformed'],
    ])('with %s as the first message', async (_what, message, code) => {
      const talk = Talk.to(mesh.url, networkId);
      talk.socket.once('open', () => talk.say(message));
      expect(await talk.next()).toMatchObject({ type: 'error', code });
      expect((await talk.closed()).code).toBe(1008);
    });

    it('without a first message in five seconds', async () => {
      const talk = Talk.to(mesh.url, networkId);
      expect(await talk.next()).toMatchObject({ type: 'error', code: 'api-key-missing' });
      expect((await talk.closed()).code).toBe(1008);
    });

    it('without the scope, and for one stream more than the tenant may have', async () => {
      const narrow = await mesh.keyOf({ role: 'user', scopes: ['memory:read'] });
      expect(await Talk.to(mesh.url, networkId, { headers: narrow }).refusal()).toMatchObject({ status: 403 });
      await mesh.call('PUT', '/security/rate-limits', { concurrent_streams: 1 }, other);
      const theirs = (await mesh.post('/networks', { name: 'n' }, other)).body.network_id as string;
      const first = await Talk.connected(mesh.url, theirs, other);
      expect(await Talk.to(mesh.url, theirs, { headers: other }).refusal()).toMatchObject({
        status: 429,
        body: { code: 'streams-limited' },
      });
      await first.leave();
      const again = await eventually('the place is free again', async () => {
        const talk = Talk.to(mesh.url, theirs, { headers: other });
        return talk.next('connected').then(
          () => talk,
          () => undefined,
        );
      });
      await again.leave();
    });

    it('beyond the connections of a replica', async () => {
      const talks = await Promise.all(Array.from({ length: 30 }, () => connected()));
      const refusal = await Talk.to(mesh.url, networkId, { headers: admin }).refusal();
      expect(refusal).toMatchObject({ status: 503, body: { code: 'connections-limited' } });
      await Promise.all(talks.map((talk) => talk.leave()));
    });

    it('as a plain request with 426', async () => {
      const { status, body, headers } = await mesh.get(`/networks/${networkId}/ws`);
      expect({ status, code: body.code, upgrade: headers.get('upgrade') }).toEqual({
        status: 426,
        code: 'upgrade-required',
        upgrade: 'websocket',
      });
    });
  });

  describe('tells', () => {
    it('all events of a task, those of the past first, until it has ended', async () => {
      const taskId = await submitted();
      const talk = await connected();
      expect(await talk.ask({ type: 'subscribe_task', task_id: taskId })).toEqual({
        type: 'subscribed',
        task_id: taskId,
        last_event_id: null,
      });
      expect(await talk.next('unsubscribed')).toEqual({ type: 'unsubscribed', task_id: taskId, reason: 'ended' });
      const told = talk.said.filter(({ type }) => type === 'task_update');
      const events = await mesh.events(taskId);
      expect(told.map(({ event_id, event, data }) => ({ id: event_id as string, event: event as string, data: data as object }))).toEqual(
        events,
      );
      await talk.leave();
    });

    it('only what came after last_event_id', async () => {
      const taskId = await submitted();
      await mesh.finished(networkId, taskId);
      const events = await mesh.events(taskId);
      const talk = await connected();
      talk.say({ type: 'subscribe_task', task_id: taskId, last_event_id: events[2]?.id });
      await talk.next('unsubscribed');
      const told = talk.said.filter(({ type }) => type === 'task_update').map(({ event_id }) => event_id as string);
      expect(told).toEqual(events.slice(3).map(({ id }) => id));
      await talk.leave();
    });

    it('nothing more of a task once it is not subscribed to', async () => {
      const taskId = await submitted({ auto_start: false });
      const talk = await connected();
      await talk.ask({ type: 'subscribe_task', task_id: taskId }, 'subscribed');
      expect(await talk.ask({ type: 'unsubscribe_task', task_id: taskId })).toEqual({
        type: 'unsubscribed',
        task_id: taskId,
        reason: 'asked',
      });
      await mesh.post(`/networks/${networkId}/tasks/${taskId}/process`, {});
      await mesh.finished(networkId, taskId);
      await talk.ask({ type: 'ping' }, 'pong');
      expect(talk.said.filter(({ type }) => type === 'task_update')).toEqual([]);
      await talk.leave();
    });

    it('which memories are added, changed and deleted, and nothing of what they say', async () => {
      const talk = await connected();
      expect(await talk.ask({ type: 'subscribe_memory' })).toEqual({ type: 'subscribed', memory: true });
      const memory = { content: 'The mill at the river was sold', type: 'decision' };
      const { memory_id } = (await mesh.post(`/networks/${networkId}/memories`, memory)).body as { memory_id: string };
      expect(await talk.next()).toEqual({ type: 'memory_update', action: 'added', memory_id, memory_type: 'decision' });
      await mesh.call('PATCH', `/networks/${networkId}/memories/${memory_id}`, { importance: 0.4 });
      expect(await talk.next()).toEqual({ type: 'memory_update', action: 'changed', memory_id, memory_type: 'decision' });
      await mesh.call('DELETE', `/networks/${networkId}/memories/${memory_id}`, undefined);
      expect(await talk.next()).toEqual({ type: 'memory_update', action: 'deleted', memory_id, memory_type: null });
      expect(await talk.ask({ type: 'unsubscribe_memory' })).toEqual({ type: 'unsubscribed', memory: true, reason: 'asked' });
      await talk.leave();
    });

    it('what happened while its replica could hear nothing of Redis', async () => {
      const taskId = await submitted({ auto_start: false });
      const talk = await connected();
      await talk.ask({ type: 'subscribe_task', task_id: taskId }, 'subscribed');
      await redis.client('KILL', 'TYPE', 'pubsub');
      const key = `mesh:{default:${networkId}}:task:${taskId}:events`;
      const id = await redis.xadd(key, '*', 'event', 'task.started', 'at', '1'); // and nobody is told
      expect(await talk.next('task_update')).toMatchObject({ event_id: id, event: 'task.started' });
      await talk.leave();
    });

    it('which tasks are under way', async () => {
      const taskId = await submitted({ workflow: { steps: [{ id: 'a', task: 'Write', agent_type: 'content', requires_approval: true }] } });
      const talk = await connected();
      const waiting = await eventually('it waits for a decision', async () => {
        const { tasks } = await talk.ask({ type: 'get_active_tasks' }, 'active_tasks');
        return (tasks as Said[]).find(({ task_id, status }) => task_id === taskId && status === 'awaiting_approval');
      });
      expect(waiting).toEqual({ task_id: taskId, status: 'awaiting_approval', progress: expect.any(Number) });
      await talk.leave();
    });
  });

  describe('answers bad input with an error on that connection alone', () => {
    it.each([
      ['no JSON', '{"type":', 'malformed-message'],
      ['no object', '[1]', 'validation-failed'],
      ['an unknown type', { type: 'subscribe_everything' }, 'unknown-message-type'],
      ['an unknown field', { type: 'ping', colour: 'red' }, 'validation-failed'],
      ['a task that is missing', { type: 'subscribe_task' }, 'validation-failed'],
      ['a task id that is none', { type: 'subscribe_task', task_id: '../x' }, 'validation-failed'],
      ['a task that does not exist', { type: 'subscribe_task', task_id: 'task_none' }, 'task-not-found'],
      ['an event id that is none', { type: 'subscribe_task', task_id: 'task_none', last_event_id: 'yesterday' }, 'validation-failed'],
      ['an end of what was not begun', { type: 'unsubscribe_memory' }, 'not-subscribed'],
    ])('%s', async (_what, message, code) => {
      const [talk, bystander] = await Promise.all([connected(), connected()]);
      const answer = await talk.ask(message);
      expect(answer).toMatchObject({ type: 'error', code, detail: expect.any(String) });
      expect(await talk.ask({ type: 'ping' })).toEqual({ type: 'pong' });
      expect(await bystander.ask({ type: 'ping' })).toEqual({ type: 'pong' });
      await Promise.all([talk.leave(), bystander.leave()]);
    });

    it("another tenant's task", async () => {
      const theirs = (await mesh.post('/networks', { name: 'n' }, other)).body.network_id as string;
      const { task_id } = (await mesh.post(`/networks/${theirs}/tasks`, { task: 'Wait', auto_start: false }, other)).body as {
        task_id: string;
      };
      const talk = await connected();
      expect(await talk.ask({ type: 'subscribe_task', task_id })).toMatchObject({ type: 'error', code: 'task-not-found', task_id });
      await talk.leave();
    });

    it('memories without the scope for them', async () => {
      const narrow = await mesh.keyOf({ role: 'user', scopes: ['tasks:read'] });
      const talk = await Talk.connected(mesh.url, networkId, narrow);
      expect(await talk.ask({ type: 'subscribe_memory' })).toMatchObject({ type: 'error', code: 'scope-missing', status: 403 });
      await talk.leave();
    });

    it('the same task twice, and one subscription more than a hundred', async () => {
      const taskIds = await Promise.all(Array.from({ length: 101 }, () => submitted({ auto_start: false, workflow: undefined })));
      const talk = await connected();
      await talk.ask({ type: 'subscribe_task', task_id: taskIds[0] }, 'subscribed');
      expect(await talk.ask({ type: 'subscribe_task', task_id: taskIds[0] })).toMatchObject({ code: 'already-subscribed' });
      const subscribed = (task_id: string | undefined) =>
        eventually('it may ask again', async () => {
          const answer = await talk.ask({ type: 'subscribe_task', task_id });
          return answer.code === 'messages-rate-limited' ? undefined : answer;
        });
      for (const taskId of taskIds.slice(1, 100)) expect((await subscribed(taskId)).type).toBe('subscribed');
      const limited = await subscribed(taskIds[100]);
      expect(limited).toMatchObject({ type: 'error', code: 'subscriptions-limited' });
      await talk.leave();
    });

    it('more than its key may ask for a minute', async () => {
      const limited = await mesh.keyOf({ role: 'user', rate_limit: { requests_per_minute: 3 } });
      const talk = await Talk.connected(mesh.url, networkId, limited);
      for (const turn of [2, 3])
        expect({ turn, ...(await talk.ask({ type: 'get_active_tasks' })) }).toMatchObject({ type: 'active_tasks' });
      const refused = await talk.ask({ type: 'get_active_tasks' });
      expect(refused).toMatchObject({ type: 'error', code: 'rate-limited', status: 429, retry_after_seconds: expect.any(Number) });
      expect((await mesh.get('/networks', limited)).status).toBe(429);
      expect(await talk.ask({ type: 'ping' })).toEqual({ type: 'pong' });
      await talk.leave();
    });

    it('more than twenty messages a second', async () => {
      const [talk, bystander] = await Promise.all([connected(), connected()]);
      for (let count = 0; count < 100; count += 1) talk.say({ type: 'ping' });
      expect(await talk.next('error')).toMatchObject({ code: 'messages-rate-limited', retry_after_seconds: 1 });
      expect(await bystander.ask({ type: 'ping' })).toEqual({ type: 'pong' });
      await Promise.all([talk.leave(), bystander.leave()]);
    });
  });

  describe('is closed', () => {
    it('with 1009 by a frame of a megabyte, and no other with it', async () => {
      const [talk, bystander] = await Promise.all([connected(), connected()]);
      talk.say('x'.repeat(1_048_576));
      expect((await talk.closed()).code).toBe(1009);
      expect(await bystander.ask({ type: 'ping' })).toEqual({ type: 'pong' });
      await bystander.leave();
    });

    it('with 1008 within a second after its key was revoked', async () => {
      const { body } = await mesh.post('/security/api-keys', { name: 'k', user_id: 'u', role: 'user' });
      const talk = await Talk.connected(mesh.url, networkId, { 'X-API-Key': body.api_key as string });
      const closed = talk.closed();
      await mesh.call('DELETE', `/security/api-keys/${body.key_id as string}`, undefined);
      const revokedAtMs = Date.now();
      expect(await closed).toMatchObject({ code: 1008, reason: 'api-key-revoked' });
      expect(Date.now() - revokedAtMs).toBeLessThan(1_000);
      expect(talk.said.at(-1)).toMatchObject({ type: 'error', code: 'api-key-revoked' });
    });

    it('when it does not answer pings', async () => {
      const talk = Talk.to(mesh.url, networkId, { headers: admin, autoPong: false });
      await talk.next('connected');
      expect((await talk.closed()).code).toBe(1006);
    });

    it('with 1013 and where to resume when it does not read, while others hear all', async () => {
      const replica = await Mesh.join(mesh); // which does not ask so often whether one is still there
      const url = await replica.getUrl();
      const taskId = await submitted({ auto_start: false });
      const [slow, quick] = await Promise.all([Talk.connected(url, networkId, admin), Talk.connected(url, networkId, admin)]);
      for (const talk of [slow, quick]) await talk.ask({ type: 'subscribe_task', task_id: taskId }, 'subscribed');
      const heard = (talk: Talk) => talk.said.flatMap(({ type, event_id }) => (type === 'task_update' ? [event_id as string] : []));
      const closes = () => metric('ai_mesh_websocket_messages_total{direction="out",type="close"}', url);
      const before = await closes(); // replicas in one process count together
      const closed = slow.closed();
      slow.socket.pause();
      const key = `mesh:{default:${networkId}}:task:${taskId}:events`;
      const details = JSON.stringify({ note: 'x'.repeat(60_000) });
      const count = 250; // 15 MB: far more than the system keeps for a connection
      for (let at = 0; at < count; at += 1) {
        await redis.xadd(key, '*', 'event', 'step.started', 'at', '1', 'details', details);
        await redis.publish(key, '');
      }
      await eventually('the quick one has heard all', async () => heard(quick).length === count);
      await eventually('the slow one is given up', async () => (await closes()) > before);
      slow.socket.resume();
      const { code, reason } = await closed;
      expect({ code, reason }).toEqual({ code: 1013, reason: `resume ${taskId}=${heard(slow).at(-1)}` });
      const again = await connected();
      await again.ask({ type: 'subscribe_task', task_id: taskId, last_event_id: reason.split('=')[1] }, 'subscribed');
      await eventually('it has heard the rest', async () => heard(slow).length + heard(again).length === count);
      expect([...heard(slow), ...heard(again)]).toEqual(heard(quick));
      await Promise.all([quick.leave(), again.leave()]);
      await replica.close();
    }, 90_000);
  });

  describe('leaves the rest of HTTP alone', () => {
    it('serves a request that asks for h2c as if it had not asked, with its body', async () => {
      const body = JSON.stringify({ name: 'from a client that speaks HTTP/2' });
      const { hostname, port } = new URL(mesh.url);
      const headers = {
        ...{ ...admin, 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) },
        ...{ Connection: 'Upgrade, HTTP2-Settings', Upgrade: 'h2c', 'HTTP2-Settings': 'AAMAAABkAAQAAP__' },
      };
      const response = await new Promise<{ status: number; text: string }>((resolve, reject) => {
        const request = httpRequest({ hostname, port, method: 'POST', path: '/api/mesh/networks', headers }, (answer) => {
          let text = '';
          answer
            .on('data', (chunk: Buffer) => (text += chunk.toString()))
            .on('end', () => resolve({ status: answer.statusCode ?? 0, text }));
        });
        request.on('error', reject).end(body);
      });
      expect(response.status).toBe(201);
      expect(response.text).toContain('network_id');
    });

    it('answers a WebSocket on another path, or a broken handshake, without harm', async () => {
      const { hostname, port } = new URL(mesh.url);
      const answerTo = (head: string) =>
        new Promise<string>((resolve) => {
          const socket = connect(Number(port), hostname, () => socket.write(head));
          let text = '';
          socket.on('data', (chunk: Buffer) => (text += chunk.toString())).on('close', () => resolve(text));
        });
      const rest = `Host: x\r\nAuthorization: Bearer ${mesh.adminKey}\r\nUpgrade: websocket\r\n`;
      const elsewhere = `GET /api/mesh/networks HTTP/1.1\r\n${rest}Connection: Upgrade, close\r\n\r\n`;
      expect(await answerTo(elsewhere)).toMatch(/^HTTP\/1.1 200 /);
      const broken = `GET /api/mesh/networks/${networkId}/ws HTTP/1.1\r\n${rest}Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n\r\n`;
      expect(await answerTo(broken)).toMatch(/^HTTP\/1.1 400 /);
      expect((await mesh.get('/networks')).status).toBe(200);
    });
  });
});

describe('WebSockets on two replicas', () => {
  let mesh: Mesh;
  let replica: NestFastifyApplication;
  let replicaUrl: string;
  let networkId: string;
  beforeAll(async () => {
    mesh = await Mesh.start();
    replica = await Mesh.join(mesh);
    replicaUrl = await replica.getUrl();
    networkId = (await mesh.post('/networks', { name: 'n' })).body.network_id as string;
  }, 60_000);
  afterAll(() => mesh.stop());

  it('go on elsewhere, with no event lost or told twice, when their replica stops in the middle', async () => {
    const steps = ['a', 'b', 'c', 'd'].map((id, at, all) => ({
      ...{ id, task: `Write part ${id}`, agent_type: 'content', requires_approval: id === 'c' },
      ...(at === 0 ? {} : { depends_on: [all[at - 1] as string] }),
    }));
    const admin = { Authorization: `Bearer ${mesh.adminKey}` };
    const first = await Talk.connected(replicaUrl, networkId, admin);
    const memories = await Talk.connected(mesh.url, networkId, admin);
    await memories.ask({ type: 'subscribe_memory' }, 'subscribed');
    const { task_id } = (await mesh.post(`/networks/${networkId}/tasks`, { task: 'Write', workflow: { steps } })).body as {
      task_id: string;
    };
    await first.ask({ type: 'subscribe_task', task_id }, 'subscribed');
    for (let event = ''; event !== 'approval.requested';) event = (await first.next('task_update')).event as string;
    const closed = first.closed();
    await replica.close();
    expect(await closed).toEqual({ code: 1012, reason: 'service restart' });
    expect(first.said.filter(({ type }) => type === 'unsubscribed')).toEqual([]);
    const heard = (talk: Talk) => talk.said.filter(({ type }) => type === 'task_update').map(({ event_id }) => event_id as string);
    const second = await Talk.connected(mesh.url, networkId, admin);
    await second.ask({ type: 'subscribe_task', task_id, last_event_id: heard(first).at(-1) }, 'subscribed');
    await mesh.post(`/networks/${networkId}/tasks/${task_id}/steps/c/approval`, { decision: 'approve' });
    expect(await second.next('unsubscribed')).toMatchObject({ reason: 'ended' });
    const all = (await mesh.events(task_id)).map(({ id }) => id);
    expect([...heard(first), ...heard(second)]).toEqual(all);
    await Promise.all([second.leave(), memories.leave()]);
  });
});
