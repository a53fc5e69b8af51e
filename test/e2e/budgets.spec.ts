import { CostModule } from '../../src/models/cost/cost.module';
import { Spending } from '../../src/models/cost/spending/spending';
import { Mesh } from '../mesh';

const PEPPER = 'p'.repeat(32);
const TENANT = 'default';

describe('budgets and what was spent', () => {
  let mesh: Mesh;
  let spending: Spending;
  beforeAll(async () => {
    mesh = await Mesh.start({ MESH_KEY_PEPPER: PEPPER });
    spending = mesh.app.select(CostModule).get(Spending);
  });
  afterAll(() => mesh.stop());

  const keyOf = (tenantId: string, role: 'viewer' | 'operator') => mesh.keyOf({ role, tenant_id: tenantId });
  const put = (path: string, body: unknown, headers = {}) => mesh.call('PUT', path, body, headers);
  const remove = (path: string, headers = {}) => mesh.call('DELETE', path, undefined, headers);
  const pay = async (userId: string, costMicroUsd: number, isKnown = true): Promise<void> => {
    const scope = { tenantId: TENANT, userId, keyId: 'key_1' };
    const call = { provider: 'openai' as const, model: 'gpt-5' };
    const reservation = await spending.reserve(scope, { ...call, costMaxMicroUsd: costMicroUsd, leaseMs: 60_000 });
    const usage = { inputTokens: 100, outputTokens: 20, cachedTokens: 60, reasoningTokens: 15 };
    const ending = isKnown
      ? { outcome: 'answered', usage, costMicroUsd }
      : { outcome: 'provider-timeout', usage: null, costMicroUsd: null };
    await spending.settle(scope, reservation, { ...call, ...ending, latencyMs: 1 });
  };

  it('can be put, read, changed and deleted', async () => {
    const path = `/budgets/tenant/${TENANT}`;
    expect((await mesh.get(path)).status).toBe(404);
    const made = await put(path, { limit_usd: 1, period: 'month', on_exceeded: 'cheapest' });
    expect(made.status).toBe(200);
    expect(made.body).toEqual({
      scope: 'tenant',
      id: TENANT,
      limit_usd: '1.000000',
      period: 'month',
      on_exceeded: 'cheapest',
      spent_usd: '0.000000',
      reserved_usd: '0.000000',
      unsettled_usd: '0.000000',
      remaining_usd: '1.000000',
      resets_at: expect.stringMatching(/^\d{4}-\d{2}-01T00:00:00\.000Z$/) as string,
    });
    await pay('ada', 250_001);
    expect((await mesh.get(path)).body).toMatchObject({ spent_usd: '0.250001', remaining_usd: '0.749999' });
    const changed = await put(path, { limit_usd: '0.1', period: 'total' });
    expect(changed.body).toMatchObject({ limit_usd: '0.100000', on_exceeded: 'reject', resets_at: null });
    expect(changed.body).toMatchObject({ spent_usd: '0.250001', remaining_usd: '0.000000' });
    expect((await remove(path)).status).toBe(204);
    expect((await remove(path)).status).toBe(404);
    expect((await mesh.get(path)).status).toBe(404);
  });

  it.each(['user', 'network', 'key'])('can be set for a %s', async (scope) => {
    const { status, body } = await put(`/budgets/${scope}/some_id-1`, { limit_usd: '12.345678', period: 'day', on_exceeded: 'reject' });
    expect(status).toBe(200);
    expect(body).toMatchObject({ scope, id: 'some_id-1', limit_usd: '12.345678', period: 'day' });
    expect((await mesh.get(`/budgets/${scope}/some_id-1`)).body).toEqual(body);
    expect((await remove(`/budgets/${scope}/some_id-1`)).status).toBe(204);
  });

  it.each<[object, string]>([
    [{ period: 'day' }, 'limit_usd'],
    [{ limit_usd: -1, period: 'day' }, 'limit_usd'],
    [{ limit_usd: '1.0000001', period: 'day' }, 'limit_usd'],
    [{ limit_usd: 1_000_000_000.5, period: 'day' }, 'limit_usd'],
    [{ limit_usd: 'much', period: 'day' }, 'limit_usd'],
    [{ limit_usd: [1], period: 'day' }, 'limit_usd'],
    [{ limit_usd: 1 }, 'period'],
    [{ limit_usd: 1, period: 'week' }, 'period'],
    [{ limit_usd: 1, period: 'day', on_exceeded: 'ignore' }, 'on_exceeded'],
    [{ limit_usd: 1, period: 'day', colour: 'red' }, 'colour'],
  ])('refuses %j and names the field', async (body, field) => {
    const answer = await put('/budgets/user/ada', body);
    expect(answer.status).toBe(422);
    expect(answer.body.errors.map((fault: { field: string }) => fault.field)).toContain(field);
  });

  it.each(['/budgets/tenant/other', '/budgets/planet/earth', '/budgets/user/a%20b', '/budgets/user/..%2f'])(
    'finds nothing at %s',
    async (path) => {
      for (const method of ['GET', 'PUT', 'DELETE']) {
        const body = method === 'PUT' ? { limit_usd: 1, period: 'day' } : undefined;
        expect((await mesh.call(method, path, body)).status).toBe(404);
      }
    },
  );

  it('are read by viewers, set by operators, and seen by their own tenant alone', async () => {
    const [viewer, operator, stranger] = await Promise.all([
      keyOf(TENANT, 'viewer'),
      keyOf(TENANT, 'operator'),
      keyOf('other', 'operator'),
    ]);
    const path = '/budgets/user/eve';
    expect((await put(path, { limit_usd: 1, period: 'day' }, viewer)).status).toBe(403);
    expect((await put(path, { limit_usd: 1, period: 'day' }, operator)).status).toBe(200);
    expect((await mesh.get(path, viewer)).status).toBe(200);
    expect((await remove(path, viewer)).status).toBe(403);
    expect((await mesh.get(path, stranger)).status).toBe(404);
    expect((await remove(path, stranger)).status).toBe(404);
    expect((await mesh.get(path, { Authorization: 'Bearer none' })).status).toBe(401);
    expect((await remove(path, operator)).status).toBe(204);
  });

  it('reports what was spent, and on what', async () => {
    await pay('bob', 1_000);
    const cost = await mesh.get('/stats/cost?group_by=user', await keyOf(TENANT, 'viewer'));
    expect(cost.status).toBe(200);
    expect(cost.body).toMatchObject({ group_by: 'user', from: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/) as string });
    expect(cost.body.data).toContainEqual(
      expect.objectContaining({ user: 'bob', cost_usd: '0.001000', unknown_cost_attempts: 0, attempts: 1, input_tokens: 100 }),
    );
    expect(cost.body.total).toMatchObject({ cost_usd: '0.251001', attempts: 2 });
    const usage = await mesh.get('/stats/usage');
    expect(usage.body).toMatchObject({ group_by: 'model', total: { attempts: 2, answered: 2, failed: 0, cached_tokens: 120 } });
    expect(usage.body.data).toEqual([expect.objectContaining({ model: 'openai/gpt-5', reasoning_tokens: 30 })]);
    expect((await mesh.get('/stats/cost?from=2020-01-01&to=2020-01-31')).body).toMatchObject({
      from: '2020-01-01',
      to: '2020-01-31',
      data: [],
      total: { cost_usd: '0.000000', attempts: 0 },
    });
    expect((await mesh.get('/stats/cost', await keyOf('other', 'operator'))).body.data).toEqual([]);
  });

  it.each([
    ['group_by=planet', 'group_by'],
    ['from=soon', 'from'],
    ['from=2020-01-02&to=2020-01-01', 'from'],
    ['from=2018-01-01&to=2020-01-01', 'from'],
    ['colour=red', 'colour'],
  ])('refuses /stats/cost?%s and names the parameter', async (query, field) => {
    for (const what of ['cost', 'usage']) {
      const { status, body } = await mesh.get(`/stats/${what}?${query}`);
      expect(status).toBe(422);
      expect(body.errors[0].field).toBe(field);
    }
  });

  it('show what calls may have cost of which nobody knows, until they are put again', async () => {
    const budget = { limit_usd: 1, period: 'day' };
    await put('/budgets/user/tim', budget);
    await pay('tim', 300_000, false);
    const unsettled = { spent_usd: '0.000000', reserved_usd: '0.000000', unsettled_usd: '0.300000', remaining_usd: '0.700000' };
    expect((await mesh.get('/budgets/user/tim')).body).toMatchObject(unsettled);
    const settled = { unsettled_usd: '0.000000', remaining_usd: '1.000000' };
    expect((await put('/budgets/user/tim', budget)).body).toMatchObject(settled);
    expect((await mesh.get('/budgets/user/tim')).body).toMatchObject(settled);
  });

  it('binds at once those it is put for, even when Redis goes away right after', async () => {
    const zoe = { tenantId: TENANT, userId: 'zoe' };
    const call = { provider: 'openai' as const, model: 'gpt-5', costMaxMicroUsd: 10, leaseMs: 60_000 };
    await spending.reserve(zoe, call);
    expect((await put('/budgets/user/zoe', { limit_usd: 1, period: 'day' })).status).toBe(200);
    mesh.redis.freeze();
    try {
      await expect(spending.reserve(zoe, call)).rejects.toMatchObject({ code: 'budget-unavailable' });
    } finally {
      mesh.redis.thaw();
    }
    while ((await mesh.get('//health/ready')).status !== 200) await new Promise(setImmediate);
  });

  it('is described', async () => {
    const { body } = await mesh.get('//openapi.json');
    expect(Object.keys(body.paths)).toEqual(expect.arrayContaining(['/api/mesh/budgets/{scope}/{budget_id}', '/api/mesh/stats/cost']));
  });
});
