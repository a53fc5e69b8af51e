import fc from 'fast-check';
import { FairSchedule } from '../../src/coordinator/schedule/fair/fair-schedule';
import { ScheduleConfig } from '../../src/coordinator/schedule/fair/schedule.config';
import type { Entered, Released } from '../../src/coordinator/schedule/fair/scheduled-task';
import type { TaskRef } from '../../src/coordinator/workflow/task';
import type { RedisClient } from '../../src/redis';
import { RedisCluster } from '../redis-cluster';
import { RedisServer } from '../redis-server';
import { connectedClient } from './clients';

const WINDOW = 3;
const LIMIT = 2;
/** Tasks that a tenant which was served before its turn owes at most; DEBT in virtual-time.lua. */
const DEBT = 16;
const NETWORKS = ['a n', 'a m', 'b n', 'c n', 'd n', 'e n', 'f n'];
const MAX_OF_TENANT = 6;
/** In these no more than LIMIT tasks may be in flight. */
const LIMITED = new Set(['a n', 'b n']);

const refOf = (network: string, index: number): TaskRef => {
  const [tenantId, networkId] = network.split(' ') as [string, string];
  return { tenantId, networkId, taskId: `${index}` };
};
const nameOf = ({ tenantId, networkId, taskId }: TaskRef) => `${tenantId} ${networkId} ${taskId}`;
const networkOf = ({ tenantId, networkId }: TaskRef) => `${tenantId} ${networkId}`;

/** What a caller can know of the schedule, from what it was told; every answer is held to the laws. */
class Observer {
  readonly tasks = new Map<string, { ref: TaskRef; state: 'waits' | 'flies' | 'parked' }>();
  readonly paused = new Set<string>();

  count(state: string, network?: string): number {
    return [...this.tasks.values()].filter((task) => task.state === state && (network === undefined || networkOf(task.ref) === network))
      .length;
  }

  entered(ref: TaskRef, entered: Entered): void {
    const before = this.tasks.get(nameOf(ref))?.state;
    if (before === 'waits') expect(entered.verdict).toBe('wait');
    if (before === 'flies') expect(entered.verdict).toBe('run');
    if (before === 'parked') expect(entered.verdict).not.toBe('full');
    if (entered.verdict === 'run') this.takesOff(ref);
    else if (entered.verdict === 'wait') this.tasks.set(nameOf(ref), { ref, state: 'waits' });
  }

  released(released: Released[]): void {
    for (const { ref } of released) {
      expect(this.tasks.get(nameOf(ref))?.state).toBe('waits');
      this.takesOff(ref);
    }
  }

  private takesOff(ref: TaskRef): void {
    const flew = this.tasks.get(nameOf(ref))?.state === 'flies';
    this.tasks.set(nameOf(ref), { ref, state: 'flies' });
    if (flew) return;
    expect(this.paused.has(networkOf(ref))).toBe(false);
    if (LIMITED.has(networkOf(ref))) expect(this.count('flies', networkOf(ref))).toBeLessThanOrEqual(LIMIT);
    expect(this.count('flies')).toBeLessThanOrEqual(2 * WINDOW);
  }

  /** Whether a task waits that nothing but the window can hold back. */
  hasReady(): boolean {
    return [...this.tasks.values()].some(({ ref, state }) => {
      const network = networkOf(ref);
      return state === 'waits' && !this.paused.has(network) && !(LIMITED.has(network) && this.count('flies', network) >= LIMIT);
    });
  }
}

const network = fc.constantFrom(...NETWORKS);
const index = fc.nat(9);
const step = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('enter' as const),
      network,
      index,
      priority: fc.integer({ min: 1, max: 10 }),
      cost: fc.integer({ min: 1, max: 9 }),
      deadlineMs: fc.option(fc.integer({ min: 1, max: 10 ** 13 }), { nil: undefined }),
      agoMs: fc.nat(900_000),
    }),
  },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('end' as const), network, index }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('endFlying' as const), index: fc.nat(50) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('park' as const), network, index }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('forget' as const), network, index }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('supervise' as const), network, index }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('pause' as const), network, isPaused: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('fill' as const) }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

async function take(schedule: FairSchedule, seen: Observer, one: Step): Promise<void> {
  if (one.kind === 'fill') return seen.released(await schedule.fill());
  if (one.kind === 'pause') {
    seen.paused[one.isPaused ? 'add' : 'delete'](one.network);
    const { tenantId, networkId } = refOf(one.network, 0);
    return schedule.setPaused(tenantId, networkId, one.isPaused);
  }
  if (one.kind === 'endFlying') {
    const flying = [...seen.tasks.values()].filter(({ state }) => state === 'flies');
    const ended = flying[one.index % Math.max(1, flying.length)];
    if (!ended) return;
    seen.tasks.delete(nameOf(ended.ref));
    return seen.released(await schedule.release(ended.ref, 'ended'));
  }
  const ref = refOf(one.network, one.index);
  switch (one.kind) {
    case 'enter': {
      const { priority, cost, deadlineMs } = one;
      const task = { ref, priority, cost, deadlineMs, networkLimit: LIMITED.has(one.network) ? LIMIT : undefined };
      return seen.entered(ref, await schedule.enter(task, Date.now() - one.agoMs));
    }
    case 'end':
      seen.tasks.delete(nameOf(ref));
      return seen.released(await schedule.release(ref, 'ended'));
    case 'park':
      seen.tasks.set(nameOf(ref), { ref, state: 'parked' });
      return seen.released(await schedule.release(ref, 'parked', 1));
    case 'forget':
      seen.tasks.delete(nameOf(ref));
      return schedule.forget(ref);
    case 'supervise':
      // What is only supervised may be refused; the observer does not tell the two apart, so it supervises only what is there.
      if (seen.tasks.has(nameOf(ref))) await schedule.supervise(ref, 1);
  }
}

/** Serves two tenants that always have tasks waiting, each task as long as it happens to be; returns how far apart they ever were. */
async function furthestApart(schedule: FairSchedule, weights: [number, number], window: number, lots: readonly number[]): Promise<number> {
  await schedule.enterAll(['a n', 'b n'].flatMap((one) => lots.map((_lot, at) => ({ ref: refOf(one, at), priority: 5, cost: 1 }))));
  await schedule.noteWorker('worker', window);
  const running = await schedule.fill();
  const served = { a: 0, b: 0 };
  let furthest = 0;
  const serve = (released: Released[]) => {
    for (const { ref } of released) {
      served[ref.tenantId as 'a' | 'b'] += 1;
      if (Math.max(served.a, served.b) < lots.length)
        furthest = Math.max(furthest, Math.abs(served.a / weights[0] - served.b / weights[1]));
    }
  };
  serve(running);
  for (const lot of lots) {
    const [ended] = running.splice(lot % running.length, 1) as [Released];
    const released = await schedule.release(ended.ref, 'ended');
    running.push(...released);
    serve(released);
  }
  return furthest;
}

describe('the laws of the fair schedule', () => {
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

  const fresh = async (client: RedisClient, config: Partial<ScheduleConfig>) => {
    if (client === redis) await redis.run((r) => r.flushall());
    return new FairSchedule(client, Object.assign(new ScheduleConfig(), config));
  };

  /** Every call in any order: no slot is lost or given twice, no bound is passed, and nothing is left when all tasks are gone. */
  const holdsFor = async (client: RedisClient, steps: Step[]) => {
    const schedule = await fresh(client, { tenantWeights: ['a=2', 'c=5'], maxQueuedPerTenant: MAX_OF_TENANT });
    const seen = new Observer();
    await schedule.noteWorker('worker', WINDOW);
    for (const one of steps) {
      await take(schedule, seen, one);
      const counts = await schedule.counts();
      expect([counts.waiting, counts.inFlight, counts.parked]).toEqual([seen.count('waits'), seen.count('flies'), seen.count('parked')]);
    }
    seen.released(await schedule.fill());
    if (seen.hasReady()) expect(seen.count('flies')).toBeGreaterThanOrEqual(WINDOW);
    for (const one of NETWORKS) await schedule.setPaused(...(one.split(' ') as [string, string]), false);
    seen.paused.clear();
    // Whatever waits is served in the end.
    for (let turns = 0; seen.count('waits') > 0 && turns < 1_000; turns += 1) {
      seen.released(await schedule.fill());
      await take(schedule, seen, { kind: 'endFlying', index: turns });
    }
    expect(seen.count('waits')).toBe(0);
    for (const { ref } of seen.tasks.values()) await schedule.forget(ref);
    await schedule.forgetWorker('worker');
    expect(await schedule.counts()).toMatchObject({ waiting: 0, inFlight: 0, parked: 0, tenants: 0, window: 0 });
  };

  it('hold for any calls in any order', async () => {
    const keys = async () => (await redis.run((r) => r.keys('*'))).filter((key) => !key.includes(':drained:'));
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 120 }), async (steps) => {
        await holdsFor(redis, steps);
        expect(await keys()).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('hold on a Cluster', async () => {
    const cluster = await RedisCluster.start();
    if (!cluster) return console.warn('skipped: this Redis program knows no Cluster');
    const client = await connectedClient(cluster);
    try {
      const [steps] = fc.sample(fc.array(step, { minLength: 100, maxLength: 100 }), { numRuns: 1, seed: 5 }) as [Step[]];
      await holdsFor(client, steps);
    } finally {
      client.onApplicationShutdown();
      await cluster.remove();
    }
  });

  it('keep two tenants that always wait as close together as start-time fair queueing does, but for a bounded debt', async () => {
    const weight = fc.integer({ min: 1, max: 5 });
    await fc.assert(
      fc.asyncProperty(
        fc.tuple(weight, weight),
        fc.integer({ min: 6, max: 9 }),
        fc.infiniteStream(fc.nat(1_000)),
        async (weights, times, lots) => {
          const schedule = await fresh(redis, { tenantWeights: [`a=${weights[0]}`, `b=${weights[1]}`] });
          const window = times * (weights[0] + weights[1]);
          const furthest = await furthestApart(schedule, weights, window, [...lots.take(300)]);
          expect(furthest).toBeLessThanOrEqual(1 / weights[0] + 1 / weights[1] + DEBT / Math.min(...weights));
        },
      ),
      { numRuns: 20, endOnFailure: true },
    );
  });
});
