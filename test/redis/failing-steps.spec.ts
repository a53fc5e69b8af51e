import type { FailurePolicy } from '../../src/coordinator/plan/plan';
import type { RedisClient } from '../../src/redis';
import { RedisServer } from '../redis-server';
import { connectedClient } from './clients';
import { DrivenTask, type PlanSketch } from './driven-task';

const POLICIES: readonly FailurePolicy[] = ['fail', 'skip', 'continue'];

describe('a step that fails for good', () => {
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
  const expectExact = async (task: DrivenTask): Promise<void> => {
    const { counted, true: really } = await task.counts();
    expect(counted).toEqual(really);
  };

  describe.each(POLICIES)('between two steps that say %s', (left) => {
    it.each(POLICIES)('and %s', async (right) => {
      // s -> l -> end, s -> r -> end: a diamond whose first step fails.
      const task = await start({
        s: [[]],
        l: [['s'], { edges: { s: left } }],
        r: [['s'], { edges: { s: right } }],
        end: [['l', 'r'], { edges: { l: 'skip', r: 'skip' } }],
      });
      const change = await task.failsAt('s');
      const statuses = await task.statuses();
      if (left === 'fail' || right === 'fail') {
        expect(change).toEqual({ stopped: true, endedIt: true });
        expect(await task.record()).toMatchObject({ status: 'failed', error: { step_id: 's' } });
        expect(await redis.run((r) => r.zrange(task.key('dead-letters'), 0, -1))).toEqual([task.ref.taskId]);
        return;
      }
      await expectExact(task);
      const after = { skip: 'skipped', continue: 'ready' };
      const all = left === 'continue' && right === 'continue';
      expect(statuses).toEqual({ s: 'failed', l: after[left], r: after[right], end: all ? 'pending' : 'skipped' });
      const runs = [left === 'continue' ? 'l' : '', right === 'continue' ? 'r' : ''].filter((stepId) => stepId !== '');
      expect(change).toEqual({
        ...{ stopped: false, left: all ? 3 : runs.length, active: runs.length },
        ready: runs.map((stepId) => ({ stepId, attempts: 0 })),
      });
      for (const stepId of runs) {
        const claimed = await task.take(stepId);
        expect([...claimed.inputs]).toEqual([]);
        await task.complete(stepId, claimed);
        await expectExact(task);
      }
      if (all) await task.does('end');
      expect((await task.counts()).counted).toEqual({ left: 0, active: 0 });
    });
  });

  it.each(POLICIES)('and that nobody waits for ends the task only where it says so: %s', async (policy) => {
    const task = await start({ a: [[], { onFailure: policy }], b: [[]] });
    expect(await task.failsAt('a')).toEqual(
      policy === 'fail' ? { stopped: true, endedIt: true } : { stopped: false, left: 1, active: 1, ready: [] },
    );
    if (policy !== 'fail') await expectExact(task);
  });

  it('passes over all that rests on it, but for those who may go on, once they have the rest', async () => {
    const task = await start({
      a: [[]],
      x: [[]],
      b: [['a'], { edges: { a: 'skip' } }],
      c: [['b'], { edges: { b: 'fail' } }], // nobody failed there: it is passed over
      d: [['c', 'x'], { edges: { c: 'continue' } }],
      e: [['d', 'b'], { edges: { b: 'continue' } }],
    });
    expect(await task.failsAt('a')).toMatchObject({ left: 3, active: 1, ready: [] });
    expect(await task.statuses()).toEqual({ a: 'failed', x: 'ready', b: 'skipped', c: 'skipped', d: 'pending', e: 'pending' });
    await expectExact(task);
    const skipped = (await task.events()).filter(({ event }) => event === 'step.skipped');
    expect(skipped.map(({ step, details }) => [step, details])).toEqual([
      ['b', { because: 'a' }],
      ['c', { because: 'a' }],
    ]);
    await task.does('x');
    await expectExact(task);
    await task.does('d', 'e');
    expect((await task.counts()).counted).toEqual({ left: 0, active: 0 });
  });

  it('passes over a step once, though two ways lead there, and does not wake it when a third arrives', async () => {
    const task = await start({
      a: [[], { onFailure: 'skip' }],
      b: [[], { onFailure: 'skip' }],
      c: [[]],
      end: [['a', 'b', 'c']],
      last: [['end'], { edges: { end: 'continue' } }],
    });
    expect(await task.failsAt('a')).toMatchObject({ left: 3, active: 3, ready: [{ stepId: 'last', attempts: 0 }] });
    await expectExact(task);
    expect(await task.failsAt('b')).toMatchObject({ left: 2, active: 2, ready: [] });
    expect(await task.complete('c', await task.take('c'))).toMatchObject({ left: 1, active: 1, ready: [] });
    expect((await task.statuses()).end).toBe('skipped');
    await expectExact(task);
  });

  it('passes over the review of its work, and those behind it', async () => {
    const task = await start({
      work: [[], { onFailure: 'continue' }],
      review: [['work'], { reviews: 'work' }],
      after: [['review'], { edges: { review: 'continue' } }],
    });
    expect(await task.failsAt('work')).toMatchObject({ left: 1, ready: [{ stepId: 'after', attempts: 0 }] });
    expect(await task.statuses()).toEqual({ work: 'failed', review: 'skipped', after: 'ready' });
  });

  it('asks for the approval of one that may go on without it', async () => {
    const task = await start({ a: [[], { onFailure: 'continue' }], b: [['a'], { requiresApproval: true }] });
    expect(await task.failsAt('a')).toEqual({ stopped: false, left: 1, active: 0, ready: [] });
    await expectExact(task);
    expect((await task.record()).status).toBe('awaiting_approval');
    expect((await task.told()).slice(-2)).toEqual(['step.failed a', 'approval.requested b']);
  });

  it('ends the task while others run: what they bring then changes nothing', async () => {
    const task = await start({ a: [[]], b: [[]], c: [['b']] });
    const running = await task.take('b');
    expect(await task.failsAt('a')).toEqual({ stopped: true, endedIt: true });
    const before = [await task.fields(), await task.told()];
    expect(await task.complete('b', running)).toEqual({ stopped: true, endedIt: false });
    expect(await task.fail('b', running)).toEqual({ stopped: true, endedIt: false });
    expect([await task.fields(), await task.told()]).toEqual(before);
    expect(before[1]).toContain('task.failed');
    expect(await task.load()).toEqual([]);
    expect((await task.record()).steps.get('b')?.status).toBe('cancelled');
  });
});
