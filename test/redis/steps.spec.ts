import { newPayment, TaskJournal } from '../../src/coordinator/journal/task-journal';
import type { Claimed, Refused } from '../../src/coordinator/workflow/claim';
import type { RedisClient } from '../../src/redis';
import { eventually } from '../eventually';
import { RedisServer } from '../redis-server';
import { connectedClient } from './clients';
import { DrivenTask, FAILURE, WRITER, type PlanSketch } from './driven-task';

/** A lease that lapses at once: its worker has died. */
const DEAD_MS = 1;
const CHAIN: PlanSketch = { a: [[]], b: [['a']] };
const agent = (name: string, limit = 0) => ({ agentId: `agent_${name}`, type: 'content', limit });

describe('a step', () => {
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

  const start = (sketch: PlanSketch, about: Parameters<typeof DrivenTask.start>[2] = {}) => DrivenTask.start(redis, sketch, about);
  /** The claim that is had once the lease of the last has lapsed. */
  const takeOver = (task: DrivenTask, stepId: string, asked: Parameters<DrivenTask['claim']>[1] = {}): Promise<Claimed> =>
    eventually(`${stepId} is free`, async () => {
      const claimed = await task.claim(stepId, asked);
      return 'why' in claimed ? undefined : claimed;
    });
  const refusal = (claimed: Claimed | Refused) => ('why' in claimed ? claimed.why : `attempt ${claimed.attempt}`);

  describe('is held by one worker', () => {
    it('and a second is told until when', async () => {
      const task = await start(CHAIN);
      const before = Date.now();
      const first = await task.take('a', { leaseMs: 5_000 });
      expect(first).toMatchObject({ attempt: 1, failures: 0, generation: 0, iteration: 0, mayHoldAnswers: false });
      const second = (await task.claim('a')) as { why: string; atMs: number };
      expect(second.why).toBe('later');
      expect(second.atMs).toBeGreaterThanOrEqual(before + 5_000);
      expect(second.atMs).toBeLessThanOrEqual(Date.now() + 5_000);
      expect(await task.claim('b')).toEqual({ why: 'settled' }); // it has not all it needs
    });

    it('out of fifty that claim it at once', async () => {
      const task = await start(CHAIN);
      const claims = await Promise.all(Array.from({ length: 50 }, () => task.claim('a')));
      expect(claims.filter((claimed) => !('why' in claimed))).toHaveLength(1);
      expect((await task.record()).steps.get('a')).toMatchObject({ attempts: 1, status: 'running' });
    });

    it('until its lease lapses, and then nothing that it does changes anything', async () => {
      const task = await start(CHAIN);
      const zombie = await task.take('a', { leaseMs: DEAD_MS });
      const other = await takeOver(task, 'a');
      expect(other).toMatchObject({ attempt: 2, mayHoldAnswers: true, failures: 0 });

      const before = await everything(task);
      expect(await task.complete('a', zombie, 'late')).toEqual({ stopped: true, endedIt: false });
      expect(await task.fail('a', zombie)).toEqual({ stopped: true, endedIt: false });
      expect(await task.fail('a', zombie, 1)).toEqual({ stopped: true, endedIt: false });
      expect(await task.steps.renew(task.ref, 'a', zombie.attempt, WRITER.agentId, 90_000)).toBe(false);
      expect(await everything(task)).toEqual(before);

      expect(await task.complete('a', other)).toEqual({ stopped: false, left: 1, active: 1, ready: [{ stepId: 'b', attempts: 0 }] });
      expect((await task.take('b')).inputs.get('a')).toMatchObject({ summary: 'a' });
    });

    it('for as long as it renews its lease', async () => {
      const task = await start(CHAIN);
      const { attempt } = await task.take('a', { leaseMs: 1_000 });
      expect(await task.steps.renew(task.ref, 'a', attempt, WRITER.agentId, 50_000)).toBe(true);
      const second = (await task.claim('a')) as { atMs: number };
      expect(second.atMs).toBeGreaterThan(Date.now() + 40_000);
    });

    it('and its result is applied once, though it is told twice', async () => {
      const task = await start({ ...CHAIN, c: [['a', 'b']] });
      const claimed = await task.take('a');
      const changes = await Promise.all([task.complete('a', claimed), task.complete('a', claimed)]);
      expect(changes.filter(({ stopped }) => !stopped)).toHaveLength(1);
      expect(await task.claim('c')).toEqual({ why: 'settled' });
      expect(await task.told()).toEqual(['task.planned', 'task.started', 'step.started a', 'step.completed a']);
      expect(await task.claim('a')).toEqual({ why: 'settled' });
    });
  });

  /** What a task is, told and counted; not the time. */
  const everything = async (task: DrivenTask) => {
    const agents = await redis.run((r) => r.hgetall(task.key(`agent-record:${WRITER.agentId}`)));
    const load = await redis.run((r) => r.zrange(task.key(`agent-load:${WRITER.agentId}`), 0, -1, 'WITHSCORES'));
    return { fields: await task.fields(), events: await task.events(), agents, load };
  };

  describe('that failed', () => {
    it('is tried again, not before its time, and failures are counted apart from claims', async () => {
      const task = await start(CHAIN);
      await task.take('a', { leaseMs: DEAD_MS });
      const second = await takeOver(task, 'a');
      const outcome = await task.fail('a', second, 60);
      expect(outcome).toMatchObject({ nextAttempt: 3 });
      const { notBeforeMs } = outcome as { notBeforeMs: number };
      expect(await task.claim('a')).toEqual({ why: 'later', atMs: notBeforeMs });
      const third = await takeOver(task, 'a');
      expect(Date.now()).toBeGreaterThanOrEqual(notBeforeMs);
      expect(third).toMatchObject({ attempt: 3, failures: 1, generation: 0, mayHoldAnswers: true });
      expect((await task.record()).steps.get('a')).toMatchObject({ attempts: 3, failures: 1 });
      expect((await task.counts()).counted).toEqual({ left: 2, active: 1 });
      await task.complete('a', third);
      const told = (await task.events()).filter(({ step }) => step === 'a');
      expect(told.map(({ event }) => event)).toEqual(['step.started', 'step.started', 'step.retrying', 'step.started', 'step.completed']);
      expect(told[2]?.details).toEqual({ error: { ...FAILURE, step_id: 'a' }, attempt: 2 });
    });

    it('begins a new generation of answers where the agent was at fault, and only there', async () => {
      const task = await start(CHAIN);
      await task.fail('a', await task.take('a'), 0, false);
      const replays = await task.take('a');
      expect(replays.generation).toBe(0);
      await task.fail('a', replays, 0, true);
      expect((await task.take('a')).generation).toBe(1);
    });
  });

  describe('that is reviewed', () => {
    const REVIEWED: PlanSketch = { work: [[]], review: [['work'], { reviews: 'work', maxIterations: 50 }], after: [['review']] };

    it('is done again with what the review says, until it approves; each round asks models anew', async () => {
      const task = await start(REVIEWED);
      await task.does('work');
      const review = await task.take('review');
      expect(await task.complete('review', review, 'too long', 'work')).toEqual({
        ...{ stopped: false, left: 3, active: 1, ready: [{ stepId: 'work', attempts: 1 }] },
      });
      expect(await task.counts()).toMatchObject({ counted: { left: 3, active: 1 }, true: { left: 3, active: 1 } });
      const again = await task.take('work');
      expect(again).toMatchObject({ attempt: 2, iteration: 1, generation: 1, feedback: 'not too long', earlier: { summary: 'work' } });
      await task.complete('work', again, 'shorter');
      const second = await task.take('review');
      expect(second).toMatchObject({ attempt: 2, iteration: 1, generation: 1 });
      expect(second.inputs.get('work')).toMatchObject({ summary: 'shorter' });
      expect(await task.complete('review', second)).toMatchObject({ left: 1, ready: [{ stepId: 'after' }] });
      expect((await task.told()).filter((event) => event.endsWith('retrying work'))).toHaveLength(1);
      await task.does('after');
      expect(await task.counts()).toMatchObject({ counted: { left: 0, active: 0 }, true: { left: 0, active: 0 } });
    });

    it('begins each round without the failures of the last', async () => {
      const task = await start(REVIEWED);
      await task.fail('work', await task.take('work'), 0);
      await task.fail('work', await task.take('work'), 0);
      await task.does('work');
      await task.fail('review', await task.take('review'), 0);
      await task.complete('review', await task.take('review'), 'no', 'work');
      expect(await task.take('work')).toMatchObject({ attempt: 4, failures: 0 });
      expect((await task.record()).steps.get('review')).toMatchObject({ attempts: 2, failures: 0 });
    });

    it('is not done more rounds than are allowed', async () => {
      const task = await start(REVIEWED);
      for (let round = 0; round < 3; round += 1) {
        await task.does('work');
        const review = await task.take('review');
        const step = {
          ...{ stepId: 'review', attempt: review.attempt, agentId: WRITER.agentId, details: {}, durationMs: 1, costMicroUsd: null },
          ...{ result: { summary: 'no' } as never, successors: ['after'], keepsRecord: false },
          revise: { stepId: 'work', feedback: 'no', maxIterations: 2 },
        };
        const change = await task.steps.complete(task.ref, step, task.limits, []);
        expect(change).toMatchObject({ ready: [{ stepId: round < 2 ? 'work' : 'after' }] });
      }
      expect(await task.counts()).toMatchObject({ counted: { left: 1, active: 1 }, true: { left: 1, active: 1 } });
    });

    it('has a claim refused to the worker of an earlier round', async () => {
      const task = await start(REVIEWED);
      const first = await task.take('work');
      await task.complete('work', first);
      await task.complete('review', await task.take('review'), 'no', 'work');
      const again = await task.take('work');
      expect(await task.complete('work', first, 'late')).toMatchObject({ stopped: true });
      expect(await task.complete('work', again)).toMatchObject({ stopped: false, ready: [{ stepId: 'review', attempts: 1 }] });
    });
  });

  describe('is refused', () => {
    it('when the task costs what it may, or nobody knows what it costs', async () => {
      const task = await start(CHAIN, { maxCostMicroUsd: 100 });
      await redis.run((r) => r.hset(task.key(`task:${task.ref.taskId}`), 'cost', 99));
      expect(refusal(await task.claim('a', { leaseMs: DEAD_MS }))).toBe('attempt 1');
      await redis.run((r) => r.hset(task.key(`task:${task.ref.taskId}`), 'cost', 100));
      expect(await eventually('lease lapses', async () => ((await task.claim('a')) as { why: string }).why !== 'later')).toBe(true);
      expect(await task.claim('a')).toEqual({ why: 'cost-reached' });
      await redis.run((r) => r.hset(task.key(`task:${task.ref.taskId}`), 'unbounded', 1));
      expect(await task.claim('a')).toEqual({ why: 'cost-unknown' });
    });

    it('when calls that were broken off may have cost so much, and not before', async () => {
      const task = await start(CHAIN, { maxCostMicroUsd: 1_000 });
      const usage = { inputTokens: 0, outputTokens: 0, cachedTokens: 0, reasoningTokens: 0 };
      const breaksOff = (costMaxMicroUsd: number | null) =>
        new TaskJournal(redis).write(task.ref, newPayment('a:1:text:1:x', '', { costMicroUsd: null, costMaxMicroUsd, usage }));
      await breaksOff(700);
      expect((await task.record()).costMicroUsd).toBeNull();
      await task.does('a');
      await breaksOff(300);
      expect(await task.claim('b')).toEqual({ why: 'cost-reached' });
      await breaksOff(null);
      expect(await task.claim('b')).toEqual({ why: 'cost-unknown' });
    });

    it('when the time of the task is over, its own deadline or its limit, without the time it waited for approvals', async () => {
      const task = await start(CHAIN);
      expect(await task.claim('a', { deadlineMs: Date.now() - 1 })).toEqual({ why: 'deadline-passed' });
      expect(await task.claim('a', { taskLimitMs: 0 })).toEqual({ why: 'deadline-passed' });
      await redis.run((r) => r.hset(task.key(`task:${task.ref.taskId}`), 'waited', 7_000));
      const { startedMs } = await task.record();
      const deadlineMs = Date.now() + 1_000_000;
      expect((await task.take('a', { taskLimitMs: 5, deadlineMs })).deadlineMs).toBe((startedMs as number) + 7_005);
    });

    it('while the network is paused, and when the task has ended or is gone', async () => {
      const task = await start(CHAIN);
      await redis.run((r) => r.set(task.key('paused'), '1'));
      expect(await task.claim('a')).toEqual({ why: 'paused' });
      await redis.run((r) => r.del(task.key('paused')));
      await task.tasks.end(task.ref, 'cancelled', { error: FAILURE }, 'task.cancelled', {});
      expect(await task.claim('a')).toEqual({ why: 'not-running' });
      await task.tasks.delete(task.ref);
      expect(await task.claim('a')).toEqual({ why: 'gone' });
    });
  });

  it('is given up once it has killed ten workers, and counts anew when the task is retried', async () => {
    const task = await start({ a: [[], { onFailure: 'continue' }] });
    await task.take('a', { leaseMs: DEAD_MS });
    for (let death = 1; death < 10; death += 1) await takeOver(task, 'a', { leaseMs: DEAD_MS });
    const refused = await eventually('the last lease lapses', async () => {
      const outcome = (await task.claim('a', { leaseMs: DEAD_MS })) as Refused;
      return outcome.why === 'later' ? undefined : outcome;
    });
    expect(refused).toEqual({ why: 'worn-out', attempt: 10, agentId: WRITER.agentId });
    await task.tasks.end(task.ref, 'cancelled', { error: FAILURE }, 'task.cancelled', {});
    await task.tasks.retry(task.ref, 0, 'ada', {}, new Map([['a', 0]]));
    expect(await task.take('a')).toMatchObject({ attempt: 11, failures: 0 });
  });

  it('is not given up because workers that stop hand it back', async () => {
    const task = await start(CHAIN);
    for (let attempt = 1; attempt <= 12; attempt += 1) {
      expect(await task.take('a')).toMatchObject({ attempt });
      expect(await task.steps.renew(task.ref, 'a', attempt, WRITER.agentId, 0)).toBe(true);
    }
    expect(await task.take('a')).toMatchObject({ attempt: 13, mayHoldAnswers: true });
  });

  it('is claimed after a pause though its clock still stands, and a time that stood twice is counted once', async () => {
    const task = await start({ a: [[]], b: [['a'], { requiresApproval: true }] });
    const ago = async (name: string, ms: number) => {
      await redis.run((r) => r.hset(task.key(`task:${task.ref.taskId}`), name, Date.now() - ms));
    };
    await ago('started', 100_000);
    await ago('held', 70_000);
    expect(refusal(await task.claim('a'))).toBe('attempt 1'); // it may take 60 s, and stood for 70 of 100
    await task.complete('a', { attempt: 1, candidate: WRITER, keepsRecord: false } as Claimed);
    await ago('parked', 40_000);
    await task.decide('b', 'approve');
    await task.tasks.stopClock(task.ref, false);
    const { waitedMs } = await task.record();
    expect(waitedMs).toBeGreaterThanOrEqual(70_000);
    expect(waitedMs).toBeLessThan(80_000);
  });

  describe('finds an agent', () => {
    it('that is free: none works on more steps at a time than it may', async () => {
      const task = await start({ a: [[]], b: [[]], c: [[]] });
      const candidates = [agent('one', 1), agent('two', 1)];
      const first = await task.take('a', { candidates });
      const second = await task.take('b', { candidates });
      expect([first.candidate.agentId, second.candidate.agentId].sort()).toEqual(['agent_one', 'agent_two']);
      const third = (await task.claim('c', { candidates })) as { why: string; atMs: number };
      expect(third.why).toBe('later');
      expect(third.atMs).toBeGreaterThan(Date.now());
      await task.complete('a', first);
      expect((await task.take('c', { candidates })).candidate).toEqual(first.candidate);
    });

    it('whose load counts a step once, however often it is taken up, and not after it is done', async () => {
      const task = await start({ a: [[]], b: [[]] });
      const candidates = [agent('busy', 2)];
      const zombie = await task.take('a', { candidates, leaseMs: DEAD_MS });
      const other = await takeOver(task, 'a', { candidates });
      expect(await task.load('agent_busy')).toEqual(['a']);
      await task.fail('a', zombie);
      await task.complete('a', zombie);
      expect(await task.load('agent_busy')).toEqual(['a']); // the other still works on it
      const retried = await task.take('b', { candidates });
      await task.fail('b', retried, 0);
      expect(await task.load('agent_busy')).toEqual(['a']);
      await task.complete('a', other);
      expect(await task.load('agent_busy')).toEqual([]);
    });

    it('and forgets the load of one whose worker died and whose task then ended', async () => {
      const task = await start({ a: [[]] });
      await task.take('a', { leaseMs: DEAD_MS });
      await task.tasks.end(task.ref, 'cancelled', { error: FAILURE }, 'task.cancelled', {});
      const other = await start({ b: [[]] }, { networkId: task.ref.networkId });
      await eventually('the lease lapses', async () => {
        await other.claim('b', { leaseMs: DEAD_MS });
        return !(await other.load()).includes('a');
      });
    });

    it('that works: after five failures in a row none is given a step until its breaker closes', async () => {
      const steps = Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'f'].map((id) => [id, [[], { onFailure: 'continue' }]])) as PlanSketch;
      const task = await start(steps);
      for (const stepId of ['a', 'b', 'c', 'd', 'e']) await task.failsAt(stepId);
      const refused = (await task.claim('f')) as { why: string; atMs: number };
      expect(refused.why).toBe('later');
      expect(refused.atMs).toBeGreaterThan(Date.now() + 9_000);
      expect(refused.atMs).toBeLessThanOrEqual(Date.now() + 10_000);
      // Another that can do it is given it at once.
      expect((await task.take('f', { candidates: [WRITER, agent('other')] })).candidate.agentId).toBe('agent_other');
    });

    it('whose streak of failures an answer ends', async () => {
      const steps = Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'f'].map((id) => [id, [[], { onFailure: 'continue' }]])) as PlanSketch;
      const task = await start(steps);
      for (const stepId of ['a', 'b', 'c', 'd']) await task.failsAt(stepId);
      await task.does('e');
      await task.failsAt('f');
      const next = await start({ g: [[]] }, { networkId: task.ref.networkId });
      expect(refusal(await next.claim('g'))).toBe('attempt 1');
    });

    it('other than the one that failed, which is recorded, three times at most', async () => {
      const task = await start({ a: [[]] });
      const candidates = [agent('one'), agent('two')];
      const worked: string[] = [];
      for (let attempt = 1; attempt <= 6; attempt += 1) {
        const claimed = await task.take('a', { candidates });
        worked.push(claimed.candidate.agentId);
        await task.fail('a', claimed, 0);
        expect(await task.load('agent_one')).toEqual([]);
        expect(await task.load('agent_two')).toEqual([]);
      }
      expect(worked.slice(0, 4)).toEqual([worked[0], worked[1], worked[0], worked[1]]);
      expect(worked[0]).not.toBe(worked[1]);
      expect(worked.slice(4)).toEqual([worked[3], worked[3]]);
      const reassigned = (await task.events()).filter(({ details }) => details['reassigned_from'] !== undefined);
      expect(reassigned.map(({ details }) => [details['reassigned_from'], details['agent_id']])).toEqual([
        [worked[0], worked[1]],
        [worked[1], worked[2]],
        [worked[2], worked[3]],
      ]);
    });

    it('though the one that it must stay with has left the network', async () => {
      const task = await start({ a: [[]] });
      for (let attempt = 1; attempt <= 4; attempt += 1) {
        await task.fail('a', await task.take('a', { candidates: [agent('one'), agent('two')] }), 0);
      }
      expect((await task.take('a', { candidates: [agent('new')] })).candidate.agentId).toBe('agent_new');
    });
  });
});
