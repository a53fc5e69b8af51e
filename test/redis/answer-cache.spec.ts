import { Logger } from '@nestjs/common';
import { MeshError } from '../../src/errors';
import { AnswerCache } from '../../src/models/cache/answer-cache';
import type { CacheOutcome } from '../../src/models/cache/cache-finding';
import type { GenerateAnswer, GenerateRequest } from '../../src/models/generate';
import { ModelsConfig } from '../../src/models/models.config';
import { type RedisClient } from '../../src/redis';
import { RetentionPeriods } from '../../src/tenants';
import { RedisServer } from '../redis-server';
import { connectedClient } from './clients';

const scope = { tenantId: 'acme' };
const never = new AbortController().signal;
const requestOf = (content: string, more: Partial<GenerateRequest> = {}): GenerateRequest => ({
  messages: [{ role: 'user', content }],
  format: { type: 'text' },
  ...more,
});
const answerOf = (text: string, more: Partial<GenerateAnswer> = {}): GenerateAnswer => {
  const usage = { inputTokens: 7, outputTokens: 3, cachedTokens: 0, reasoningTokens: 0 };
  const attempt = { provider: 'openai' as const, model: 'gpt', outcome: 'answered', latencyMs: 5, usage, costMicroUsd: 12 };
  return {
    text,
    finishReason: 'stop',
    provider: 'openai',
    model: 'gpt',
    attempts: [attempt],
    usage,
    costMicroUsd: 12,
    cached: false,
    decision: () => ({
      requested: null,
      complexity: { level: 'LOW', score: 0, source: 'estimated', features: {} },
      temperature: { value: null, source: 'none', reason: '' },
      candidates: [],
      reason: 'cheapest that is up to it',
    }),
    ...more,
  };
};

/** A call to a model that the test ends; `begun` resolves when it was made. */
class Call {
  calls = 0;
  aborted = false;
  private begin: () => void = () => undefined;
  readonly begun = new Promise<void>((resolve) => (this.begin = resolve));
  private end!: (answer: GenerateAnswer) => void;
  private fail!: (error: Error) => void;
  private readonly result = new Promise<GenerateAnswer>((resolve, reject) => {
    this.end = resolve;
    this.fail = reject;
  });

  readonly produce = (signal: AbortSignal): Promise<GenerateAnswer> => {
    this.calls += 1;
    signal.addEventListener('abort', () => {
      this.aborted = true;
      this.fail(new Error('aborted'));
    });
    this.begin();
    return this.result;
  };

  answer(answer: GenerateAnswer): void {
    this.end(answer);
  }

  reject(error: Error): void {
    this.fail(error);
  }
}

describe('AnswerCache', () => {
  let server: RedisServer;
  let redis: RedisClient;
  let otherRedis: RedisClient;
  const clients: RedisClient[] = [];

  const connect = async (): Promise<RedisClient> => {
    const client = await connectedClient(server);
    clients.push(client);
    return client;
  };
  const cacheOn = (client: RedisClient, cacheTtlSeconds = 60) =>
    new AnswerCache(Object.assign(new ModelsConfig(), { cacheTtlSeconds }), new RetentionPeriods(client), client);
  const outcomesOf = (cache: AnswerCache): CacheOutcome[] => {
    const outcomes: CacheOutcome[] = [];
    cache.listen((outcome) => outcomes.push(outcome));
    return outcomes;
  };

  beforeAll(async () => {
    Logger.overrideLogger(false);
    server = await RedisServer.start();
    redis = await connect();
    otherRedis = await connect();
  });
  afterAll(async () => {
    for (const client of clients) client.onApplicationShutdown();
    await server.remove();
  });
  beforeEach(async () => {
    await redis.run((r) => r.flushall());
  });

  describe('exact', () => {
    it('answers the same request for nothing, and says so', async () => {
      const cache = cacheOn(redis);
      const outcomes = outcomesOf(cache);
      const json = { a: [1] };
      const first = await cache.through(scope, requestOf('hello'), never, async () => answerOf('hi', { json }));
      expect(first).toMatchObject({ cached: false, costMicroUsd: 12 });
      const second = await cacheOn(otherRedis).through(scope, requestOf(' hello\n'), never, () => Promise.reject(new Error('asked')));
      expect(second).toMatchObject({ text: 'hi', json, cached: 'exact', costMicroUsd: 0, attempts: [], provider: 'openai', model: 'gpt' });
      expect(second.usage).toEqual({ inputTokens: 0, outputTokens: 0, cachedTokens: 0, reasoningTokens: 0 });
      expect(second.decision().reason).toMatch(/^the cache had the answer .* 0 s old; .*: cheapest that is up to it$/);
      expect(await cache.find(scope, requestOf('hello'))).toMatchObject({ outcome: 'exact', answer: { text: 'hi', costMicroUsd: 0 } });
      expect(outcomes).toEqual(['miss', 'exact']);
    });

    it('keeps what a stream brought', async () => {
      const cache = cacheOn(redis);
      expect(await cache.find(scope, requestOf('hello'))).toEqual({ outcome: 'miss' });
      await cache.keep(scope, requestOf('hello'), answerOf('hi'));
      expect(await cache.find(scope, requestOf('hello'))).toMatchObject({ outcome: 'exact', answer: { text: 'hi' } });
    });

    it('never shows an answer to another tenant', async () => {
      const cache = cacheOn(redis);
      await cache.keep(scope, requestOf('hello', { cache: 'similar', temperature: 0 }), answerOf('secret'));
      for (const mode of ['exact', 'similar'] as const) {
        const request = requestOf('hello', { cache: mode, temperature: 0 });
        expect(await cache.find({ tenantId: 'other' }, request)).toEqual({ outcome: 'miss' });
      }
      const call = new Call();
      const mine = cache.through(scope, requestOf('now'), never, call.produce);
      await call.begun;
      const theirs = await cache.through({ tenantId: 'other' }, requestOf('now'), never, async () => answerOf('theirs'));
      call.answer(answerOf('mine'));
      expect([(await mine).text, theirs.text]).toEqual(['mine', 'theirs']);
    });

    it.each([
      ['cut', answerOf('hi', { finishReason: 'length' })],
      ['filtered', answerOf('hi', { finishReason: 'content_filter' })],
      ['too long', answerOf('é'.repeat(140_000))],
      ['of the sandbox', answerOf('hi', { provider: 'sandbox' })],
      ['from the cache itself', answerOf('hi', { cached: 'exact' })],
    ])('keeps no answer that is %s', async (_what, answer) => {
      const cache = cacheOn(redis);
      await cache.through(scope, requestOf('hello'), never, async () => answer);
      await cache.keep(scope, requestOf('hello'), answer);
      expect(await cache.find(scope, requestOf('hello'))).toEqual({ outcome: 'miss' });
      expect(await redis.run((r) => r.zcard('mesh:{acme}:answers'))).toBe(0);
    });

    it('does nothing where it is off', async () => {
      const ask = async () => answerOf('hi');
      await cacheOn(redis).through(scope, requestOf('hello', { cache: 'off' }), never, ask);
      await cacheOn(redis, 0).through(scope, requestOf('hello'), never, ask);
      await cacheOn(redis).keep(scope, requestOf('hello', { cache: 'off' }), answerOf('hi'));
      expect(await cacheOn(redis).find(scope, requestOf('hello', { cache: 'off' }))).toEqual({ outcome: 'off' });
      expect(await redis.run((r) => r.dbsize())).toBe(0);
    });

    it('gives every key a life', async () => {
      const cache = cacheOn(redis, 60);
      await cache.through(scope, requestOf('what is a good tagline', { cache: 'similar', temperature: 0 }), never, async () =>
        answerOf('hi'),
      );
      await cache.through(scope, requestOf('cut'), never, async () => answerOf('h', { finishReason: 'length' }));
      const call = new Call();
      const pending = cache.through(scope, requestOf('pending'), never, call.produce);
      await call.begun;
      const keys = await redis.run((r) => r.keys('*'));
      expect(keys).toHaveLength(5);
      for (const key of keys) {
        const lifeMs = await redis.run((r) => r.pttl(key));
        expect(lifeMs).toBeGreaterThan(0);
        expect(lifeMs).toBeLessThanOrEqual(60_000);
      }
      call.answer(answerOf('done'));
      await pending;
    });

    it('keeps the newest 10,000 answers of a tenant', async () => {
      const cache = cacheOn(redis);
      const request = (i: number) => requestOf(`please write tagline number ${i}`, { cache: 'similar', temperature: 0 });
      for (let start = 0; start < 10_050; start += 201) {
        await Promise.all(Array.from({ length: 201 }, (_unused, i) => cache.keep(scope, request(start + i), answerOf(`${start + i}`))));
      }
      expect(await redis.run((r) => r.zcard('mesh:{acme}:answers'))).toBe(10_000);
      // Each of these has a bucket of its own, which goes with it; the index is one more key.
      expect(await redis.run((r) => r.dbsize())).toBe(20_001);
      expect(await cache.find(scope, request(10_049))).toMatchObject({ outcome: 'exact' });
      expect(await cache.find(scope, request(0))).toEqual({ outcome: 'miss' });
    });
  });

  describe('identical requests at the same time', () => {
    it('share one call, which one of them pays', async () => {
      const cache = cacheOn(redis);
      const call = new Call();
      const all = Array.from({ length: 64 }, () => cache.through(scope, requestOf('hello'), never, call.produce));
      await call.begun;
      call.answer(answerOf('hi', { json: { list: [] } }));
      const answers = await Promise.all(all);
      expect(call.calls).toBe(1);
      expect(answers.filter(({ costMicroUsd, cached }) => costMicroUsd === 12 && cached === false)).toHaveLength(1);
      expect(answers.filter(({ costMicroUsd, cached }) => costMicroUsd === 0 && cached === 'exact')).toHaveLength(63);
      expect(new Set(answers.map(({ json }) => json)).size).toBe(64);
    });

    it('share one call over replicas', async () => {
      const caches = [cacheOn(redis), cacheOn(otherRedis)];
      const call = new Call();
      const all = Array.from({ length: 64 }, (_unused, i) => caches[i % 2]!.through(scope, requestOf('hello'), never, call.produce));
      await call.begun;
      call.answer(answerOf('hi'));
      const answers = await Promise.all(all);
      expect(call.calls).toBe(1);
      expect(answers.reduce((sum, { costMicroUsd }) => sum + (costMicroUsd ?? 0), 0)).toBe(12);
    });

    it('let the next replica lead when the first one fails', async () => {
      const first = new Call();
      const second = new Call();
      const leading = cacheOn(redis).through(scope, requestOf('hello'), never, first.produce);
      await first.begun;
      const following = cacheOn(otherRedis).through(scope, requestOf('hello'), never, second.produce);
      first.reject(new MeshError('unavailable', 'provider-chain-exhausted', 'no'));
      await expect(leading).rejects.toMatchObject({ code: 'provider-chain-exhausted' });
      await second.begun;
      second.answer(answerOf('hi'));
      expect(await following).toMatchObject({ text: 'hi', cached: false, costMicroUsd: 12 });
    });

    it('let the next replica lead when the first one was killed', async () => {
      const first = new Call();
      const dying = await connect();
      void cacheOn(dying)
        .through(scope, requestOf('hello'), never, first.produce)
        .catch(() => undefined);
      await first.begun;
      dying.onApplicationShutdown();
      const answer = await cacheOn(redis).through(scope, requestOf('hello'), never, async () => answerOf('hi'));
      expect(answer).toMatchObject({ text: 'hi', cached: false });
      first.answer(answerOf('late'));
    });

    it('keep the lease as long as the call takes', async () => {
      const call = new Call();
      const leading = cacheOn(redis).through(scope, requestOf('hello'), never, call.produce);
      await call.begun;
      const key = (await redis.run((r) => r.keys('*flight*')))[0]!;
      const lifeMs = () => redis.run((r) => r.pttl(key));
      for (let last = await lifeMs(), now = last; now <= last; now = await lifeMs()) last = now;
      call.answer(answerOf('hi'));
      await leading;
      expect(await redis.run((r) => r.exists(key))).toBe(0);
    });

    it('do not queue up behind an answer that is not kept', async () => {
      const first = new Call();
      const leading = cacheOn(redis).through(scope, requestOf('hello'), never, first.produce);
      await first.begun;
      const calls = [new Call(), new Call()];
      const following = calls.map((call) => cacheOn(otherRedis).through(scope, requestOf('hello'), never, call.produce));
      first.answer(answerOf('h', { finishReason: 'length' }));
      await Promise.all(calls.map(({ begun }) => begun)); // both before either has ended
      for (const call of calls) call.answer(answerOf('whole'));
      expect((await Promise.all(following)).map(({ text }) => text)).toEqual(['whole', 'whole']);
      expect((await leading).text).toBe('h');
    });

    it('wait no longer than their own deadline for another replica', async () => {
      const call = new Call();
      const leading = cacheOn(redis).through(scope, requestOf('hello'), never, call.produce);
      await call.begun;
      const following = cacheOn(otherRedis).through(scope, requestOf('hello', { timeoutMs: 60 }), never, call.produce);
      await expect(following).rejects.toMatchObject({ code: 'provider-chain-exhausted' });
      call.answer(answerOf('hi'));
      await leading;
      expect(call.calls).toBe(1);
    });

    it('go on when one of them leaves, even the first, and end with the last', async () => {
      const cache = cacheOn(redis);
      const call = new Call();
      const leavers = [new AbortController(), new AbortController(), new AbortController()];
      const join = ({ signal }: AbortController) => cache.through(scope, requestOf('hello'), signal, call.produce);
      const [first, second, third] = leavers.map(join);
      await call.begun;
      leavers[0]!.abort();
      await expect(first).rejects.toMatchObject({ code: 'generate-cancelled' });
      leavers[1]!.abort();
      await expect(second).rejects.toMatchObject({ code: 'generate-cancelled' });
      expect(call.aborted).toBe(false);
      leavers[2]!.abort();
      await expect(third).rejects.toMatchObject({ code: 'generate-cancelled' });
      expect(call.aborted).toBe(true);
      expect(await cache.through(scope, requestOf('hello'), never, async () => answerOf('hi'))).toMatchObject({
        text: 'hi',
        cached: false,
      });
    });

    it('give the answer to those who stay when the first one leaves', async () => {
      const cache = cacheOn(redis);
      const call = new Call();
      const leaver = new AbortController();
      const first = cache.through(scope, requestOf('hello'), leaver.signal, call.produce);
      const second = cache.through(scope, requestOf('hello'), never, call.produce);
      await call.begun;
      leaver.abort();
      await expect(first).rejects.toMatchObject({ code: 'generate-cancelled' });
      call.answer(answerOf('hi'));
      expect(await second).toMatchObject({ text: 'hi', cached: 'exact', costMicroUsd: 0 });
    });
  });

  describe('similar', () => {
    const similar = (content: string, more: Partial<GenerateRequest> = {}) =>
      requestOf(content, { cache: 'similar', temperature: 0.2, ...more });
    const known = 'Could you please write a summary of the report for the board?';
    const alike = 'Write a summary of the report for the board, please.';

    it('answers a request that asks the same in other words, over replicas', async () => {
      await cacheOn(redis).through(scope, similar(known), never, async () => answerOf('hi'));
      const cache = cacheOn(otherRedis);
      const outcomes = outcomesOf(cache);
      const answer = await cache.through(scope, similar(alike), never, () => Promise.reject(new Error('asked')));
      expect(answer).toMatchObject({ text: 'hi', cached: 'similar', costMicroUsd: 0, attempts: [] });
      expect(answer.decision().reason).toMatch(/very similar request/);
      expect(await cache.find(scope, similar(alike))).toMatchObject({ outcome: 'similar' });
      expect(outcomes).toEqual(['similar', 'similar']);
      // The claim was given up: who wants the exact answer asks at once.
      expect(await cache.through(scope, requestOf(alike, { temperature: 0.2 }), never, async () => answerOf('own'))).toMatchObject({
        text: 'own',
      });
    });

    it.each<[string, Partial<GenerateRequest>]>([
      ['another system prompt', { system: 'Be brief.' }],
      ['another model', { model: 'gpt-4o' }],
      ['another provider', { provider: 'openai' }],
      ['another format', { format: { type: 'json_object' } }],
      ['another temperature', { temperature: 0.3 }],
      ['the exact answer only', { cache: 'exact' }],
      ['tools', { tools: [{ name: 'f', parameters: {} }] }],
      ['a high temperature', { temperature: 0.8 }],
      ['no temperature', { temperature: undefined }],
      [
        'an earlier turn',
        {
          messages: [
            { role: 'assistant', content: 'Hello.' },
            { role: 'user', content: alike },
          ],
        },
      ],
      ['a negation', { messages: [{ role: 'user', content: alike.replace('Write', 'Do not write') }] }],
    ])('does not answer one with %s', async (_what, more) => {
      const cache = cacheOn(redis);
      await cache.keep(scope, similar(known), answerOf('hi'));
      expect(await cache.find(scope, similar(alike, more))).toEqual({ outcome: 'miss' });
    });

    it.each<[string, Partial<GenerateRequest>]>([
      ['tools', { tools: [{ name: 'f', parameters: {} }] }],
      ['a high temperature', { temperature: 0.8 }],
      ['no temperature', { temperature: undefined }],
    ])('gives the answer to one with %s to the same request only', async (_what, more) => {
      const cache = cacheOn(redis);
      await cache.keep(scope, similar(known, more), answerOf('hi'));
      expect(await cache.find(scope, similar(alike, more))).toEqual({ outcome: 'miss' });
      expect(await cache.find(scope, similar(known, more))).toMatchObject({ outcome: 'exact' });
    });

    it('goes by the task type where there is no temperature', async () => {
      const cache = cacheOn(redis);
      for (const taskType of ['summary', 'copywriting'] as const) {
        await cache.keep(scope, similar(known, { temperature: undefined, taskType }), answerOf('hi'));
      }
      const find = async (taskType: GenerateRequest['taskType']) =>
        (await cache.find(scope, similar(alike, { temperature: undefined, taskType }))).outcome;
      expect([await find('summary'), await find('copywriting')]).toEqual(['similar', 'miss']);
    });

    it('compares at most the 200 newest of a bucket', async () => {
      const cache = cacheOn(redis);
      for (let i = 1; i <= 205; i += 1) await cache.keep(scope, similar(`write about ${'la'.repeat(i)}`), answerOf('hi'));
      const bucket = (await redis.run((r) => r.keys('*bucket*')))[0]!;
      expect(await redis.run((r) => r.zcard(bucket))).toBe(200);
    });
  });

  describe('without Redis', () => {
    it('goes on within one deadline when it stands still, at no cost from then on, and says so once', async () => {
      const own = await RedisServer.start();
      const client = await connectedClient(own);
      clients.push(client);
      const cache = cacheOn(client);
      const outcomes = outcomesOf(cache);
      const warn = jest.spyOn(Logger.prototype, 'warn');
      own.freeze();
      const timed = async (content: string) => {
        const start = performance.now();
        expect(await cache.through(scope, requestOf(content), never, async () => answerOf('hi'))).toMatchObject({
          text: 'hi',
          cached: false,
        });
        return performance.now() - start;
      };
      expect(await timed('one')).toBeLessThan(1_900);
      expect(await timed('two')).toBeLessThan(1_000); // not the deadline of another command
      await cache.keep(scope, requestOf('one'), answerOf('hi'));
      expect(await cache.find(scope, requestOf('one'))).toEqual({ outcome: 'unavailable' });
      expect(outcomes).toEqual(['unavailable', 'unavailable', 'unavailable']);
      expect(warn.mock.calls.filter(([, message]) => String(message).startsWith('answer cache'))).toHaveLength(1);
      warn.mockRestore();
      own.thaw();
      await own.remove();
      expect(await timed('three')).toBeLessThan(1_900);
    });
  });
});
