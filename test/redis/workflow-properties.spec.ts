import fc from 'fast-check';
import { edgePolicies } from '../../src/coordinator/plan/edge-policies';
import { FAILURE_POLICIES } from '../../src/coordinator/plan/plan';
import { isFinal } from '../../src/coordinator/workflow/task';
import type { RedisClient } from '../../src/redis';
import { RedisServer } from '../redis-server';
import { connectedClient } from './clients';
import { DrivenTask, type PlanSketch, type StepSketch } from './driven-task';
import { SimulatedWorkers } from './simulated-workers';

const MAX_STEPS = 12;
const RUNS = Number(process.env.MESH_PROPERTY_RUNS ?? 60);
const WORKERS = 5;

const oneIn = (times: number): fc.Arbitrary<boolean> => fc.nat(times - 1).map((drawnNumber) => drawnNumber === 0);
const policy = fc.constantFrom(...FAILURE_POLICIES);
/** A step: which of those before it, by chance, it depends on and what their failure does to it; whether it is reviewed. */
const drawn = fc.record({
  dependsOn: fc.array(fc.tuple(fc.nat(MAX_STEPS), fc.option(policy, { nil: undefined })), { maxLength: 4 }),
  onFailure: policy,
  requiresApproval: oneIn(5),
  isReviewed: oneIn(4),
});

/** A plan of at most 12 steps, none of which depends on a later one; who would depend on a reviewed step depends on its review. */
const plan: fc.Arbitrary<PlanSketch> = fc.array(drawn, { minLength: 1, maxLength: MAX_STEPS, size: 'max' }).map((steps) => {
  const sketch: Record<string, [string[], StepSketch]> = {};
  const ends: string[] = [];
  for (const [at, { dependsOn, onFailure, requiresApproval, isReviewed }] of steps.entries()) {
    if (Object.keys(sketch).length >= MAX_STEPS) break;
    const edges = new Map(at === 0 ? [] : dependsOn.map(([to, own]) => [ends[to % ends.length] as string, own]));
    const own = Object.fromEntries([...edges].filter(([, word]) => word !== undefined)) as NonNullable<StepSketch['edges']>;
    const stepId = `s${at}`;
    sketch[stepId] = [[...edges.keys()], { onFailure, requiresApproval, edges: own }];
    if (isReviewed) sketch[`r${at}`] = [[stepId], { onFailure, reviews: stepId, maxIterations: 50 }];
    ends.push(isReviewed ? `r${at}` : stepId);
  }
  return sketch;
});

describe('any plan', () => {
  let server: RedisServer;
  let redis: RedisClient;
  beforeAll(async () => {
    server = await RedisServer.start('--appendonly', 'no');
    redis = await connectedClient(server);
  });
  afterAll(async () => {
    redis.onApplicationShutdown();
    await server.remove();
  });

  /** Reads the task over and over while it runs: each reading is of one moment. */
  const watch = async (task: DrivenTask): Promise<number> => {
    for (let moments = 0; ; moments += 1) {
      const { status, counted, true: really } = await task.counts();
      if (isFinal(status)) return moments;
      expect(counted).toEqual(really);
    }
  };

  /** What is stored of a step comes from whoever claimed it last. */
  const expectLatestOnly = async (task: DrivenTask): Promise<void> => {
    const latest = new Map<string, unknown>();
    for (const { event, step, details } of await task.events()) {
      if (event === 'step.started') latest.set(step, details['attempt']);
      if (event === 'step.completed') expect(details['says']).toBe(`${step} ${String(latest.get(step))}`);
      if (event === 'step.failed' && 'attempt' in details) expect(details['attempt']).toBe(latest.get(step));
    }
  };

  const expectEdgesKept = async (task: DrivenTask): Promise<void> => {
    const told = await task.told();
    const policies = edgePolicies({ steps: task.document.workflow });
    const statuses = await task.statuses();
    for (const { stepId, dependsOn } of task.document.workflow) {
      const started = told.findIndex((event) => event === `step.started ${stepId}` || event === `approval.requested ${stepId}`);
      const excuses = dependsOn.filter((dependency) => {
        const edge = policies.get(dependency)?.find(({ successor }) => successor === stepId);
        return statuses[dependency] !== 'completed' && edge?.onFailure !== 'continue';
      });
      if (started >= 0) {
        for (const dependency of dependsOn) {
          const settled = told.findIndex((event) => event === `step.completed ${dependency}` || event === `step.failed ${dependency}`);
          if (statuses[dependency] !== 'skipped')
            expect([stepId, dependency, settled >= 0 && settled < started]).toEqual([stepId, dependency, true]);
        }
      }
      if (statuses[stepId] === 'completed') expect([stepId, excuses]).toEqual([stepId, []]);
      if (statuses[stepId] === 'skipped') expect([stepId, excuses.length > 0]).toEqual([stepId, true]);
    }
  };

  it('is carried out in the order of its edges and ends once, whatever becomes of its workers', async () => {
    const ends: Record<string, number> = {};
    let moments = 0;
    await fc.assert(
      fc.asyncProperty(plan, fc.nat(), fc.boolean(), async (sketch, seed, cancels) => {
        const task = await DrivenTask.start(redis, sketch);
        const workers = new SimulatedWorkers(task, seed, cancels);
        const [watched] = await Promise.all([watch(task), workers.run(WORKERS)]);
        moments += watched;

        const told = await task.told();
        const count = (event: string) => told.filter((one) => one === event).length;
        const { status, steps, error } = await task.record();
        ends[status] = (ends[status] ?? 0) + 1;
        // One end, after which nothing happens.
        expect(told.filter((event) => /^task\.(completed|failed|cancelled)$/.test(event))).toHaveLength(1);
        expect(told.at(-1)).toBe(`task.${status}`);
        if (status !== 'cancelled') expect(status === 'failed').toBe(error !== undefined);
        if (!cancels) expect(status).not.toBe('cancelled');
        // No attempt was given to two, and no result of a step applied twice.
        expect(new Set(workers.claims).size).toBe(workers.claims.length);
        for (const [stepId, { iteration, attempts, status: how }] of steps) {
          expect(count(`step.completed ${stepId}`)).toBeLessThanOrEqual(1 + iteration);
          expect(count(`step.started ${stepId}`)).toBe(attempts);
          expect(count(`step.failed ${stepId}`)).toBe(how === 'failed' ? 1 : 0);
        }
        await expectLatestOnly(task);
        await expectEdgesKept(task);
        if (status === 'completed') {
          expect((await task.counts()).counted).toEqual({ left: 0, active: 0 });
          for (const { status: how } of steps.values()) expect(['completed', 'failed', 'skipped']).toContain(how);
        }
        expect(await redis.run((r) => r.exists(task.key('approvals')))).toBe(0);
      }),
      { numRuns: RUNS },
    );
    console.info(`${RUNS} plans, looked at ${moments} times: ${JSON.stringify(ends)}`);
  }, 120_000);
});
