import { TaskJournal, newPayment } from '../../src/coordinator/journal/task-journal';
import { PausedNetworksStore } from '../../src/coordinator/control/paused-networks.store';
import { WorkerConfig } from '../../src/coordinator/schedule/worker.config';
import { TaskClaims } from '../../src/coordinator/workflow/task-claims';
import type { FinalStatus } from '../../src/coordinator/workflow/task';
import { TaskLives } from '../../src/coordinator/workflow/task-lives';
import type { RedisClient } from '../../src/redis';
import { RetentionPeriods } from '../../src/tenants';
import { allOfRedis, tracesIn } from '../all-of-redis';
import { RedisServer } from '../redis-server';
import { connectedClient } from './clients';
import { DrivenTask, FAILURE, type PlanSketch } from './driven-task';

const MONTH_MS = 30 * 86_400_000;
const DIAMOND: PlanSketch = { a: [[]], b: [['a']], c: [['a']], d: [['b', 'c']] };

describe('a task', () => {
  let server: RedisServer;
  let redis: RedisClient;
  beforeAll(async () => {
    server = await RedisServer.start();
    redis = await connectedClient(server);
  });
  afterAll(async () => {
    redis.onApplicationShutdown();
    await server.remove();
  });

  const start = (sketch: PlanSketch): Promise<DrivenTask> => DrivenTask.start(redis, sketch);
  const end = (task: DrivenTask, status: FinalStatus, by = '') =>
    task.tasks.end(
      task.ref,
      status,
      status === 'completed' ? { result: { summary: 'done' } } : { error: FAILURE },
      status === 'expired' ? 'task.failed' : `task.${status}`,
      {},
      by,
    );
  const deadLetters = (task: DrivenTask) => redis.run((r) => r.zrange(task.key('dead-letters'), 0, -1));

  it('runs in the order of its edges, and its events say so, with who did what', async () => {
    const task = await start(DIAMOND);
    expect(await task.claim('d')).toEqual({ why: 'settled' });
    await task.does('a', 'c', 'b', 'd');
    expect(await end(task, 'completed')).toBeGreaterThanOrEqual(0);
    expect(await task.told()).toEqual([
      ...['task.planned', 'task.started', 'step.started a', 'step.completed a', 'step.started c', 'step.completed c'],
      ...['step.started b', 'step.completed b', 'step.started d', 'step.completed d', 'task.completed'],
    ]);
    expect(new Set((await task.events()).map(({ by }) => by))).toEqual(new Set(['']));
    expect((await task.events())[2]?.details).toMatchObject({ agent_id: 'agent_writer', agent_type: 'content', attempt: 1 });
    const cancelled = await start(DIAMOND);
    await end(cancelled, 'cancelled', 'grace');
    expect((await cancelled.events()).at(-1)).toMatchObject({ event: 'task.cancelled', by: 'grace' });
  });

  it('cannot be completed while steps are left', async () => {
    const task = await start({ a: [[]] });
    expect(await end(task, 'completed')).toBeUndefined();
    await task.does('a');
    expect(await end(task, 'completed')).toBeGreaterThanOrEqual(0);
  });

  it('ends once, though fifty end it at the same time in every way', async () => {
    const task = await start({ a: [[]] });
    const claimed = await task.take('a');
    const ways = ['cancelled', 'failed', 'expired', 'completed'] as const;
    const [change, ...ended] = await Promise.all([
      task.complete('a', claimed),
      ...Array.from({ length: 50 }, (_unused, at) => end(task, ways[at % ways.length] as FinalStatus)),
    ]);
    expect(ended.filter((durationMs) => durationMs !== undefined)).toHaveLength(1);
    const { status, finishedMs } = await task.record();
    expect(ways).toContain(status);
    const told = await task.told();
    expect(told.filter((event) => /^task\.(completed|failed|cancelled)/.test(event))).toHaveLength(1);
    expect(told.includes('step.completed a')).toBe(!change.stopped);
    expect(await end(task, 'cancelled')).toBeUndefined();
    expect((await task.record()).finishedMs).toBe(finishedMs);
  });

  it('is among the dead letters from when it failed until it is taken up again', async () => {
    const task = await start({ a: [[]] });
    await end(task, 'expired');
    expect(await deadLetters(task)).toEqual([task.ref.taskId]);
    await task.tasks.retry(task.ref, 0, 'grace', {}, new Map([['a', 0]]));
    expect(await deadLetters(task)).toEqual([]);
    await end(task, 'cancelled');
    expect(await deadLetters(task)).toEqual([]);
  });

  describe('that is taken up again', () => {
    it('does the named steps anew and keeps the results of the others', async () => {
      const task = await start(DIAMOND);
      await task.does('a', 'b');
      const zombie = await task.take('c');
      await end(task, 'failed');
      expect((await task.record()).steps.get('c')?.status).toBe('cancelled');

      const change = await task.tasks.retry(
        task.ref,
        0,
        'grace',
        { from: 'c' },
        new Map([
          ['c', 0],
          ['d', 1],
        ]),
      );
      expect(change).toEqual({ stopped: false, left: 2, active: 1, ready: [{ stepId: 'c', attempts: 1 }] });
      expect(await task.counts()).toMatchObject({ counted: { left: 2, active: 1 }, true: { left: 2, active: 1 } });
      const record = await task.record();
      expect(record).toMatchObject({ status: 'running', run: 1, error: undefined, finishedMs: undefined });
      expect(record.steps.get('b')).toMatchObject({ status: 'completed', attempts: 1 });
      expect((await task.events()).slice(-2)).toEqual([
        { event: 'task.retried', step: '', by: 'grace', details: { from: 'c' } },
        { event: 'task.started', step: '', by: '', details: {} },
      ]);

      // Whoever worked on it before the end is too late, even before somebody else begins.
      expect(await task.complete('c', zombie)).toEqual({ stopped: true, endedIt: false });
      const again = await task.take('c');
      expect(again).toMatchObject({ attempt: 2, failures: 0, generation: 1 });
      expect(await task.complete('c', zombie)).toEqual({ stopped: true, endedIt: false });
      await task.complete('c', again);
      const last = await task.take('d');
      expect([...last.inputs.keys()]).toEqual(['b', 'c']);
      await task.complete('d', last);
      expect(await end(task, 'completed')).toBeGreaterThanOrEqual(0);
    });

    it('is so once, out of twenty that ask for it, and never while it runs', async () => {
      const task = await start({ a: [[]] });
      const again = (run: number) => task.tasks.retry(task.ref, run, 'grace', {}, new Map([['a', 0]]));
      expect(await again(0)).toBeUndefined();
      await end(task, 'failed');
      const changes = await Promise.all(Array.from({ length: 20 }, () => again(0)));
      expect(changes.filter((change) => change !== undefined)).toHaveLength(1);
      await end(task, 'failed');
      expect(await again(0)).toBeUndefined();
      expect(await again(1)).toMatchObject({ ready: [{ stepId: 'a', attempts: 0 }] });
    });

    it('asks again for approvals, of those steps that it does anew', async () => {
      const task = await start({ a: [[], { requiresApproval: true }], b: [['a'], { requiresApproval: true }] });
      await task.decide('a', 'approve');
      await task.does('a');
      await task.decide('b', 'reject');
      expect((await task.record()).status).toBe('failed');
      await task.tasks.retry(task.ref, 0, 'grace', {}, new Map([['b', 0]]));
      expect(await task.record()).toMatchObject({ status: 'awaiting_approval' });
      await expect(task.decide('a', 'reject')).rejects.toMatchObject({ code: 'step-not-waiting' });
      expect(await task.decide('b', 'approve')).toMatchObject({ left: 1, active: 1 });
      await task.does('b');
    });
  });

  /** A network in which everything has happened that leaves a key. */
  const eventful = async (): Promise<DrivenTask> => {
    const task = await start({ a: [[]], b: [['a'], { requiresApproval: true }], c: [[], { onFailure: 'continue' }] });
    await task.does('a');
    await task.failsAt('c');
    const spent = { costMicroUsd: 5, usage: { inputTokens: 1, outputTokens: 1, cachedTokens: 0, reasoningTokens: 0 } };
    await new TaskJournal(redis).write(task.ref, newPayment('b:1:x:1:text', '{}', spent));
    return task;
  };

  it('leaves nothing without an end: every key expires, the lists of the network as well', async () => {
    const task = await eventful();
    const lives = async () => {
      const keys = await redis.run((r) => r.keys(task.key('*')));
      return Promise.all(keys.map(async (key): Promise<[string, number]> => [key, await redis.run((r) => r.pttl(key))]));
    };
    const endless = (found: [string, number][]) => found.filter(([, lifeMs]) => lifeMs <= 0 || lifeMs > 2 * MONTH_MS);
    expect((await lives()).map(([key]) => key)).toEqual(expect.arrayContaining([task.key('tasks'), task.key('approvals')]));
    expect(endless(await lives())).toEqual([]);
    await end(task, 'failed');
    expect(await deadLetters(task)).toEqual([task.ref.taskId]);
    expect(endless(await lives())).toEqual([]);
    expect(await redis.run((r) => r.exists(task.key('approvals')))).toBe(0);
  });

  it('keeps the lists and the feed of its network as long as the last of their tasks, whatever is chosen meanwhile', async () => {
    const choose = (days: number) => new RetentionPeriods(redis).choose('tenant', { tasks: days });
    await choose(400);
    const kept = await start({ a: [[]] });
    await kept.failsAt('a');
    await choose(1);
    const short = await DrivenTask.start(redis, { a: [[]] }, { networkId: kept.ref.networkId });
    await short.failsAt('a');
    await new PausedNetworksStore(redis, new TaskLives(new RetentionPeriods(redis))).pause(kept.ref, 'ada');
    await choose(30);
    for (const name of ['tasks', 'dead-letters', 'feed']) {
      const lifeMs = await redis.run((r) => r.pttl(kept.key(name)));
      expect([name, Math.round(lifeMs / 86_400_000)]).toEqual([name, 400]);
    }
  });

  it('stands for itself where its batch is gone before it is stored, of which nothing comes back', async () => {
    const task = await DrivenTask.start(redis, { a: [[]] }, { batchId: 'batch_gone', batchIndex: 0 });
    await task.does('a');
    await end(task, 'completed');
    expect(await redis.run((r) => r.keys(task.key('batch:*')))).toEqual([]);
  });

  it('outlives what it waits for, and is kept for a month after its end however long it took', async () => {
    const task = await start({ a: [[]], b: [['a'], { requiresApproval: true, approvalTimeoutSeconds: MONTH_MS / 1_000 }] });
    const lifeMs = () => redis.run((r) => r.pttl(task.key(`task:${task.ref.taskId}`)));
    await task.does('a');
    expect(await lifeMs()).toBeGreaterThan(MONTH_MS);
    await redis.run((r) => r.pexpire(task.key(`task:${task.ref.taskId}`), 1_000_000)); // it was a long time ago
    await task.decide('b', 'approve');
    await task.failsAt('b');
    expect(await lifeMs()).toBeGreaterThan(MONTH_MS - 60_000);
  });

  it('takes those off the list of tasks whose life is over, and only those', async () => {
    const kept = await start({ a: [[]] });
    const index = kept.key('tasks');
    const overMs = Date.now() - MONTH_MS - 1;
    await redis.run((r) => r.zadd(index, overMs, 'gone_1', overMs, 'gone_2', overMs, kept.ref.taskId));
    const { ref } = await DrivenTask.start(redis, { a: [[]] }, { networkId: kept.ref.networkId });
    expect(await redis.run((r) => r.zrange(index, 0, -1))).toEqual([kept.ref.taskId, ref.taskId]);
  });

  it('leaves no trace when it is deleted, running or not', async () => {
    const tasks = [await eventful(), await eventful()];
    await end(tasks[0] as DrivenTask, 'failed');
    await (tasks[1] as DrivenTask).decide('b', 'approve');
    await (tasks[1] as DrivenTask).take('b');
    for (const { tasks: store, ref } of tasks) await store.delete(ref);
    const traces = tasks.map(({ ref }) => ref.taskId);
    expect(await tracesIn({ redis: allOfRedis(redis) }, traces)).toEqual([]);
  });

  it('leaves none either after more events than are removed at a time, and while it is being planned', async () => {
    const task = await start({ a: [[]] });
    for (let attempt = 0; attempt < 300; attempt += 1) await task.fail('a', await task.take('a'), 0, false, false);
    const claims = new TaskClaims(redis, Object.assign(new WorkerConfig(), { leaseSeconds: 60 }));
    const letGo = await claims.take(task.ref, 'planning', () => undefined);
    await task.tasks.delete(task.ref);
    expect(await tracesIn({ redis: allOfRedis(redis) }, [task.ref.taskId])).toEqual([]);
    await letGo?.();
  });
});
