import type { GenerateScope, ModelAttempt } from '../../src/models/generate';
import { DAY_MS, Ledger, type LedgerGroup } from '../../src/models/cost/ledger/ledger';
import { Spending } from '../../src/models/cost/spending/spending';
import type { RedisClient } from '../../src/redis';
import { RedisServer } from '../redis-server';
import { connectedClient } from './clients';

const GPT = { provider: 'openai' as const, model: 'gpt-5' };
const LLAMA = { provider: 'compatible' as const, model: 'meta-llama/llama-3' };

describe('the ledger', () => {
  let server: RedisServer;
  let client: RedisClient;
  let spending: Spending;
  let ledger: Ledger;
  beforeAll(async () => {
    server = await RedisServer.start();
    client = await connectedClient(server);
    spending = new Spending(client);
    ledger = new Ledger(client);
  });
  afterAll(async () => {
    client.onApplicationShutdown();
    await server.remove();
  });

  const today = () => Math.floor(Date.now() / DAY_MS);
  // Whichever side of midnight we are.
  const report = (tenantId: string, group: LedgerGroup) => ledger.report(tenantId, group, today() - 1, today() + 1);
  const rowsOf = async (tenantId: string, group: LedgerGroup) => {
    const { rows } = await report(tenantId, group);
    return Object.fromEntries(rows.map(({ id, attempts, costMicroUsd }) => [String(id), { attempts, costMicroUsd }]));
  };
  const count = async (scope: GenerateScope, attempt: Partial<ModelAttempt>): Promise<void> => {
    const whole = { ...GPT, outcome: 'answered', latencyMs: 1, usage: null, costMicroUsd: 0, ...attempt };
    await spending.settle(scope, await spending.reserve(scope, { ...whole, costMaxMicroUsd: 0, leaseMs: 1_000 }), whole);
  };

  it('tells what calls took by model, user, network, key and day', async () => {
    const usage = { inputTokens: 100, outputTokens: 20, cachedTokens: 60, reasoningTokens: 15 };
    await count({ tenantId: 'a', userId: 'ada', networkId: 'network_1', keyId: 'key_1' }, { usage, costMicroUsd: 1_000 });
    await count({ tenantId: 'a', userId: 'ada', keyId: 'key_2' }, { outcome: 'provider-timeout', costMicroUsd: null });
    await count({ tenantId: 'a', userId: 'bob', networkId: 'network_1' }, { ...LLAMA, usage, costMicroUsd: null });
    await count({ tenantId: 'a' }, { usage, costMicroUsd: 500 });
    await spending.recordCacheHit({ tenantId: 'a', userId: 'ada' }, GPT);
    await count({ tenantId: 'b', userId: 'ada' }, { usage, costMicroUsd: 7 });

    expect(await report('a', 'model')).toEqual({
      rows: [
        {
          id: 'openai/gpt-5',
          attempts: 3,
          answered: 2,
          failed: 1,
          cacheHits: 1,
          inputTokens: 200,
          outputTokens: 40,
          cachedTokens: 120,
          reasoningTokens: 30,
          costMicroUsd: 1_500,
          unknownCostAttempts: 1,
        },
        expect.objectContaining({ id: 'compatible/meta-llama/llama-3', attempts: 1, costMicroUsd: 0, unknownCostAttempts: 1 }),
      ],
      total: expect.objectContaining({ attempts: 4, answered: 3, failed: 1, cacheHits: 1, inputTokens: 300, costMicroUsd: 1_500 }),
    });
    expect(await rowsOf('a', 'user')).toEqual({
      ada: { attempts: 2, costMicroUsd: 1_000 },
      bob: { attempts: 1, costMicroUsd: 0 },
      null: { attempts: 1, costMicroUsd: 500 },
    });
    expect(await rowsOf('a', 'network')).toEqual({
      network_1: { attempts: 2, costMicroUsd: 1_000 },
      null: { attempts: 2, costMicroUsd: 500 },
    });
    expect(Object.keys(await rowsOf('a', 'key')).sort()).toEqual(['key_1', 'key_2', 'null']);
    const days = await report('a', 'day');
    expect(days.rows.map(({ attempts }) => attempts).reduce((sum, one) => sum + one)).toBe(4);
    for (const { id } of days.rows) expect(id).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(await rowsOf('b', 'user')).toEqual({ ada: { attempts: 1, costMicroUsd: 7 } });
  });

  it('sums over days, and reads none outside of them', async () => {
    const day = 20_000;
    for (const [offset, cost] of [
      [0, 1],
      [1, 10],
      [399, 100],
      [400, 1_000],
    ] as const) {
      await client.run((redis) => redis.hset(`mesh:{c}:ledger:${day + offset}:model`, 'openai/gpt-5', `1 0 0 0 0 0 0 0 ${cost}`));
    }
    expect((await ledger.report('c', 'model', day, day + 399)).rows).toEqual([expect.objectContaining({ attempts: 3, costMicroUsd: 111 })]);
    expect((await ledger.report('c', 'day', day + 1, day + 400)).rows.map(({ id, costMicroUsd }) => [id, costMicroUsd])).toEqual([
      ['2024-10-05', 10],
      ['2025-11-07', 100],
      ['2025-11-08', 1_000],
    ]);
  });

  it('keeps each day for 400 days, and at most 10,000 ids of it', async () => {
    const cost = { costMicroUsd: 1 };
    // Not all at once: the last of ten thousand would meet the deadline of a command on a busy machine.
    for (let from = 0; from < 10_050; from += 250) {
      const users = Array.from({ length: Math.min(250, 10_050 - from) }, (_unused, i) => `u${from + i}`);
      await Promise.all(users.map((userId) => count({ tenantId: 'd', userId }, cost)));
    }
    await count({ tenantId: 'd', userId: 'u0' }, cost);
    const { rows, total } = await report('d', 'user');
    expect(total).toMatchObject({ attempts: 10_051, costMicroUsd: 10_051 });
    expect(rows.length).toBeLessThanOrEqual(1_001);
    expect(rows.map(({ attempts }) => attempts).reduce((sum, one) => sum + one)).toBe(10_051);
    const keys = await client.run((redis) => redis.keys('mesh:{d}:*'));
    expect(keys.length).toBeGreaterThan(4);
    for (const key of keys) {
      const seconds = await client.run((redis) => redis.ttl(key));
      expect(seconds).toBeGreaterThan(86_000);
      expect(seconds).toBeLessThanOrEqual(400 * 86_400);
      if (key.endsWith(':user')) expect(await client.run((redis) => redis.hlen(key))).toBeLessThanOrEqual(10_001);
    }
  });

  it('takes no harm from what servers miscount', async () => {
    const usage = { inputTokens: -5, outputTokens: 1.5, cachedTokens: NaN, reasoningTokens: Infinity };
    await count({ tenantId: 'e' }, { usage, costMicroUsd: null });
    expect((await report('e', 'model')).total).toMatchObject({ attempts: 1, inputTokens: 0, outputTokens: 1, cachedTokens: 0 });
  });
});
