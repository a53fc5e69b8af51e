import { Logger } from '@nestjs/common';
import * as fc from 'fast-check';
import type { AskModel, GenerateAnswer, ModelAttempt } from '../../src/models';
import type { RedisClient } from '../../src/redis';
import { StepJournal } from '../../src/coordinator/journal/step-journal';
import { journalKey, TaskJournal } from '../../src/coordinator/journal/task-journal';
import { TaskLives } from '../../src/coordinator/workflow/task-lives';
import { TaskStore } from '../../src/coordinator/workflow/task.store';
import { RetentionPeriods } from '../../src/tenants';
import { RedisServer } from '../redis-server';
import { until } from '../until';
import { connectedClient } from './clients';

/** A command to Redis is given up after 1,500 ms, and tried again 100 ms later. */
const AFTER_THE_DEADLINE_MS = 1_550;
const SCHEMA = { type: 'object', properties: { text: { type: 'string' } } };
const QUESTION = { name: 'pieces', schema: SCHEMA };
const USAGE = { inputTokens: 10, outputTokens: 5, cachedTokens: 2, reasoningTokens: 1 };
const DECISION = { requested: null, reason: 'first of the chain' } as unknown as ReturnType<GenerateAnswer['decision']>;

/** A model that is paid for every answer, and says how often it was asked. */
class PaidModel {
  asked = 0;
  constructor(
    private readonly costMicroUsd: number | null = 300,
    private readonly padding = '',
  ) {}

  readonly answer: AskModel = async (paid) => {
    this.asked += 1;
    const text = `answer ${this.asked}${this.padding}`;
    const attempt = this.attempt('answered');
    paid.push(attempt);
    const { usage, costMicroUsd } = { usage: USAGE, costMicroUsd: this.costMicroUsd };
    const who = { provider: 'openai' as const, model: 'gpt', attempts: [attempt], decision: () => DECISION, cached: false as const };
    return { ...who, text, json: { text }, finishReason: 'stop', usage, costMicroUsd };
  };

  readonly fail: AskModel = async (paid) => {
    this.asked += 1;
    paid.push(this.attempt('invalid-output'));
    throw new Error('no valid answer');
  };

  private attempt(outcome: string): ModelAttempt {
    return { provider: 'openai', model: 'gpt', outcome, latencyMs: 1, usage: USAGE, costMicroUsd: this.costMicroUsd };
  }
}

describe('the journal of a task', () => {
  let server: RedisServer;
  let redis: RedisClient;
  let tasks: TaskStore;
  let journal: TaskJournal;
  let ref: { tenantId: string; networkId: string; taskId: string };
  let count = 0;

  beforeAll(async () => {
    Logger.overrideLogger(false); // outages are part of this
    server = await RedisServer.start();
    redis = await connectedClient(server);
    tasks = new TaskStore(redis, new TaskLives(new RetentionPeriods(redis)));
    journal = new TaskJournal(redis);
  });
  afterAll(async () => {
    redis.onApplicationShutdown();
    await server.remove();
  });
  const submit = async () => {
    ref = { tenantId: 'tenant', networkId: 'network_a', taskId: `task_${(count += 1)}` };
    const document = { task: 'x', context: {}, priority: 5, timeoutSeconds: 60, maxIterations: 10, createdBy: 'u' };
    await tasks.submit(ref, document, 'queued', Date.now());
  };
  beforeEach(submit);

  const first = (generation = 1) => new StepJournal(journal, { ref, stepId: 'write', generation }, { mayHoldAnswers: false });
  const resumed = (generation = 1) => new StepJournal(journal, { ref, stepId: 'write', generation }, { mayHoldAnswers: true });
  const counted = async () => {
    const task = await tasks.find(ref);
    return { costMicroUsd: task?.costMicroUsd, input: task?.usage.input_tokens };
  };

  it('gives an attempt that takes a step up again the whole answer that was paid, and counts it once', async () => {
    const model = new PaidModel();
    const before = first();
    const answer = await before.through(QUESTION, model.answer);
    expect(await counted()).toEqual({ costMicroUsd: 300, input: 10 });

    const after = resumed();
    const replayed = await after.through(QUESTION, model.answer);
    expect(model.asked).toBe(1);
    expect({ ...replayed, decision: replayed.decision() }).toEqual({ ...answer, decision: DECISION });
    expect(await counted()).toEqual({ costMicroUsd: 300, input: 10 });
    expect([before.spent, after.spent]).toEqual([before.spent, { costMicroUsd: 300, usage: USAGE }]);
  });

  it('tells questions of one name apart by the order in which they were asked, though all are under way at once', async () => {
    const model = new PaidModel();
    const pending: (() => void)[] = [];
    const inReverse: AskModel = async (paid) => {
      await new Promise<void>((resolve) => pending.push(resolve));
      return model.answer(paid);
    };
    const before = first();
    const asked = [1, 2, 3].map(() => before.through(QUESTION, inReverse));
    for (const answer of pending.reverse()) answer();
    const texts = (await Promise.all(asked)).map(({ text }) => text);
    expect(texts).toEqual(['answer 3', 'answer 2', 'answer 1']);

    const after = resumed();
    const replayed = await Promise.all([1, 2, 3].map(() => after.through(QUESTION, model.answer)));
    expect(replayed.map(({ text }) => text)).toEqual(texts);
    expect(model.asked).toBe(3);
    expect((await after.through(QUESTION, model.answer)).text).toBe('answer 4');
  });

  it('asks anew in a new generation, and for another schema', async () => {
    const model = new PaidModel();
    await first().through(QUESTION, model.answer);
    expect((await resumed(2).through(QUESTION, model.answer)).text).toBe('answer 2');
    expect((await resumed().through({ name: 'pieces', schema: { type: 'object' } }, model.answer)).text).toBe('answer 3');
    expect((await resumed().through(QUESTION, model.answer)).text).toBe('answer 1');
    expect(await counted()).toEqual({ costMicroUsd: 900, input: 30 });
  });

  it('counts what two workers paid for one question, and both go on with the first answer', async () => {
    const model = new PaidModel();
    let wakeUp: () => void = () => undefined;
    const asleep = new Promise<void>((resolve) => (wakeUp = resolve));
    const zombie = first();
    const late = zombie.through(QUESTION, async (paid) => {
      await asleep;
      return model.answer(paid);
    });
    const winner = await resumed().through(QUESTION, model.answer);
    wakeUp();
    expect((await late).text).toBe(winner.text);
    expect(model.asked).toBe(2);
    expect(await counted()).toEqual({ costMicroUsd: 600, input: 20 });
    expect((await resumed().through(QUESTION, model.answer)).text).toBe(winner.text);
  });

  it('counts a question that came to nothing, and what ended only after it, once', async () => {
    const model = new PaidModel();
    const attempt = first();
    let paidLate: ModelAttempt[] = [];
    await expect(
      attempt.through(QUESTION, (paid) => {
        paidLate = paid;
        return model.fail(paid);
      }),
    ).rejects.toThrow('no valid answer');
    expect(await counted()).toEqual({ costMicroUsd: 300, input: 10 });
    await model.fail(paidLate).catch(() => undefined);
    await attempt.settle();
    await attempt.settle();
    expect(await counted()).toEqual({ costMicroUsd: 600, input: 20 });
    expect(attempt.spent.costMicroUsd).toBe(600);
  });

  it('counts nothing twice when a reply of Redis was lost and the same payment is written again', async () => {
    const spent = { costMicroUsd: 7, usage: USAGE };
    const payments = [
      { token: 'a'.repeat(16), field: 'write:1:pieces:1:x', answer: '{"first":1}', spent },
      { token: 'b'.repeat(16), field: 'write:1:pieces:1:x', answer: '{"second":2}', spent },
      { token: 'c'.repeat(16), field: 'write:1:pieces:2:x', answer: '', spent },
    ];
    for (const payment of [...payments, ...payments]) await journal.write(ref, payment);
    expect(await counted()).toEqual({ costMicroUsd: 21, input: 30 });
    expect(await journal.find(ref, 'write:1:pieces:1:x')).toBe('{"first":1}');
  });

  it('makes the cost of a task unknown when a price is', async () => {
    await first().through(QUESTION, new PaidModel(null).answer);
    expect(await counted()).toEqual({ costMicroUsd: null, input: 10 });
  });

  it('counts but does not keep an answer that is too large, one too many, or one of a task that has ended', async () => {
    const large = new PaidModel(300, 'x'.repeat(1_100_000));
    await first().through(QUESTION, large.answer);
    await resumed().through(QUESTION, large.answer);
    expect(large.asked).toBe(2);

    await redis.run((r) => r.hset(journalKey(ref), Object.fromEntries(Array.from({ length: 2_000 }, (_unused, i) => [`f${i}`, '1']))));
    const model = new PaidModel();
    await first().through(QUESTION, model.answer);
    expect(await redis.run((r) => r.hexists(journalKey(ref), 'f1999'))).toBe(1);
    await resumed().through(QUESTION, model.answer);
    expect(model.asked).toBe(2);

    await redis.run((r) => r.del(journalKey(ref)));
    await tasks.end(ref, 'cancelled', { error: { code: 'c', detail: 'd', retryable: false } }, 'task.cancelled', {});
    await first().through(QUESTION, model.answer);
    await resumed().through(QUESTION, model.answer);
    expect(model.asked).toBe(4);
    expect(await counted()).toEqual({ costMicroUsd: 6 * 300, input: 60 });
  });

  it('lives as long as its task, and writes nothing for one that is gone', async () => {
    await first().through(QUESTION, new PaidModel().answer);
    const [ofTask, ofJournal] = await redis.run((r) =>
      Promise.all([r.pttl(journalKey(ref).replace(/:journal$/, '')), r.pttl(journalKey(ref))]),
    );
    expect(Math.abs(ofTask - ofJournal)).toBeLessThan(1_000);
    await tasks.delete(ref);
    await redis.run((r) => r.del(journalKey(ref)));
    expect((await first().through(QUESTION, new PaidModel().answer)).text).toBe('answer 1');
    expect(await redis.run((r) => r.keys(`*${ref.taskId}*`))).toEqual([]);
  });

  it('reads nothing for an attempt that no other has gone before', async () => {
    const model = new PaidModel();
    await first().through(QUESTION, model.answer);
    expect((await first().through(QUESTION, model.answer)).text).toBe('answer 1');
    expect(model.asked).toBe(2);
  });

  it('holds whatever workers do at once and wherever they die: all that was paid is counted, and who goes on later agrees', async () => {
    const worker = fc.record({ questions: fc.integer({ min: 1, max: 4 }), diesAt: fc.option(fc.integer({ min: 0, max: 3 }), { nil: 9 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(worker, { minLength: 1, maxLength: 5 }), async (workers) => {
        await submit();
        const model = new PaidModel();
        const work = async ({ questions, diesAt }: { questions: number; diesAt: number }) => {
          const attempt = resumed();
          const texts: string[] = [];
          for (let n = 0; n < Math.min(questions, diesAt); n += 1) texts.push((await attempt.through(QUESTION, model.answer)).text);
          return texts;
        };
        const all = await Promise.all(workers.map(work));
        expect(await counted()).toMatchObject({ costMicroUsd: model.asked * 300 });
        const paid = model.asked;
        const longest = Math.max(...all.map((texts) => texts.length));
        const last = await work({ questions: longest, diesAt: 9 });
        expect(model.asked).toBe(paid);
        for (const texts of all) expect(texts).toEqual(last.slice(0, texts.length));
      }),
      { numRuns: 40 },
    );
  });

  describe('while Redis is away', () => {
    it('counts once what was written while Redis stood still and answered too late', async () => {
      const model = new PaidModel();
      await first().through(QUESTION, async (paid) => {
        server.freeze();
        setTimeout(() => server.thaw(), AFTER_THE_DEADLINE_MS);
        return model.answer(paid);
      });
      await until(() => redis.isReachable(1_000));
      expect((await resumed().through(QUESTION, model.answer)).text).toBe('answer 1');
      expect(await counted()).toEqual({ costMicroUsd: 300, input: 10 });
    });

    it('hands on what was paid all the same, and writes it down when it is asked to settle', async () => {
      const model = new PaidModel();
      const attempt = first();
      const answer = await attempt.through(QUESTION, async (paid) => {
        await server.down();
        return model.answer(paid);
      });
      expect(answer.text).toBe('answer 1');
      await server.up();
      await until(() => redis.isReachable(1_000));
      await attempt.settle();
      expect(await counted()).toEqual({ costMicroUsd: 300, input: 10 });
      expect((await resumed().through(QUESTION, model.answer)).text).toBe('answer 1');
    });

    it('pays for nothing that may have been paid before', async () => {
      const model = new PaidModel();
      await server.down();
      await expect(resumed().through(QUESTION, model.answer)).rejects.toMatchObject({ code: 'redis-unavailable', retryable: true });
      expect(model.asked).toBe(0);
      await server.up();
      await until(() => redis.isReachable(1_000));
      expect((await resumed().through(QUESTION, model.answer)).text).toBe('answer 1');
    });
  });
});
