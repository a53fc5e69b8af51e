import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { MeshError } from '../../src/errors';
import type { GenerateScope, ModelAttempt } from '../../src/models/generate';
import type { Budget, BudgetLimit } from '../../src/models/cost/budgets/budget';
import { BudgetExceeded } from '../../src/models/cost/budgets/budget-exceeded';
import { BudgetStore, budgetsKey } from '../../src/models/cost/budgets/budget.store';
import { DAY_MS, Ledger } from '../../src/models/cost/ledger/ledger';
import type { Reservation } from '../../src/models/cost/spending/reservation';
import { Spending } from '../../src/models/cost/spending/spending';
import type { RedisClient } from '../../src/redis';
import { RedisServer } from '../redis-server';
import { connectedClient } from './clients';

const MODEL = { provider: 'openai' as const, model: 'gpt-5' };
const USD = 1_000_000;
const LEASE_MS = 600_000;

describe('budgets', () => {
  let server: RedisServer;
  let clients: [RedisClient, RedisClient];
  let spending: [Spending, Spending];
  let budgets: BudgetStore;
  let ledger: Ledger;
  let tenants = 0;
  let tenantId: string;

  beforeAll(async () => {
    server = await RedisServer.start();
    clients = [await connectedClient(server), await connectedClient(server)];
    spending = [new Spending(clients[0]), new Spending(clients[1])];
    budgets = new BudgetStore(clients[0]);
    ledger = new Ledger(clients[0]);
  });
  beforeEach(() => (tenantId = `tenant${(tenants += 1)}`));
  afterAll(async () => {
    for (const client of clients) client.onApplicationShutdown();
    await server.remove();
  });

  const limit = (limitMicroUsd: number, more: Partial<BudgetLimit> = {}): BudgetLimit => ({
    limitMicroUsd,
    period: 'total',
    onExceeded: 'reject',
    ...more,
  });
  const planned = (costMaxMicroUsd: number | null, leaseMs = LEASE_MS) => ({ ...MODEL, costMaxMicroUsd, leaseMs });
  const attempt = (costMicroUsd: number | null, more: Partial<ModelAttempt> = {}): ModelAttempt => ({
    ...MODEL,
    outcome: 'answered',
    latencyMs: 1,
    usage: { inputTokens: 10, outputTokens: 5, cachedTokens: 4, reasoningTokens: 3 },
    costMicroUsd,
    ...more,
  });
  const tenantBudget = async (): Promise<Budget> => {
    const budget = await budgets.find(tenantId, 'tenant', tenantId);
    if (budget === undefined) throw new Error('there is no budget');
    return budget;
  };
  const sums = async () => {
    const { spentMicroUsd: spent, reservedMicroUsd: reserved, unsettledMicroUsd: unsettled } = await tenantBudget();
    return { spent, reserved, unsettled };
  };
  const total = async () => {
    const today = Math.floor(Date.now() / DAY_MS);
    return (await ledger.report(tenantId, 'model', today - 1, today + 1)).total; // whichever side of midnight we are
  };
  const refusalOf = async (call: Promise<unknown>): Promise<BudgetExceeded> => {
    const error = await call.catch((caught: unknown) => caught);
    if (!(error instanceof BudgetExceeded)) throw new Error(`expected a BudgetExceeded, not ${String(error)}`);
    return error;
  };

  it('are never overspent by 200 calls at once over two processes, and lose nothing', async () => {
    await budgets.put(tenantId, 'tenant', tenantId, limit(USD));
    const scope = { tenantId, userId: 'ada' };
    const random = fc.sample(
      fc.record({ bound: fc.integer({ min: 1, max: 20_000 }), part: fc.double({ min: 0, max: 1, noNaN: true }) }),
      600,
    );
    let watching = true;
    const watch = (async () => {
      let highest = 0;
      while (watching) {
        const { spent, reserved, unsettled } = await sums();
        highest = Math.max(highest, spent + reserved + unsettled);
      }
      return highest;
    })();
    let [paid, calls, refused] = [0, 0, 0];
    const call = async (index: number): Promise<void> => {
      const process = spending[index % 2] as Spending;
      const { bound, part } = random[index] as { bound: number; part: number };
      const cost = Math.floor(bound * part);
      try {
        const reservation = await process.reserve(scope, planned(bound));
        await process.settle(scope, reservation, attempt(cost));
        paid += cost;
        calls += 1;
      } catch (error) {
        expect(error).toBeInstanceOf(BudgetExceeded);
        refused += 1;
      }
    };
    for (let round = 0; round < 3; round += 1) await Promise.all(Array.from({ length: 200 }, (_unused, i) => call(round * 200 + i)));
    watching = false;
    expect(await watch).toBeLessThanOrEqual(USD);
    expect(refused).toBeGreaterThan(0);
    expect(calls + refused).toBe(600);
    expect(await sums()).toEqual({ spent: paid, reserved: 0, unsettled: 0 });
    expect(await total()).toMatchObject({ costMicroUsd: paid, attempts: calls });
  });

  it('book a call in all that apply, or in none', async () => {
    const scope: GenerateScope = { tenantId, userId: 'ada', networkId: 'network_1', keyId: 'key_1' };
    await budgets.put(tenantId, 'tenant', tenantId, limit(1_000));
    await budgets.put(tenantId, 'user', 'ada', limit(500));
    await budgets.put(tenantId, 'network', 'network_1', limit(300));
    await budgets.put(tenantId, 'key', 'key_1', limit(100));
    await budgets.put(tenantId, 'user', 'bob', limit(1));
    const reservation = await spending[0].reserve(scope, planned(60));
    expect(reservation.isBooked).toBe(true);
    expect((await refusalOf(spending[0].reserve(scope, planned(60)))).detail).toMatch(/key key_1/);
    await spending[0].settle(scope, reservation, attempt(40));
    for (const [name, id] of [
      ['tenant', tenantId],
      ['user', 'ada'],
      ['network', 'network_1'],
      ['key', 'key_1'],
    ] as const) {
      expect(await budgets.find(tenantId, name, id)).toMatchObject({ spentMicroUsd: 40, reservedMicroUsd: 0, unsettledMicroUsd: 0 });
    }
    expect(await budgets.find(tenantId, 'user', 'bob')).toMatchObject({ spentMicroUsd: 0, reservedMicroUsd: 0 });
  });

  it('say which one has no room, how much is taken, and when it begins anew', async () => {
    await budgets.put(tenantId, 'tenant', tenantId, limit(USD, { period: 'day', onExceeded: 'cheapest' }));
    await spending[0].reserve({ tenantId }, planned(900_000));
    const error = await refusalOf(spending[0].reserve({ tenantId }, planned(200_000)));
    expect(error).toMatchObject({ kind: 'budget-exceeded', code: 'budget-exceeded', onExceeded: 'cheapest', retryable: false });
    expect(error.detail).toMatch(/1\.000000 USD per day.*openai\/gpt-5.*0\.200000.*reserved 0\.900000/);
    expect(error.retryAfterSeconds).toBeGreaterThan(0);
    expect(error.retryAfterSeconds).toBeLessThanOrEqual(86_400);
    expect((await spending[0].reserve({ tenantId }, planned(100_000))).isBooked).toBe(true);
  });

  it('let one that rejects speak before one that would take a cheaper call', async () => {
    await budgets.put(tenantId, 'tenant', tenantId, limit(10, { onExceeded: 'cheapest' }));
    await budgets.put(tenantId, 'user', 'ada', limit(10));
    expect((await refusalOf(spending[0].reserve({ tenantId, userId: 'ada' }, planned(11)))).onExceeded).toBe('reject');
  });

  it('refuse a price that nobody knows, and let through what is free', async () => {
    await budgets.put(tenantId, 'tenant', tenantId, limit(0));
    expect(await refusalOf(spending[0].reserve({ tenantId }, planned(null)))).toMatchObject({
      code: 'budget-price-unknown',
      detail: expect.stringContaining('openai/gpt-5') as string,
    });
    expect((await spending[0].reserve({ tenantId }, planned(0))).isBooked).toBe(false);
    expect((await spending[0].reserve({ tenantId: `${tenantId}-other` }, planned(null))).isBooked).toBe(false);
  });

  it('count in full what a call may have cost when nobody knows', async () => {
    await budgets.put(tenantId, 'tenant', tenantId, limit(1_000));
    const reservation = await spending[0].reserve({ tenantId }, planned(700));
    await spending[0].settle({ tenantId }, reservation, attempt(null, { outcome: 'provider-timeout', usage: null }));
    expect(await sums()).toEqual({ spent: 0, reserved: 0, unsettled: 700 });
    expect((await refusalOf(spending[0].reserve({ tenantId }, planned(301)))).code).toBe('budget-exceeded');
    expect(await total()).toMatchObject({ attempts: 1, failed: 1, unknownCostAttempts: 1, costMicroUsd: 0 });
    await budgets.put(tenantId, 'tenant', tenantId, limit(1_000));
    expect(await sums()).toEqual({ spent: 0, reserved: 0, unsettled: 0 });
  });

  it('give back what was booked for a call that cost nothing, or was not made', async () => {
    await budgets.put(tenantId, 'tenant', tenantId, limit(1_000));
    const [failed, unmade] = [await spending[0].reserve({ tenantId }, planned(500)), await spending[0].reserve({ tenantId }, planned(500))];
    await spending[0].settle({ tenantId }, failed, attempt(0, { outcome: 'provider-rejected', usage: null }));
    await spending[0].release({ tenantId }, unmade);
    expect(await sums()).toEqual({ spent: 0, reserved: 0, unsettled: 0 });
    expect(await total()).toMatchObject({ attempts: 1, failed: 1 });
  });

  it('count a call once, however often it is settled and by whom', async () => {
    await budgets.put(tenantId, 'tenant', tenantId, limit(1_000));
    const booked = await spending[0].reserve({ tenantId }, planned(500));
    const budgetless = await spending[0].reserve({ tenantId: `${tenantId}-other` }, planned(500));
    expect(budgetless.isBooked).toBe(false);
    await Promise.all([0, 1, 0, 1].map((one) => spending[one as 0 | 1].settle({ tenantId }, booked, attempt(20))));
    await spending[0].release({ tenantId }, booked);
    expect(await sums()).toEqual({ spent: 20, reserved: 0, unsettled: 0 });
    expect(await total()).toMatchObject({ attempts: 1, costMicroUsd: 20 });
    tenantId = `${tenantId}-other`;
    await Promise.all([0, 1].map((one) => spending[one as 0 | 1].settle({ tenantId }, budgetless, attempt(20))));
    expect(await total()).toMatchObject({ attempts: 1, costMicroUsd: 20 });
  });

  it('hold a lease that ran out as unsettled, until its call says after all what it cost', async () => {
    await budgets.put(tenantId, 'tenant', tenantId, limit(1_000));
    const [known, unknown] = [
      await spending[0].reserve({ tenantId }, planned(400, 1)),
      await spending[0].reserve({ tenantId }, planned(300, 1)),
    ];
    while ((await sums()).reserved > 0); // until Redis' clock has moved; the test's time limit bounds it
    expect(await sums()).toEqual({ spent: 0, reserved: 0, unsettled: 700 });
    expect((await refusalOf(spending[0].reserve({ tenantId }, planned(301)))).code).toBe('budget-exceeded');
    await spending[1].settle({ tenantId }, known, attempt(150));
    await spending[1].settle({ tenantId }, unknown, attempt(null));
    expect(await sums()).toEqual({ spent: 150, reserved: 0, unsettled: 300 });
    await spending[1].settle({ tenantId }, known, attempt(150));
    expect(await sums()).toEqual({ spent: 150, reserved: 0, unsettled: 300 });
  });

  it('begin anew when their period ends, but for calls under way', async () => {
    await budgets.put(tenantId, 'tenant', tenantId, limit(1_000, { period: 'month' }));
    const spent = await spending[0].reserve({ tenantId }, planned(300));
    const unsettled = await spending[0].reserve({ tenantId }, planned(200));
    const underWay = await spending[0].reserve({ tenantId }, planned(100));
    await spending[0].settle({ tenantId }, spent, attempt(250));
    await spending[0].settle({ tenantId }, unsettled, attempt(null));
    expect(await sums()).toEqual({ spent: 250, reserved: 100, unsettled: 200 });
    const { resetsAtMs } = await tenantBudget();
    // As if the month had ended: its clock is Redis', which a test cannot turn.
    await clients[0].run((redis) => redis.hset(`${budgetsKey(tenantId)}:state:tenant:${tenantId}`, 'rolls_at', 1));
    expect(await sums()).toEqual({ spent: 0, reserved: 100, unsettled: 0 });
    expect((await tenantBudget()).resetsAtMs).toBe(resetsAtMs);
    await spending[0].settle({ tenantId }, underWay, attempt(90));
    expect(await sums()).toEqual({ spent: 90, reserved: 0, unsettled: 0 });
  });

  it('end their periods where the UTC calendar does', async () => {
    const source = readFileSync(join(__dirname, '../../src/models/cost/budgets/period-end.lua'), 'utf8');
    const script = `${source}\nreturn period_end(ARGV[1], tonumber(ARGV[2]))`;
    const at = fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2120, 0, 1) });
    await fc.assert(
      fc.asyncProperty(at, async (atMs) => {
        const date = new Date(atMs);
        const end = (period: string) => clients[0].run((redis) => redis.eval(script, 0, period, atMs));
        expect(await end('month')).toBe(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1));
        expect(await end('day')).toBe((Math.floor(atMs / DAY_MS) + 1) * DAY_MS);
        expect(await end('total')).toBe(0);
      }),
      { numRuns: 500 },
    );
  });

  it('are gone when deleted, with what calls under way had booked', async () => {
    await budgets.put(tenantId, 'tenant', tenantId, limit(1_000));
    const reservation = await spending[0].reserve({ tenantId }, planned(400));
    expect(await budgets.delete(tenantId, 'tenant', tenantId)).toBe(true);
    expect(await budgets.delete(tenantId, 'tenant', tenantId)).toBe(false);
    expect(await budgets.find(tenantId, 'tenant', tenantId)).toBeUndefined();
    expect((await spending[0].reserve({ tenantId }, planned(5_000))).isBooked).toBe(false);
    await budgets.put(tenantId, 'tenant', tenantId, limit(500));
    await spending[0].settle({ tenantId }, reservation, attempt(300));
    expect(await sums()).toEqual({ spent: 0, reserved: 0, unsettled: 0 });
    expect(await total()).toMatchObject({ costMicroUsd: 300 });
    await budgets.delete(tenantId, 'tenant', tenantId);
    expect(await clients[0].run((redis) => redis.keys(`${budgetsKey(tenantId)}*`))).toEqual([]);
  });

  it('keep what is spent when they are put again, whatever the new limit', async () => {
    await budgets.put(tenantId, 'tenant', tenantId, limit(1_000));
    const reservation = await spending[0].reserve({ tenantId }, planned(400));
    await spending[0].settle({ tenantId }, reservation, attempt(350));
    await spending[0].reserve({ tenantId }, planned(100));
    const changed = await budgets.put(tenantId, 'tenant', tenantId, limit(300, { period: 'day', onExceeded: 'cheapest' }));
    expect(changed).toMatchObject({ limitMicroUsd: 300, period: 'day', onExceeded: 'cheapest', spentMicroUsd: 350, reservedMicroUsd: 100 });
    expect((changed.resetsAtMs ?? 0) % DAY_MS).toBe(0);
    await refusalOf(spending[0].reserve({ tenantId }, planned(1)));
  });

  it('refuse more calls under way than they can hold', async () => {
    await budgets.put(tenantId, 'tenant', tenantId, limit(USD));
    const leases = Array.from({ length: 10_000 }, (_unused, i) => [Date.now() + LEASE_MS, `other:${i}:1`]).flat();
    await clients[0].run((redis) => redis.zadd(`${budgetsKey(tenantId)}:leases:tenant:${tenantId}`, ...leases));
    const error = await refusalOf(spending[0].reserve({ tenantId }, planned(1)));
    expect(error.detail).toMatch(/too many calls are under way.*openai\/gpt-5/);
  });

  it('come to the same as a plain book does, whatever is done to them in whichever order', async () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('reserve' as const), amount: fc.integer({ min: 1, max: 400 }), user: fc.constantFrom('ada', 'bob') }),
      fc.record({ kind: fc.constantFrom('settle' as const, 'unknown' as const, 'release' as const), which: fc.nat(20), part: fc.nat(100) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        tenantId = `tenant${(tenants += 1)}`;
        const limits: Record<string, number> = { tenant: 1_000, ada: 600, bob: 600 };
        await budgets.put(tenantId, 'tenant', tenantId, limit(1_000));
        for (const user of ['ada', 'bob']) await budgets.put(tenantId, 'user', user, limit(600));
        const book: Record<string, { spent: number; reserved: number; unsettled: number }> = {};
        for (const name of Object.keys(limits)) book[name] = { spent: 0, reserved: 0, unsettled: 0 };
        const of = (name: string) => book[name] as { spent: number; reserved: number; unsettled: number };
        const taken = (name: string) => of(name).spent + of(name).reserved + of(name).unsettled;
        const open: { reservation: Reservation; user: string; amount: number }[] = [];
        for (const [index, one] of steps.entries()) {
          const process = spending[(index % 2) as 0 | 1];
          if (one.kind === 'reserve') {
            const fits = ['tenant', one.user].every((name) => taken(name) + one.amount <= (limits[name] as number));
            const reserved = process.reserve({ tenantId, userId: one.user }, planned(one.amount));
            if (!fits) await refusalOf(reserved);
            else {
              open.push({ reservation: await reserved, user: one.user, amount: one.amount });
              for (const name of ['tenant', one.user]) of(name).reserved += one.amount;
            }
            continue;
          }
          const [call] = open.splice(one.which % Math.max(1, open.length), 1);
          if (call === undefined) continue;
          const { reservation, user, amount } = call;
          const cost = Math.floor((amount * one.part) / 100);
          if (one.kind === 'release') await process.release({ tenantId, userId: user }, reservation);
          else await process.settle({ tenantId, userId: user }, reservation, attempt(one.kind === 'unknown' ? null : cost));
          for (const name of ['tenant', user]) {
            of(name).reserved -= amount;
            if (one.kind === 'settle') of(name).spent += cost;
            if (one.kind === 'unknown') of(name).unsettled += amount;
          }
        }
        expect(await sums()).toEqual(of('tenant'));
        for (const user of ['ada', 'bob']) {
          const { spent, reserved, unsettled } = of(user);
          const counted = { spentMicroUsd: spent, reservedMicroUsd: reserved, unsettledMicroUsd: unsettled };
          expect(await budgets.find(tenantId, 'user', user)).toMatchObject(counted);
        }
        expect((await total()).costMicroUsd).toBe(of('tenant').spent);
      }),
      { numRuns: 60 },
    );
  });

  it('are bounded in number', async () => {
    const names = Array.from({ length: 10_000 }, (_unused, i) => `user:u${i}`);
    await clients[0].run((redis) => redis.sadd(budgetsKey(tenantId), ...names));
    const error = await budgets.put(tenantId, 'tenant', tenantId, limit(1)).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ kind: 'conflict', code: 'too-many-budgets' });
    expect(error).toBeInstanceOf(MeshError);
  });
});
