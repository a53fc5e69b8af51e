import { ClientProxyFactory, Transport } from '@nestjs/microservices';
import { firstValueFrom, timeout } from 'rxjs';
import { auditKey } from '../../src/audit/audit-keys';
import { AuditLog } from '../../src/audit';
import { RedisClient } from '../../src/redis';
import { makeApiKey, newKeyId } from '../../src/security/keys/api-key';
import { Mesh, type Answer } from '../mesh';
import { until } from '../until';

interface AuditView {
  sequence: number;
  action: string;
  outcome: string;
  reason?: string;
  actor: Record<string, string | null>;
  resource: Record<string, string | null>;
  [field: string]: unknown;
}

describe('the audit log', () => {
  let mesh: Mesh;
  beforeAll(async () => {
    mesh = await Mesh.start();
  });
  afterAll(() => mesh.stop());

  const settled = () => mesh.app.get(AuditLog).settled();
  const events = async (query: string, headers = {}): Promise<AuditView[]> => {
    await settled();
    const { status, body } = await mesh.get(`/security/audit-logs?${query}`, headers);
    expect([status, body.detail]).toEqual([200, undefined]);
    return body.data as AuditView[];
  };
  const redis = () => mesh.app.get(RedisClient);
  const verify = async (): Promise<Answer['body']> => {
    await settled();
    return (await mesh.get('/security/audit-logs/verify')).body;
  };

  it('tells of everything that was done, by whom and from where', async () => {
    const headers = { 'X-Request-Id': 'request-1', 'User-Agent': 'shop/1.0', traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01` };
    const { body: network } = await mesh.post('/networks', { name: 'Audited' }, headers);
    await mesh.get(`/networks/${network.network_id as string}`, headers);
    const [read, made] = (await events('action=networks.*')) as [AuditView, AuditView];
    expect(made).toMatchObject({
      ...{ action: 'networks.create', outcome: 'allowed', reason: null, request_id: 'request-1', trace_id: 'a'.repeat(32) },
      ...{ ip: '127.0.0.1', user_agent: 'shop/1.0', actor: { kind: 'key', user_id: 'admin', role: 'admin' } },
      resource: { kind: 'networks', id: network.network_id },
    });
    expect(made.after).toMatch(/^[\da-f]{64}$/);
    expect(read).toMatchObject({ action: 'networks.get', resource: { id: network.network_id }, sequence: made.sequence + 1 });
  });

  it('tells how what was changed was before, and what it is after', async () => {
    const { body: network } = await mesh.post('/networks', { name: 'Before' });
    const path = `/networks/${network.network_id as string}`;
    await mesh.call('PATCH', path, { name: 'After' });
    await mesh.call('PATCH', path, { name: 'Last' });
    const [second, first] = await events(`action=networks.update&resource=${network.network_id as string}`);
    expect(first?.before).toMatch(/^[\da-f]{64}$/);
    expect(second?.before).toBe(first?.after);
    expect(second?.after).not.toBe(second?.before);
  });

  it('tells of what was refused, and why', async () => {
    const viewer = await mesh.keyOf({ role: 'viewer', user_id: 'eve' });
    await mesh.post('/networks', { name: 'n' }, viewer);
    await mesh.post('/networks', { nam: 'n' });
    const unknown = makeApiKey(newKeyId('default'));
    await mesh.get('/networks', { Authorization: `Bearer ${unknown}` });
    const denied = await events('outcome=denied');
    expect(denied.slice(0, 2)).toMatchObject([
      {
        action: 'networks.list',
        reason: 'api-key-unknown',
        actor: { kind: 'anonymous', key_id: `key_${unknown.split('_')[2] as string}` },
      },
      { action: 'networks.create', reason: 'scope-missing', actor: { kind: 'key', user_id: 'eve', role: 'viewer' } },
    ]);
    expect((await events('outcome=failed'))[0]).toMatchObject({ action: 'networks.create', reason: 'validation-failed' });
    expect((await events('actor=eve')).map(({ action }) => action)).toEqual(['networks.create']);
  });

  it('tells of Redis messages and of what agents do', async () => {
    const { hostname, port } = new URL(mesh.redis.url);
    const client = ClientProxyFactory.create({ transport: Transport.REDIS, options: { host: hostname, port: Number(port) } });
    const { body: network } = await mesh.post('/networks', { name: 'Messages' });
    const network_id = network.network_id as string;
    try {
      const message = { api_key: mesh.adminKey, network_id, task: 'Write a headline' };
      const task = await firstValueFrom(client.send<{ task_id: string }>('mesh.tasks.submit', message).pipe(timeout(5_000)));
      await mesh.finished(network_id, task.task_id);
      const found = async (query: string) => until(async () => (await events(query)).length > 0).then(() => events(query));
      expect((await found('action=tasks.submit'))[0]).toMatchObject({ outcome: 'allowed', resource: { kind: 'tasks', network_id } });
      const [step] = await found('action=steps.run');
      expect(step).toMatchObject({
        outcome: 'allowed',
        actor: { kind: 'agent', user_id: 'admin' },
        resource: { kind: 'steps', network_id },
      });
      expect((await found('action=tasks.end'))[0]).toMatchObject({
        outcome: 'allowed',
        actor: { kind: 'system' },
        resource: { id: task.task_id },
      });
    } finally {
      await client.close();
    }
  });

  it('shows a tenant nothing of another', async () => {
    const foreign = await mesh.keyOf({ role: 'admin', tenant_id: 'acme' });
    await mesh.get('/networks', foreign);
    const theirs = await events('', foreign);
    expect(theirs.every(({ actor }) => actor.user_id === 'admin')).toBe(true);
    expect(theirs.map(({ sequence }) => sequence)).toEqual(theirs.map((_event, index) => theirs.length - index));
    expect(theirs.length).toBeLessThan(5);
  });

  it('refuses every change while it cannot be written, and answers who only reads', async () => {
    const head = auditKey('default', 'head');
    await settled();
    const kept = await redis().run((r) => r.dumpBuffer(head));
    await redis().run((r) => r.set(head, 'broken'));
    try {
      await mesh.get('/networks');
      await until(() => Promise.resolve(mesh.app.get(AuditLog).isDown('default')));
      const refused = await mesh.post('/networks', { name: 'n' });
      expect([refused.status, refused.body.code]).toEqual([503, 'audit-unavailable']);
      expect((await mesh.get('/networks')).status).toBe(200);
    } finally {
      await redis().run((r) => r.multi().del(head).restore(head, 0, kept).exec());
    }
    await until(async () => (await mesh.post('/networks', { name: 'n' })).status === 201);
    expect(await verify()).toMatchObject({ valid: true });
    expect((await events('outcome=failed'))[0]).toMatchObject({ action: 'networks.create', reason: 'audit-unavailable' });
  });

  it('names the first record that was tampered with', async () => {
    expect(await verify()).toMatchObject({ valid: true, first_bad_sequence: null });
    const day = new Date().toISOString().slice(0, 10);
    const stream = auditKey('default', 'day', day);
    const entry = async (sequence: number) => (await redis().run((r) => r.xrangeBuffer(stream, `${sequence}-0`, `${sequence}-0`)))[0];
    const [, fields] = (await entry(3)) as [Buffer, Buffer[]];
    await redis().run((r) => r.xdel(stream, '3-0'));
    expect(fields.length).toBe(6);
    expect(await verify()).toMatchObject({ valid: false, first_bad_sequence: 3 });
  });
});
