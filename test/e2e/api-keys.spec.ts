import { digestOf, makeApiKey, newKeyId } from '../../src/security/keys/api-key';
import { allOfRedis } from '../all-of-redis';
import { Mesh, type Answer } from '../mesh';
import { RedisClient } from '../../src/redis';

const PEPPER = 'p'.repeat(32);

describe('API keys', () => {
  let mesh: Mesh;
  beforeAll(async () => {
    mesh = await Mesh.start({ MESH_KEY_PEPPER: PEPPER });
  });
  afterAll(() => mesh.stop());

  const ask = { name: 'Shop', user_id: 'ada', role: 'user' };
  const create = async (body: object = {}, headers = {}): Promise<Answer['body']> => {
    const answer = await mesh.post('/security/api-keys', { ...ask, ...body }, headers);
    expect([answer.status, answer.body.detail]).toEqual([201, undefined]);
    return answer.body;
  };
  const withoutSecrets = ({ api_key: _key, signing_key: _signingKey, signing_key_id: _id, ...shown }: Answer['body']): object =>
    shown as object;
  const as = (key: string) => ({ Authorization: `Bearer ${key}` });
  const tries = async (key: string): Promise<[number, string | undefined]> => {
    const { status, body } = await mesh.get('/networks', as(key));
    return [status, body.code as string | undefined];
  };
  const refusal = async (body: object, headers = {}): Promise<[number, string]> => {
    const answer = await mesh.post('/security/api-keys', { ...ask, ...body }, headers);
    return [answer.status, (answer.body.errors?.[0].field ?? answer.body.code) as string];
  };

  it('are shown once, and nothing of the secret stands anywhere in Redis', async () => {
    const made = await create({ scopes: ['tasks:*', 'networks:read'], allowed_cidrs: ['127.0.0.0/8', '::1'] });
    expect(made).toMatchObject({
      ...{ name: 'Shop', user_id: 'ada', role: 'user', tenant_id: 'default', status: 'active', expires_at: null, last_used_at: null },
      ...{ scopes: ['tasks:read', 'tasks:write', 'networks:read'], allowed_cidrs: ['127.0.0.0/8', '::1'], pepper: 'current' },
    });
    expect(await tries(made.api_key)).toEqual([200, undefined]);
    const { body: shown } = await mesh.get(`/security/api-keys/${made.key_id as string}`);
    expect(shown).toEqual({ ...withoutSecrets(made), last_used_at: expect.stringMatching(/T\d\d:00:00.000Z$/) as string });
    const { body: list } = await mesh.get('/security/api-keys');
    expect(list.data.map(({ key_id }: { key_id: string }) => key_id)).toContain(made.key_id);
    const secret = (made.api_key as string).split('_')[3] as string;
    const everything = (await allOfRedis(mesh.app.get(RedisClient))()).map(({ text }) => text).join('\n');
    expect(everything).toContain(digestOf(secret.slice(0, 43), PEPPER));
    for (const part of [secret, secret.slice(0, 43), made.api_key as string, PEPPER]) expect(everything).not.toContain(part);
  });

  it('are made once for one Idempotency-Key, and their secret told again while it holds', async () => {
    const headers = { 'Idempotency-Key': 'shop-key-1' };
    const first = await create({}, headers);
    const again = await create({}, headers);
    expect(again).toEqual(first);
    await mesh.post(`/security/api-keys/${first.key_id as string}/rotate`, {});
    expect(await refusal({}, headers)).toEqual([409, 'key-known']);
  });

  it('are each refused with a code of their own, whatever is wrong', async () => {
    const good = await create();
    const expiring = await create({ expires_at: new Date(Date.now() + 1_000).toISOString() });
    const revoked = await create();
    expect((await mesh.call('DELETE', `/security/api-keys/${revoked.key_id as string}`, undefined)).body).toEqual({
      key_id: revoked.key_id,
      revoked_key_ids: [revoked.key_id],
    });
    const text = good.api_key as string;
    expect(await tries(text.slice(0, -1) + (text.endsWith('x') ? 'y' : 'x'))).toEqual([401, 'api-key-malformed']);
    expect(await tries(text.slice(0, -9))).toEqual([401, 'api-key-truncated']);
    expect(await tries(makeApiKey(good.key_id))).toEqual([401, 'api-key-unknown']);
    expect(await tries(makeApiKey(newKeyId('default')))).toEqual([401, 'api-key-unknown']);
    expect(await tries(makeApiKey(good.key_id, 'test'))).toEqual([401, 'api-key-foreign-environment']);
    expect(await tries(revoked.api_key)).toEqual([401, 'api-key-revoked']);
    while (Date.now() < Date.parse(expiring.expires_at as string)) await new Promise(setImmediate);
    expect(await tries(expiring.api_key)).toEqual([401, 'api-key-expired']);
    // Who guesses is not told that there was such a key.
    expect(await tries(makeApiKey(revoked.key_id))).toEqual([401, 'api-key-unknown']);
    expect(await tries(text)).toEqual([200, undefined]);
  });

  it('may only be used from the addresses they are bound to', async () => {
    const elsewhere = await create({ allowed_cidrs: ['192.0.2.0/24', '2001:db8::/32'] });
    expect(await tries(elsewhere.api_key)).toEqual([403, 'address-not-allowed']);
  });

  it.each([
    ['a scope that does not exist', { scopes: ['tasks:fly'] }, 'scopes'],
    ['a scope of a tenant narrowed to an object', { scopes: ['keys:read:network_x'] }, 'scopes'],
    ['no CIDR', { allowed_cidrs: ['10.0.0.0/8', '10.0.0.0/33'] }, 'allowed_cidrs[1]'],
    ['a host name', { allowed_cidrs: ['example.org'] }, 'allowed_cidrs[0]'],
    ['a time that has passed', { expires_at: '2020-01-01T00:00:00Z' }, 'expires_at'],
    ['a role that does not exist', { role: 'root' }, 'role'],
    ['a rate of 0', { rate_limit: { requests_per_minute: 0 } }, 'rate_limit.requests_per_minute'],
    ['an unknown field', { scope: ['tasks:read'] }, 'scope'],
    ['a parent that does not exist', { parent_key_id: newKeyId('default') }, 'parent_key_id'],
    ['a tenant that is none', { tenant_id: 'a:b' }, 'tenant_id'],
  ])('are not made with %s', async (_what, body, field) => {
    expect(await refusal(body)).toEqual([422, field]);
  });

  it('never exceed who makes them, nor their parent', async () => {
    const admin = await mesh.keyOf({ role: 'admin' });
    expect(await refusal({ tenant_id: 'acme' }, admin)).toEqual([403, 'scope-missing']);
    expect(await refusal({ scopes: ['tenants:write'] }, admin)).toEqual([403, 'key-exceeds-yours']);
    const narrow = as((await create({ role: 'admin', scopes: ['keys:write', 'tasks:read'] })).api_key);
    expect(await refusal({}, narrow)).toEqual([403, 'key-exceeds-yours']);
    expect(await refusal({ scopes: ['tasks:read'] }, narrow)).toEqual([201, undefined]);
    const other = await create({ role: 'operator' });
    expect((await mesh.post(`/security/api-keys/${other.key_id as string}/rotate`, {}, narrow)).body.code).toBe('key-exceeds-yours');

    const parent = await create({
      ...{ scopes: ['memory:read:network_x', 'tasks:read'], allowed_cidrs: ['10.0.0.0/8'], expires_at: '2099-01-01T00:00:00Z' },
      rate_limit: { requests_per_minute: 10 },
    });
    const below = { parent_key_id: parent.key_id as string, scopes: ['tasks:read'] };
    expect(await refusal({ ...below, role: 'operator' })).toEqual([422, 'role']);
    expect(await refusal({ ...below, scopes: ['memory:read'] })).toEqual([422, 'scopes']);
    expect(await refusal({ ...below, scopes: ['memory:read:network_y'] })).toEqual([422, 'scopes']);
    expect(await refusal({ ...below, expires_at: '2100-01-01T00:00:00Z' })).toEqual([422, 'expires_at']);
    expect(await refusal({ ...below, allowed_cidrs: ['11.0.0.0/9'] })).toEqual([422, 'allowed_cidrs']);
    expect(await refusal({ ...below, allowed_cidrs: ['10.0.0.0/7'] })).toEqual([422, 'allowed_cidrs']);
    expect(await refusal({ ...below, rate_limit: { requests_per_minute: 11 } })).toEqual([422, 'rate_limit.requests_per_minute']);
    expect(await create({ ...below, scopes: ['memory:read:network_x'], allowed_cidrs: ['10.9.0.0/16'] })).toMatchObject({
      ...{ scopes: ['memory:read:network_x'], expires_at: '2099-01-01T00:00:00.000Z', parent_key_id: parent.key_id },
    });
  });

  it('take all keys below them along when they are revoked', async () => {
    const parent = await create();
    const child = await create({ parent_key_id: parent.key_id });
    const grandchild = await create({ parent_key_id: child.key_id });
    expect(await tries(grandchild.api_key)).toEqual([200, undefined]);
    const { body } = await mesh.call('DELETE', `/security/api-keys/${parent.key_id as string}`, undefined);
    expect([...(body.revoked_key_ids as string[])].sort()).toEqual(
      [parent, child, grandchild].map(({ key_id }) => key_id as string).sort(),
    );
    for (const { api_key } of [parent, child, grandchild]) expect(await tries(api_key)).toEqual([401, 'api-key-revoked']);
    expect(await refusal({ parent_key_id: child.key_id })).toEqual([422, 'parent_key_id']);
    expect((await mesh.post(`/security/api-keys/${child.key_id as string}/rotate`, {})).body.code).toBe('key-revoked');
  });

  it('have a new secret once they are rotated, beside the old one until its grace ends', async () => {
    const made = await create();
    const rotate = async (grace_seconds: number): Promise<Answer['body']> =>
      (await mesh.post(`/security/api-keys/${made.key_id as string}/rotate`, { grace_seconds })).body;
    const second = await rotate(1);
    const endsAtMs = Date.parse(second.previous_valid_until as string);
    expect(second).toMatchObject({ key_id: made.key_id, generation: 2 });
    expect([await tries(made.api_key), await tries(second.api_key)]).toEqual([
      [200, undefined],
      [200, undefined],
    ]);
    while (Date.now() < endsAtMs) await new Promise(setImmediate);
    expect([await tries(made.api_key), await tries(second.api_key)]).toEqual([
      [401, 'api-key-unknown'],
      [200, undefined],
    ]);
    const third = await rotate(0);
    expect([await tries(second.api_key), await tries(third.api_key)]).toEqual([
      [401, 'api-key-unknown'],
      [200, undefined],
    ]);
  });

  it('can be changed, but for what came from outside, and are not found by another tenant', async () => {
    const made = await create({ rate_limit: { requests_per_minute: 10 }, expires_at: '2099-01-01T00:00:00Z' });
    const path = `/security/api-keys/${made.key_id as string}`;
    const changed = await mesh.call('PATCH', path, { name: 'New', rate_limit: { tasks_per_minute: 5 }, expires_at: 'never' });
    expect(changed.body).toMatchObject({ name: 'New', expires_at: null, rate_limit: { requests_per_minute: null, tasks_per_minute: 5 } });
    const foreign = await mesh.keyOf({ role: 'admin', tenant_id: 'acme' });
    for (const [method, place] of [
      ['GET', path],
      ['PATCH', path],
      ['DELETE', path],
      ['POST', `${path}/rotate`],
    ] as const) {
      expect((await mesh.call(method, place, method === 'GET' || method === 'DELETE' ? undefined : {}, foreign)).status).toBe(404);
    }
    const own = `/security/api-keys/key_${mesh.adminKey.split('_')[2] as string}`;
    expect((await mesh.call('DELETE', own, undefined)).body.code).toBe('key-configured');
  });

  it('leave no list of the keys below them when they have expired, however their end was changed', async () => {
    const redis = mesh.app.get(RedisClient);
    const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
    const parent = await create({ expires_at: inDays(2) });
    const path = `/security/api-keys/${parent.key_id as string}`;
    await create({ parent_key_id: parent.key_id as string, expires_at: inDays(1) });
    const key = `mesh:{slot:${(parent.key_id as string).slice(4, 12)}}:api-key:${parent.key_id as string}`;
    /** Days that the record of the key is kept, and the list below it. */
    const lives = async () => {
      const found = await redis.run((r) => Promise.all([r.ttl(key), r.ttl(`${key}:children`)]));
      return found.map((seconds) => (seconds === -1 ? 'for ever' : Math.round(seconds / 86_400)));
    };
    expect(await lives()).toEqual([92, 92]);
    await mesh.call('PATCH', path, { expires_at: inDays(5) });
    expect(await lives()).toEqual([95, 95]);
    await mesh.call('PATCH', path, { expires_at: 'never' });
    expect(await lives()).toEqual(['for ever', 'for ever']);
    await mesh.call('DELETE', path, undefined);
    expect(await lives()).toEqual([90, 90]);
  });

  it('move to a new pepper when they are used, and who is left behind is told', async () => {
    const [used, idle] = [await create(), await create()];
    const next = { MESH_KEY_PEPPER: 'n'.repeat(32), MESH_KEY_PEPPER_PREVIOUS: PEPPER, MESH_BOOTSTRAP_KEY: mesh.adminKey };
    const replica = await Mesh.join(mesh, next);
    const report = async () => {
      const response = await fetch(`${await replica.getUrl()}/api/mesh/security/api-keys/peppers`, { headers: as(mesh.adminKey) });
      const { left_behind } = (await response.json()) as { left_behind: { key_id: string; moves_when_used: boolean }[] };
      return left_behind;
    };
    try {
      expect((await report()).map(({ key_id }) => key_id)).toEqual(expect.arrayContaining([used.key_id, idle.key_id]));
      const get = await fetch(`${await replica.getUrl()}/api/mesh/networks`, { headers: as(used.api_key) });
      expect(get.status).toBe(200);
      const left = await report();
      expect(left.map(({ key_id }) => key_id)).not.toContain(used.key_id);
      expect(left.find(({ key_id }) => key_id === idle.key_id)).toMatchObject({ moves_when_used: true });
    } finally {
      await replica.close();
    }
  });
});
