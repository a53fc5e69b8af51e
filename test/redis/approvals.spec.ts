import type { RedisClient } from '../../src/redis';
import { RedisServer } from '../redis-server';
import { connectedClient } from './clients';
import { DrivenTask, FAILURE, type PlanSketch } from './driven-task';

const asks = { requiresApproval: true };

describe('an approval', () => {
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
  const open = (task: DrivenTask) => redis.run((r) => r.zrange(task.key('approvals'), 0, -1));
  /** Makes the time of an open approval run out now. */
  const letExpire = (task: DrivenTask, stepId: string) =>
    redis.run((r) => r.hset(task.key(`task:${task.ref.taskId}`), `s:${stepId}:expires`, Date.now() - 1));

  it('is asked for when the step has all it needs, and the step runs once it is given', async () => {
    const task = await start({ a: [[]], b: [['a'], asks] });
    expect(await open(task)).toEqual([]);
    await task.does('a');
    expect(await open(task)).toEqual([`${task.ref.taskId} b`]);
    expect(await task.record()).toMatchObject({ status: 'awaiting_approval', parkedMs: expect.any(Number) as number });
    expect(await task.claim('b')).toEqual({ why: 'settled' });
    expect(await task.decide('b', 'approve', 'grace')).toEqual({
      ...{ stopped: false, left: 1, active: 1, ready: [{ stepId: 'b', attempts: 0 }] },
    });
    const { status, parkedMs, steps } = await task.record();
    expect([status, parkedMs, steps.get('b')?.approval?.decision?.by]).toEqual(['running', undefined, 'grace']);
    expect(await open(task)).toEqual([]);
    expect((await task.events()).filter(({ by }) => by === 'grace').map(({ event }) => event)).toEqual(['approval.decided']);
    await task.does('b');
  });

  it('does not hold up the others, and several are open at once', async () => {
    const task = await start({ a: [[], asks], b: [[], asks], c: [[]], end: [['a', 'b', 'c']] });
    expect((await task.counts()).counted).toEqual({ left: 4, active: 1 });
    expect((await task.record()).status).toBe('running');
    const changes = await Promise.all([task.decide('a', 'approve'), task.decide('b', 'approve')]);
    expect(changes.map((change) => change && !change.stopped && change.ready.map(({ stepId }) => stepId))).toEqual([['a'], ['b']]);
    await task.does('b', 'c', 'a', 'end');
    expect((await task.counts()).counted).toEqual({ left: 0, active: 0 });
  });

  it('finds its task there until it expires, however long that takes', async () => {
    const task = await start({ a: [[], { ...asks, approvalTimeoutSeconds: 2_592_000 }], b: [[], asks] });
    const expiresMs = (await task.record()).steps.get('a')?.approval?.expiresMs ?? 0;
    for (const name of [`task:${task.ref.taskId}`, `task:${task.ref.taskId}:events`]) {
      expect(await redis.run((r) => r.pexpiretime(task.key(name)))).toBeGreaterThan(expiresMs);
    }
  });

  it('is given once: the same again changes nothing, the contrary is refused', async () => {
    const task = await start({ a: [[], asks] });
    const changes = await Promise.all(Array.from({ length: 20 }, () => task.decide('a', 'approve')));
    expect(changes.filter((change) => change !== undefined)).toHaveLength(1);
    await expect(task.decide('a', 'reject')).rejects.toMatchObject({ kind: 'conflict', code: 'step-not-waiting' });
    await task.does('a');
    expect(await task.decide('a', 'approve')).toBeUndefined();
    expect((await task.told()).filter((event) => event === 'approval.decided a')).toHaveLength(1);
  });

  it('is known again whatever its note says', async () => {
    const task = await start({ a: [[], asks] });
    const decide = async (decision: 'approve' | 'reject', note: string) =>
      task.approvals.decide(await task.record(), 'a', { decision, note, by: 'ada', at: new Date().toISOString() });
    const note = 'half a letter \ud83d, "decision":"reject" and \0';
    expect(await decide('approve', note)).toMatchObject({ left: 1, active: 1 });
    expect(await decide('approve', note)).toBeUndefined();
    await expect(decide('reject', note)).rejects.toMatchObject({ code: 'step-not-waiting' });
  });

  it('of two that contradict each other has one outcome', async () => {
    const task = await start({ a: [[], asks], b: [[]] });
    const outcomes = await Promise.allSettled([task.decide('a', 'reject'), task.decide('a', 'approve')]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await task.told()).filter((event) => event === 'approval.decided a')).toHaveLength(1);
  });

  it('of a step that waits for none is refused', async () => {
    const task = await start({ a: [[]], b: [['a'], asks] });
    await expect(task.decide('a', 'approve')).rejects.toMatchObject({ code: 'step-not-waiting' });
    await expect(task.decide('b', 'approve')).rejects.toMatchObject({ code: 'step-not-waiting' });
    await expect(task.decide('nobody', 'approve')).rejects.toMatchObject({ kind: 'not-found' });
    await task.does('a');
    await task.tasks.end(task.ref, 'cancelled', { error: FAILURE }, 'task.cancelled', {});
    await expect(task.decide('b', 'approve')).rejects.toMatchObject({ code: 'step-not-waiting' });
  });

  it.each([
    ['fail', { left: undefined, status: 'failed' }],
    ['skip', { left: 1, status: 'running' }],
    ['continue', { left: 2, status: 'running' }],
  ] as const)('that is refused follows the edges of its step: %s', async (policy, { left, status }) => {
    const task = await start({ a: [[], { ...asks, onFailure: policy }], b: [['a']], other: [[]] });
    const change = await task.decide('a', 'reject', 'grace');
    expect(change).toMatchObject(left === undefined ? { stopped: true, endedIt: true } : { stopped: false, left });
    const record = await task.record();
    expect([record.status, record.steps.get('a')?.status, record.steps.get('a')?.error?.code]).toEqual([status, 'failed', 'step-rejected']);
    expect((await task.told()).filter((event) => event.endsWith(' a'))).toEqual([
      'approval.requested a',
      'approval.decided a',
      'step.failed a',
    ]);
    if (left !== undefined) {
      const { counted, true: really } = await task.counts();
      expect(counted).toEqual(really);
    }
    expect(await open(task)).toEqual([]);
  });

  it('that is not given in time counts as refused, by nobody', async () => {
    const task = await start({ a: [[], { ...asks, onFailure: 'continue', approvalTimeoutSeconds: 60 }], b: [['a']] });
    const { expiresMs } = (await task.record()).steps.get('a')?.approval as { expiresMs: number };
    expect(Math.abs(expiresMs - Date.now() - 60_000)).toBeLessThan(1_000);
    expect(await task.approvals.expire(await task.record(), Date.now())).toBe(false);
    expect(await task.approvals.expire(await task.record(), expiresMs)).toBe(false); // not by the clock of the store
    await letExpire(task, 'a');
    await expect(task.decide('a', 'approve')).rejects.toMatchObject({ code: 'step-not-waiting' });
    const record = await task.record();
    expect(await Promise.all([1, 2].map(() => task.approvals.expire(record, Date.now())))).toContain(true);
    expect((await task.record()).steps.get('a')).toMatchObject({ status: 'failed', error: { code: 'approval-expired' } });
    expect((await task.told()).slice(-2)).toEqual(['approval.decided a', 'step.failed a']);
    expect((await task.events()).at(-1)?.by).toBe('');
    await task.does('b');
  });

  it('is asked for no more when the task has ended', async () => {
    const task = await start({ a: [[], asks], b: [[], { ...asks, approvalTimeoutSeconds: 60 }], c: [[]] });
    const other = await DrivenTask.start(redis, { a: [[], asks] }, { networkId: task.ref.networkId });
    await task.failsAt('c');
    expect(await open(task)).toEqual([`${other.ref.taskId} a`]);
  });

  it('takes no time of the task: what it waited for nothing else is counted', async () => {
    const task = await start({ a: [[], asks], b: [['a'], asks] });
    const key = task.key(`task:${task.ref.taskId}`);
    await redis.run((r) => r.hincrby(key, 'parked', -5_000));
    await task.decide('a', 'approve');
    const { waitedMs, startedMs } = await task.record();
    expect(waitedMs).toBeGreaterThanOrEqual(5_000);
    expect(waitedMs).toBeLessThan(10_000);
    const claimed = await task.take('a');
    expect(claimed.deadlineMs).toBe((startedMs as number) + waitedMs + 60_000);
    await task.complete('a', claimed);
    await redis.run((r) => r.hincrby(key, 'parked', -7_000));
    await task.decide('b', 'approve');
    expect((await task.record()).waitedMs).toBeGreaterThanOrEqual(12_000);
  });
});
