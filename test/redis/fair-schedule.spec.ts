import { setTimeout as delay } from 'node:timers/promises';
import { AGEING_MS, FairSchedule, FIRST_CHECK_MS, WORKER_SILENT_MS } from '../../src/coordinator/schedule/fair/fair-schedule';
import { ScheduleConfig } from '../../src/coordinator/schedule/fair/schedule.config';
import type { Released, ScheduledTask } from '../../src/coordinator/schedule/fair/scheduled-task';
import type { TaskRef } from '../../src/coordinator/workflow/task';
import type { RedisClient } from '../../src/redis';
import { RedisServer } from '../redis-server';
import { connectedClient } from './clients';

describe('FairSchedule', () => {
  let server: RedisServer;
  let redis: RedisClient;
  beforeAll(async () => {
    server = await RedisServer.start();
    redis = await connectedClient(server);
  });
  beforeEach(() => redis.run((r) => r.flushall()));
  afterAll(async () => {
    redis.onApplicationShutdown();
    await server.remove();
  });

  const scheduleWith = (config: Partial<ScheduleConfig> = {}) => new FairSchedule(redis, Object.assign(new ScheduleConfig(), config));
  const keys = async () => (await redis.run((r) => r.keys('*'))).filter((key) => !key.includes(':drained:'));

  /** A schedule whose only worker takes `capacity` tasks. */
  const scheduleFor = async (capacity: number, config: Partial<ScheduleConfig> = {}) => {
    const schedule = scheduleWith(config);
    await schedule.noteWorker('worker', capacity);
    return schedule;
  };
  const refOf = (path: string): TaskRef => {
    const [tenantId, networkId, taskId] = path.split('/') as [string, string, string];
    return { tenantId, networkId, taskId };
  };
  const pathOf = ({ tenantId, networkId, taskId }: TaskRef) => `${tenantId}/${networkId}/${taskId}`;
  const task = (path: string, more: Partial<ScheduledTask> = {}): ScheduledTask => ({ ref: refOf(path), priority: 5, cost: 1, ...more });
  const many = (count: number, network: string, more: Partial<ScheduledTask> = {}) =>
    Array.from({ length: count }, (_unused, index) => task(`${network}/${index}`, more));

  /** Ends tasks in the order in which they began, until `count` have been handed out or none is in flight; returns those. */
  const serve = async (schedule: FairSchedule, inFlight: TaskRef[], count: number): Promise<Released[]> => {
    const served: Released[] = [];
    const running = [...inFlight];
    while (served.length < count && running.length > 0) {
      const released = await schedule.release(running.shift() as TaskRef, 'ended');
      served.push(...released);
      running.push(...released.map(({ ref }) => ref));
    }
    return served.slice(0, count);
  };
  const countBy = (released: Released[], part: (ref: TaskRef) => string) => {
    const counts: Record<string, number> = {};
    for (const { ref } of released) counts[part(ref)] = (counts[part(ref)] ?? 0) + 1;
    return counts;
  };
  /** What a worker that comes and takes `capacity` tasks at a time is given, until `count` were served or there is no more. */
  const serveAll = async (schedule: FairSchedule, capacity: number, count: number) => {
    await schedule.noteWorker('worker', capacity);
    const begun = await schedule.fill();
    return [
      ...begun,
      ...(await serve(
        schedule,
        begun.map(({ ref }) => ref),
        count - begun.length,
      )),
    ];
  };
  const order = async (schedule: FairSchedule, count: number) => (await serveAll(schedule, 1, count)).map(({ ref }) => ref.taskId);

  describe('the window', () => {
    it('is what the workers take together; without one everybody waits', async () => {
      const schedule = scheduleWith();
      expect(await schedule.enter(task('a/n/0'))).toEqual({ verdict: 'wait' });
      await schedule.noteWorker('one', 2);
      await schedule.noteWorker('two', 1);
      expect(await schedule.counts()).toMatchObject({ window: 3, waiting: 1, inFlight: 0 });
      expect((await schedule.fill()).map(({ ref }) => pathOf(ref))).toEqual(['a/n/0']);
      const verdicts = (await schedule.enterAll(many(4, 'a/m'))).map(({ verdict }) => verdict);
      expect(verdicts).toEqual(['run', 'run', 'wait', 'wait']);
      await schedule.forgetWorker('one');
      expect(await schedule.counts()).toMatchObject({ window: 1, waiting: 2, inFlight: 3, parked: 0, tenants: 1 });
    });

    it('hands out nothing more while more are in flight than it holds', async () => {
      const schedule = await scheduleFor(2);
      await schedule.enterAll(many(4, 'a/n'));
      await schedule.noteWorker('worker', 1);
      expect(await schedule.release(refOf('a/n/0'), 'ended')).toEqual([]);
      expect((await schedule.release(refOf('a/n/1'), 'ended')).map(({ ref }) => pathOf(ref))).toEqual(['a/n/2']);
    });

    it('counts a worker no more that was not heard of for 15 s', async () => {
      const schedule = await scheduleFor(3);
      await schedule.noteWorker('silent', 10);
      const longAgo = Date.now() - WORKER_SILENT_MS - 1;
      const [workers] = (await keys()).filter((key) => key.endsWith(':workers')) as [string];
      await redis.run((r) => r.zadd(workers, longAgo, 'silent'));
      await schedule.noteWorker('worker', 3);
      expect(await schedule.counts()).toMatchObject({ window: 3 });
    });

    it('never lets more than twice its size be in flight, however many tenants come', async () => {
      const schedule = await scheduleFor(4);
      const verdicts: string[] = [];
      for (let tenant = 0; tenant < 20; tenant += 1) verdicts.push((await schedule.enter(task(`t${tenant}/n/0`))).verdict);
      expect(verdicts.filter((verdict) => verdict === 'run')).toHaveLength(8);
      expect(await schedule.counts()).toMatchObject({ inFlight: 8, waiting: 12, tenants: 20 });
      const released = await schedule.release(refOf('t0/n/0'), 'ended');
      expect(released.map(({ ref }) => pathOf(ref))).toEqual(['t8/n/0']);
    });
  });

  describe('tenants', () => {
    it.each([
      ['a=1', 150, 150],
      ['a=3', 225, 75],
    ])('are served by their weights (%s)', async (weight, ofA, ofB) => {
      const schedule = scheduleWith({ tenantWeights: [weight] });
      await schedule.enterAll(many(600, 'a/n'));
      await schedule.enterAll(many(600, 'b/n'));
      const counts = countBy(await serveAll(schedule, 10, 300), ({ tenantId }) => tenantId);
      expect(Math.abs((counts.a ?? 0) - ofA)).toBeLessThanOrEqual(6);
      expect(Math.abs((counts.b ?? 0) - ofB)).toBeLessThanOrEqual(6);
    });

    it('pay for the steps of their tasks', async () => {
      const schedule = scheduleWith();
      await schedule.enterAll(many(400, 'a/n', { cost: 3 }));
      await schedule.enterAll(many(400, 'b/n', { cost: 1 }));
      const counts = countBy(await serveAll(schedule, 8, 400), ({ tenantId }) => tenantId);
      expect(Math.abs((counts.b ?? 0) - 300)).toBeLessThanOrEqual(8);
    });

    it('share their part between their networks', async () => {
      const schedule = scheduleWith();
      await schedule.enterAll(many(500, 'a/flood'));
      await schedule.enterAll(many(50, 'a/small'));
      const served = await serveAll(schedule, 1, 60);
      expect(countBy(served, ({ networkId }) => networkId)).toEqual({ flood: 30, small: 30 });
    });

    it('that come run at once beside a flood, up to their part', async () => {
      const schedule = await scheduleFor(16);
      await schedule.enterAll(many(10_000, 'flood/n'));
      expect(await schedule.counts()).toMatchObject({ inFlight: 16, waiting: 9_984 });
      const verdicts = (await schedule.enterAll(many(12, 'new/n'))).map(({ verdict }) => verdict);
      expect(verdicts).toEqual([...Array<string>(8).fill('run'), ...Array<string>(4).fill('wait')]);
      // What ends of the flood makes room only when the window has some again, and then for whose turn it is.
      for (let index = 0; index < 8; index += 1) expect(await schedule.release(refOf(`flood/n/${index}`), 'ended')).toEqual([]);
      const next = [await schedule.release(refOf('flood/n/8'), 'ended'), await schedule.release(refOf('flood/n/9'), 'ended')];
      expect(next.flat().map(({ ref }) => ref.tenantId)).toEqual(['flood', 'new']);
    });

    it('gain nothing by leaving and coming back, and lose nothing by having been away', async () => {
      const schedule = scheduleWith();
      await schedule.enterAll(many(300, 'a/n'));
      await schedule.enterAll(many(5, 'b/n'));
      const served = await serveAll(schedule, 1, 100);
      expect(countBy(served, ({ tenantId }) => tenantId)).toEqual({ a: 95, b: 5 });
      await schedule.enterAll(Array.from({ length: 100 }, (_unused, index) => task(`b/n/again${index}`)));
      const inFlight = [...served.slice(-2).map(({ ref }) => ref), refOf('b/n/again0')];
      const later = await serve(schedule, inFlight, 99);
      const { a, b } = countBy(later, ({ tenantId }) => tenantId) as { a: number; b: number };
      expect(Math.abs(a - b)).toBeLessThanOrEqual(3);
    });

    it('are told how far above their part they are', async () => {
      const schedule = await scheduleFor(8, { tenantWeights: ['a=2'] });
      const shares = (await schedule.enterAll(many(6, 'a/n'))).map((entered) => entered.verdict === 'run' && entered.share);
      expect(shares).toEqual([0, 0, 1, 1, 2, 2]);
    });
  });

  describe('a network', () => {
    it('serves the most urgent first, then the earliest deadline, then who came first', async () => {
      const schedule = scheduleWith();
      const soon = Date.now() + 60_000;
      await schedule.enterAll([
        task('a/n/low', { priority: 1 }),
        task('a/n/third'),
        task('a/n/fourth'),
        task('a/n/second', { deadlineMs: soon + 10 }),
        task('a/n/first', { deadlineMs: soon }),
        task('a/n/top', { priority: 10 }),
      ]);
      expect(await order(schedule, 6)).toEqual(['top', 'first', 'second', 'third', 'fourth', 'low']);
    });

    it('serves a batch of equals in its order', async () => {
      const schedule = scheduleWith();
      const tasks = many(300, 'a/n');
      await schedule.enterAll(tasks);
      expect(await order(schedule, 300)).toEqual(tasks.map(({ ref }) => ref.taskId));
    });

    it('lifts a task by a level for each minute of waiting, in the end before all others', async () => {
      const schedule = scheduleWith();
      const now = Date.now();
      const ago = (levels: number) => now - levels * AGEING_MS - 1_000;
      await schedule.enter(task('a/n/8', { priority: 8 }));
      await schedule.enter(task('a/n/5-lifted-to-7', { priority: 5 }), ago(2));
      await schedule.enter(task('a/n/4-lifted-to-9', { priority: 4 }), ago(5));
      await schedule.enter(task('a/n/1-past-all', { priority: 1 }), ago(10));
      await schedule.enter(task('a/n/10', { priority: 10, deadlineMs: now + 1 }));
      expect(await order(schedule, 5)).toEqual(['1-past-all', '10', '4-lifted-to-9', '8', '5-lifted-to-7']);
    });

    it('lifts those that rise while they wait', async () => {
      const schedule = scheduleWith();
      // Rises to level 9 half a second from now.
      await schedule.enter(task('a/n/rising', { priority: 4 }), Date.now() - 5 * AGEING_MS + 500);
      await schedule.enter(task('a/n/9', { priority: 9 }));
      await schedule.enter(task('a/n/later', { priority: 9 }));
      expect(await order(schedule, 1)).toEqual(['9']);
      await delay(600);
      await schedule.enter(task('a/n/urgent', { priority: 9, deadlineMs: Date.now() + 1_000 }));
      const served = await serve(schedule, [refOf('a/n/9')], 3);
      expect(served.map(({ ref }) => ref.taskId)).toEqual(['urgent', 'rising', 'later']);
    });

    it('has no more in flight than its limit, and others are served meanwhile', async () => {
      const schedule = await scheduleFor(4);
      const limited = many(5, 'a/limited', { networkLimit: 2 });
      expect((await schedule.enterAll(limited)).map(({ verdict }) => verdict)).toEqual(['run', 'run', 'wait', 'wait', 'wait']);
      expect((await schedule.enterAll(many(4, 'a/free'))).map(({ verdict }) => verdict)).toEqual(['run', 'run', 'wait', 'wait']);
      const afterFree = await schedule.release(refOf('a/free/0'), 'ended');
      expect(afterFree.map(({ ref }) => pathOf(ref))).toEqual(['a/free/2']);
      const afterLimited = await schedule.release(refOf('a/limited/0'), 'ended');
      expect(afterLimited).toHaveLength(1);
      expect((await schedule.counts()).inFlight).toBe(4);
      await schedule.enter(task('a/limited/one-more'));
      const rest = await serve(
        schedule,
        [...many(3, 'a/limited'), ...many(4, 'a/free')].map(({ ref }) => ref),
        10,
      );
      expect(rest.length + 6).toBe(10);
    });

    it('that is paused keeps its waiting tasks while others are served', async () => {
      const schedule = scheduleWith();
      await schedule.enterAll(many(3, 'a/n'));
      await schedule.enterAll(many(2, 'b/n'));
      await schedule.setPaused('a', 'n', true);
      expect(await schedule.isPaused('a', 'n')).toBe(true);
      expect(await schedule.isPaused('b', 'n')).toBe(false);
      const served = await serveAll(schedule, 1, 10);
      expect(served.map(({ ref }) => pathOf(ref))).toEqual(['b/n/0', 'b/n/1']);
      expect(await schedule.enter(task('a/n/new'))).toEqual({ verdict: 'wait' });
      expect(await schedule.counts()).toMatchObject({ waiting: 4, inFlight: 0 });
      await schedule.setPaused('a', 'n', false);
      expect(await order(schedule, 4)).toEqual(['0', '1', '2', 'new']);
    });
  });

  describe('admission', () => {
    it('refuses what would be one too many of a tenant, or of all', async () => {
      const schedule = await scheduleFor(1, { maxQueued: 5, maxQueuedPerTenant: 3 });
      const verdicts = (await schedule.enterAll(many(5, 'a/n'))).map(({ verdict }) => verdict);
      expect(verdicts).toEqual(['run', 'wait', 'wait', 'wait', 'full']);
      // One of b runs at once, since b has nothing in flight.
      expect((await schedule.enterAll(many(4, 'b/n'))).map(({ verdict }) => verdict)).toEqual(['run', 'wait', 'wait', 'full']);
      expect((await schedule.enter(task('c/n/0'))).verdict).toBe('full');
      expect(await schedule.counts()).toMatchObject({ waiting: 5, inFlight: 2, tenants: 2 });
    });

    it('says when to come back, by how fast tasks end', async () => {
      const schedule = await scheduleFor(1, { maxQueuedPerTenant: 2_000 });
      expect(await schedule.enterAll(many(2_001, 'a/n'))).toHaveLength(2_001);
      const refused = await schedule.enter(task('a/n/more'));
      // Room is a hundredth of 2,000; nothing has ended.
      expect(refused).toEqual({ verdict: 'full', retryAfterSeconds: 300 });
      await serve(schedule, [refOf('a/n/0')], 50);
      await schedule.enterAll(Array.from({ length: 50 }, (_unused, index) => task(`a/n/again${index}`)));
      const { drainedPerSecond } = await schedule.counts();
      expect(drainedPerSecond).toBeGreaterThanOrEqual(2.5);
      const later = await schedule.enter(task('a/n/more'));
      expect(later).toEqual({ verdict: 'full', retryAfterSeconds: expect.any(Number) as number });
      const { retryAfterSeconds } = later as { retryAfterSeconds: number };
      expect(retryAfterSeconds).toBeGreaterThanOrEqual(1);
      expect(retryAfterSeconds).toBeLessThanOrEqual(Math.ceil(20 / drainedPerSecond) + 1);
    });

    it('never refuses what was parked: it was let in before', async () => {
      const schedule = await scheduleFor(1, { maxQueuedPerTenant: 1 });
      await schedule.enter(task('a/n/parked'));
      await schedule.release(refOf('a/n/parked'), 'parked', Date.now() + 60_000);
      await schedule.enterAll(many(2, 'a/n'));
      expect((await schedule.enter(task('a/n/other'))).verdict).toBe('full');
      expect((await schedule.enter(task('a/n/parked'))).verdict).toBe('wait');
    });
  });

  describe('looking after', () => {
    it('has a task in flight due in 3 s, also one that was handed out and never queued', async () => {
      const schedule = await scheduleFor(1);
      const before = Date.now();
      await schedule.enterAll(many(2, 'a/n'));
      expect(await schedule.due(before + FIRST_CHECK_MS - 1, 10)).toEqual([]);
      expect(await schedule.due(Date.now() + FIRST_CHECK_MS, 10)).toEqual([refOf('a/n/0')]);
      const popped = await schedule.release(refOf('a/n/0'), 'ended');
      expect(popped.map(({ ref }) => pathOf(ref))).toEqual(['a/n/1']);
      expect(await schedule.due(Date.now() + FIRST_CHECK_MS, 10)).toEqual([refOf('a/n/1')]);
      expect(await schedule.enter(task('a/n/1'))).toEqual({ verdict: 'run', share: 0 });
      await schedule.checkAgain(refOf('a/n/1'), before + 60_000);
      expect(await schedule.due(Date.now() + FIRST_CHECK_MS, 10)).toEqual([]);
      expect(await schedule.due(before + 60_000, 10)).toEqual([refOf('a/n/1')]);
    });

    it('has a waiting task due when its deadline has passed, and one without never', async () => {
      const schedule = scheduleWith();
      const now = Date.now();
      await schedule.enterAll([task('a/n/late', { deadlineMs: now + 100 }), task('a/n/patient')]);
      expect(await schedule.due(now + 99, 10)).toEqual([]);
      expect(await schedule.due(now + 100, 10)).toEqual([refOf('a/n/late')]);
      await schedule.release(refOf('a/n/late'), 'ended');
      expect(await schedule.due(now + 10 ** 9, 10)).toEqual([]);
    });

    it('has parked and supervised tasks due when it was told to', async () => {
      const schedule = await scheduleFor(1);
      await schedule.enter(task('a/n/0'));
      await schedule.release(refOf('a/n/0'), 'parked', 2_000);
      await schedule.supervise(refOf('a/n/1'), 1_000);
      expect(await schedule.due(1_500, 10)).toEqual([refOf('a/n/1')]);
      expect(await schedule.due(2_500, 1)).toEqual([refOf('a/n/1')]);
      expect(await schedule.due(2_500, 10)).toEqual([refOf('a/n/1'), refOf('a/n/0')]);
      expect(await schedule.counts()).toMatchObject({ parked: 2, inFlight: 0, tenants: 0 });
      expect(await schedule.enter(task('a/n/0'))).toEqual({ verdict: 'run', share: 0 });
      await schedule.supervise(refOf('a/n/0'), 1); // it is in flight, and stays so
      expect(await schedule.counts()).toMatchObject({ parked: 1, inFlight: 1 });
      expect(await schedule.due(2_500, 10)).toEqual([refOf('a/n/1')]);
    });

    it('is not resumed for a task that has gone', async () => {
      const schedule = await scheduleFor(1);
      await schedule.checkAgain(refOf('a/n/0'), 1);
      expect(await schedule.due(10, 10)).toEqual([]);
    });
  });

  it('changes nothing when it is told the same again', async () => {
    const schedule = await scheduleFor(1);
    const twice = async <T>(call: () => Promise<T>): Promise<[T, T]> => [await call(), await call()];
    expect(await twice(() => schedule.enter(task('a/n/0')))).toEqual(Array(2).fill({ verdict: 'run', share: 0 }));
    expect(await twice(() => schedule.enter(task('a/n/1')))).toEqual(Array(2).fill({ verdict: 'wait' }));
    expect(await twice(() => schedule.enter(task('a/n/2')))).toEqual(Array(2).fill({ verdict: 'wait' }));
    expect(await schedule.counts()).toMatchObject({ waiting: 2, inFlight: 1 });
    const [once, again] = await twice(() => schedule.release(refOf('a/n/0'), 'ended'));
    expect([once.length, again.length]).toEqual([1, 0]);
    await twice(() => schedule.release(refOf('a/n/1'), 'parked', 1));
    await twice(() => schedule.supervise(refOf('a/n/1'), 1));
    await twice(() => schedule.setPaused('a', 'n', true));
    expect(await schedule.counts()).toMatchObject({ waiting: 0, inFlight: 1, parked: 1 });
    await twice(() => schedule.forget(refOf('a/n/2')));
    await twice(() => schedule.forgetWorker('worker'));
    expect(await schedule.counts()).toMatchObject({ waiting: 0, inFlight: 0, parked: 1, window: 0 });
  });

  it('leaves no key behind when the last task has gone', async () => {
    const schedule = await scheduleFor(4, { tenantWeights: ['a=2', 'b=3'] });
    const networks = ['a/n', 'a/m', 'b/n', 'c/n'];
    await schedule.enterAll(networks.flatMap((network) => many(6, network, { networkLimit: 2, deadlineMs: Date.now() + 50_000 })));
    await schedule.setPaused('c', 'n', true);
    await schedule.supervise(refOf('d/n/0'), 5);
    const all = networks.flatMap((network) => many(6, network)).map(({ ref }) => ref);
    for (const [index, ref] of all.entries()) {
      if (index % 3 === 0) await schedule.forget(ref);
      else if (index % 3 === 1) await schedule.release(ref, 'ended');
    }
    for (const ref of all) await schedule.release(ref, 'parked');
    for (const ref of [...all, refOf('d/n/0')]) await schedule.forget(ref);
    await schedule.setPaused('c', 'n', false);
    await schedule.forgetWorker('worker');
    expect(await keys()).toEqual([]);
    for (const key of await redis.run((r) => r.keys('*'))) expect(await redis.run((r) => r.pttl(key))).toBeGreaterThan(0);
  });
});
