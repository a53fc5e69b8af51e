import { Logger } from '@nestjs/common';
import { MeshError } from '../../src/errors';
import type { GenerateScope, ModelAttempt } from '../../src/models/generate';
import { BudgetStore } from '../../src/models/cost/budgets/budget.store';
import { DAY_MS, Ledger } from '../../src/models/cost/ledger/ledger';
import { Spending } from '../../src/models/cost/spending/spending';
import type { RedisClient } from '../../src/redis';
import { RedisServer } from '../redis-server';
import { connectedClient } from './clients';

const CALL = { provider: 'openai' as const, model: 'gpt-5', costMaxMicroUsd: 100, leaseMs: 600_000 };
const FREE = { ...CALL, costMaxMicroUsd: 0 };
const ATTEMPT: ModelAttempt = { provider: 'openai', model: 'gpt-5', outcome: 'answered', latencyMs: 1, usage: null, costMicroUsd: 60 };
const BUDGET = { limitMicroUsd: 1_000, period: 'total' as const, onExceeded: 'reject' as const };

Logger.overrideLogger(false); // outages are what this is about

describe.each(['gone', 'frozen'] as const)('spending while Redis is %s', (how) => {
  let server: RedisServer;
  let client: RedisClient;
  let spending: Spending;
  beforeEach(async () => {
    server = await RedisServer.start();
    client = await connectedClient(server);
    spending = new Spending(client);
  });
  afterEach(async () => {
    server.thaw();
    client.onApplicationShutdown();
    await server.remove();
  });

  const leave = async (): Promise<void> => (how === 'gone' ? server.down() : server.freeze());
  const comeBack = async (): Promise<void> => {
    if (how === 'gone') await server.up();
    else server.thaw();
    while (!(await client.isReachable(500))) await new Promise(setImmediate); // the test's time limit bounds it
  };
  const ledgerOf = async (tenantId: string) => {
    const today = Math.floor(Date.now() / DAY_MS);
    return (await new Ledger(client).report(tenantId, 'model', today - 1, today + 1)).total;
  };
  const sumsOf = async ({ tenantId }: GenerateScope) => {
    const budget = await new BudgetStore(client).find(tenantId, 'tenant', tenantId);
    return [budget?.spentMicroUsd, budget?.reservedMicroUsd, budget?.unsettledMicroUsd];
  };

  it('goes on for those who had no budget, and for what is free', async () => {
    const scope = { tenantId: 'a', userId: 'ada' };
    await spending.reserve(scope, CALL);
    await leave();
    expect((await spending.reserve(scope, CALL)).isBooked).toBe(false);
    expect((await spending.reserve({ tenantId: 'never-seen' }, FREE)).isBooked).toBe(false);
    await comeBack();
  });

  it('goes on for everybody of a tenant that had no budget at all, and for exact scopes where others had some', async () => {
    await spending.reserve({ tenantId: 'a', userId: 'ada' }, CALL);
    await new BudgetStore(client).put('b', 'user', 'eve', BUDGET);
    await spending.reserve({ tenantId: 'b', userId: 'ada' }, CALL);
    await leave();
    for (const scope of [{ tenantId: 'a', userId: 'bob', keyId: 'k' }, { tenantId: 'a' }, { tenantId: 'b', userId: 'ada' }]) {
      expect((await spending.reserve(scope, CALL)).isBooked).toBe(false);
    }
    for (const scope of [{ tenantId: 'b', userId: 'eve' }, { tenantId: 'b' }]) {
      await expect(spending.reserve(scope, CALL)).rejects.toMatchObject({ code: 'budget-unavailable' });
    }
    await comeBack();
  });

  it('refuses at once after a budget was put, whoever had none before', async () => {
    const scope = { tenantId: 'a', userId: 'ada' };
    await spending.reserve(scope, CALL);
    await new BudgetStore(client).put('a', 'user', 'ada', BUDGET);
    spending.budgetsChanged('a');
    await leave();
    await expect(spending.reserve(scope, CALL)).rejects.toMatchObject({ code: 'budget-unavailable' });
    await comeBack();
  });

  it('refuses in time those who have a budget, or were never asked for', async () => {
    const scope = { tenantId: 'a' };
    await new BudgetStore(client).put('a', 'tenant', 'a', BUDGET);
    await spending.release(scope, await spending.reserve(scope, CALL));
    await leave();
    for (const one of [scope, { tenantId: 'never-seen' }]) {
      const startMs = performance.now();
      const error = await spending.reserve(one, CALL).catch((caught: unknown) => caught);
      expect(performance.now() - startMs).toBeLessThan(2_000);
      expect(error).toBeInstanceOf(MeshError);
      expect(error).toMatchObject({ kind: 'unavailable', code: 'budget-unavailable', retryable: true, retryAfterSeconds: 1 });
    }
    await comeBack();
    // A frozen Redis carries out what it was sent: what was refused meanwhile must not stay booked.
    while ((await sumsOf(scope))[1] !== 0);
    expect(await sumsOf(scope)).toEqual([0, 0, 0]);
  });

  it('settles what was answered meanwhile once Redis is back, and once only', async () => {
    const scope = { tenantId: 'a' };
    await new BudgetStore(client).put('a', 'tenant', 'a', BUDGET);
    const booked = await spending.reserve(scope, CALL);
    const budgetless = await spending.reserve({ tenantId: 'b' }, CALL);
    await leave();
    const startMs = performance.now();
    await Promise.all([spending.settle(scope, booked, ATTEMPT), spending.settle({ tenantId: 'b' }, budgetless, ATTEMPT)]);
    expect(performance.now() - startMs).toBeLessThan(2_000);
    await comeBack();
    await spending.onApplicationShutdown();
    while ((await ledgerOf('b')).attempts === 0);
    expect(await sumsOf(scope)).toEqual([60, 0, 0]);
    expect(await ledgerOf('a')).toMatchObject({ attempts: 1, costMicroUsd: 60 });
    expect(await ledgerOf('b')).toMatchObject({ attempts: 1, costMicroUsd: 60 });
  });

  it('adds what was spent without being booked to the budgets there are by then, once', async () => {
    const scope = { tenantId: 'a', userId: 'ada' };
    await spending.reserve(scope, CALL);
    // Another replica puts them just before the outage; this one does not know.
    await new BudgetStore(client).put('a', 'tenant', 'a', BUDGET);
    await new BudgetStore(client).put('a', 'user', 'ada', BUDGET);
    await leave();
    const [known, unknown, unmade] = [
      await spending.reserve(scope, CALL),
      await spending.reserve(scope, CALL),
      await spending.reserve(scope, CALL),
    ];
    await spending.settle(scope, known, ATTEMPT);
    await spending.settle(scope, known, ATTEMPT);
    await spending.settle(scope, unknown, { ...ATTEMPT, outcome: 'provider-timeout', costMicroUsd: null });
    await spending.release(scope, unmade);
    await comeBack();
    await spending.onApplicationShutdown();
    while ((await ledgerOf('a')).attempts < 2);
    while ((await sumsOf(scope))[1] !== 0);
    expect(await sumsOf(scope)).toEqual([60, 0, 100]);
    expect(await new BudgetStore(client).find('a', 'user', 'ada')).toMatchObject({ spentMicroUsd: 60, unsettledMicroUsd: 100 });
    expect(await ledgerOf('a')).toMatchObject({ attempts: 2, costMicroUsd: 60, unknownCostAttempts: 1 });
  });

  it('keeps no more than a thousand settlements', async () => {
    await leave();
    if (how === 'frozen') await client.isReachable(2_000); // from here on nothing is even sent
    const settle = async () => spending.settle({ tenantId: 'b' }, await spending.reserve({ tenantId: 'b' }, FREE), ATTEMPT);
    await Promise.all(Array.from({ length: 1_100 }, settle));
    await comeBack();
    while ((await ledgerOf('b')).attempts < 1_000);
    await spending.onApplicationShutdown();
    expect(await ledgerOf('b')).toMatchObject({ attempts: 1_000, costMicroUsd: 60_000 });
  });

  it('tries again by itself', async () => {
    const held = await spending.reserve({ tenantId: 'b' }, CALL);
    await leave();
    await spending.settle({ tenantId: 'b' }, held, ATTEMPT);
    await comeBack();
    while ((await ledgerOf('b')).attempts === 0);
    expect(await ledgerOf('b')).toMatchObject({ attempts: 1, costMicroUsd: 60 });
  });
});
