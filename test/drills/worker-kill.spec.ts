import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { randomFrom } from '../random';
import { RedisServer } from '../redis-server';
import { ServiceProcess } from '../service-process';
import { until } from '../until';
import { CountedModels, type Death } from './counted-models';
import { DrillTasks, notAppliedOnce, resumptionsMs, type EndedTask } from './drill-tasks';

/** A drill that failed is run again with the number that stands in its name. */
const SEED = Number(process.env.MESH_DRILL_SEED ?? Math.floor(Math.random() * 1e9));
const KILLS = Number(process.env.KILLS ?? 4);
const TASKS_A_KILL = 30;
/** Questions that so many diamonds ask, half of them one more, and one for the words of the result. */
const QUESTIONS_A_KILL = TASKS_A_KILL * 5 + TASKS_A_KILL / 2;
const LEASE_SECONDS = 2;
/**
 * Milliseconds in which an answer that has left the provider is written down. 50 do where a worker gets its turn; of 100 deaths on a machine that was
 * busy with much else, one found a worker that had stood still for 156.
 */
const GRACE_MS = Number(process.env.MESH_DRILL_GRACE_MS ?? 250);
/** Milliseconds in which work goes on after a death. */
const RESUMED_MS = LEASE_SECONDS * 1_000 + 5_000;
/** Milliseconds for a machine that has much else to do. */
const DEADLINE_MS = 90_000;

describe('while tasks run', () => {
  const random = randomFrom(SEED);
  const models = new CountedModels();
  let dataDir: string;
  let server: RedisServer;
  let environment: NodeJS.ProcessEnv & { MESH_DATA_DIR: string };
  let services: [ServiceProcess, ServiceProcess];

  beforeAll(async () => {
    const asks = await models.start(() => 10 + random() * 120);
    dataDir = mkdtempSync(join(tmpdir(), 'ai-mesh-'));
    server = await RedisServer.start('--appendfsync', 'always');
    const worker = { MESH_LEASE_SECONDS: `${LEASE_SECONDS}`, MESH_LONG_TERM: 'off', MESH_WORKER_CONCURRENCY: '16' };
    environment = { REDIS_URL: server.url, MESH_DATA_DIR: dataDir, ...worker, ...asks };
    const first = await ServiceProcess.start(environment);
    services = [first, await ServiceProcess.start(environment)];
  }, DEADLINE_MS);
  afterAll(async () => {
    await Promise.all(services.map((service) => service.kill()));
    await server.remove();
    await models.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  /** Kills one of the two, and starts another in its place. */
  const kill = async (at: 0 | 1): Promise<{ death: Death; replaced: Promise<void> }> => {
    const fromMs = Date.now();
    await services[at].kill();
    const replaced = ServiceProcess.start(environment).then((service) => void (services[at] = service));
    return { death: { fromMs, untilMs: Date.now() }, replaced };
  };
  const either = (): 0 | 1 => (random() < 0.5 ? 0 : 1);

  const expectDone = ({ networkId }: DrillTasks, tasks: readonly EndedTask[], deaths: readonly Death[]): { lost: number } => {
    expect(tasks.filter(({ status }) => status !== 'completed')).toEqual([]);
    expect(notAppliedOnce(tasks)).toEqual([]);
    const { twice, lost } = models.paidTwice(networkId, deaths, GRACE_MS);
    expect(twice).toEqual([]);
    return { lost };
  };

  it(
    `a worker that is killed loses nothing, and nothing is done or paid twice (KILLS=${KILLS} MESH_DRILL_SEED=${SEED})`,
    async () => {
      const tasks = await DrillTasks.in(services[0]);
      const deaths: Death[] = [];
      const ended: EndedTask[] = [];
      for (let round = 0; round < KILLS; round += 1) {
        const victim = either();
        const survivor = services[1 - victim] as ServiceProcess;
        const deadly = models.after(1 + Math.floor(random() * QUESTIONS_A_KILL * 0.9));
        const first = tasks.accepted.length;
        const submitting = tasks.submitMany(survivor, TASKS_A_KILL);
        await deadly;
        const { death, replaced } = await kill(victim);
        deaths.push(death);
        await submitting;
        ended.push(...(await tasks.ended(survivor, first)));
        await replaced;
      }
      const { lost } = expectDone(tasks, ended, deaths);
      expect(ended).toHaveLength(KILLS * TASKS_A_KILL);
      const resumed = resumptionsMs(
        ended,
        deaths.map(({ fromMs }) => fromMs),
      );
      const slowest = Math.max(0, ...resumed);
      console.info(
        `seed ${SEED}: ${deaths.length} workers killed under ${ended.length} tasks, all completed; ${resumed.length} steps taken up again, ` +
          `the last after ${slowest} ms; ${models.answered.size} questions answered, ${lost} answers lost within ${GRACE_MS} ms of a death, none paid twice`,
      );
      expect(slowest).toBeLessThanOrEqual(RESUMED_MS);
    },
    DEADLINE_MS + KILLS * 20_000,
  );

  it(
    `whoever saw a 202 from an API that is killed may rely on it (MESH_DRILL_SEED=${SEED})`,
    async () => {
      const tasks = await DrillTasks.in(services[0]);
      let outstanding = 60;
      const killedAt = 10 + Math.floor(random() * 20);
      let dying: ReturnType<typeof kill> | undefined;
      const client = async (): Promise<void> => {
        while (outstanding > 0) {
          outstanding -= 1;
          const submitting = tasks.submit(services[0]).catch(() => undefined); // nobody has promised anything
          if (tasks.accepted.length >= killedAt) dying ??= kill(0);
          await submitting;
        }
      };
      await Promise.all(Array.from({ length: 8 }, client));
      const { death, replaced } = await (dying as ReturnType<typeof kill>);
      await replaced;
      expect(tasks.accepted.length).toBeGreaterThanOrEqual(killedAt);
      expectDone(tasks, await tasks.ended(services[1]), [death]);
      // What was stored though its answer was lost is done as well.
      await until(async () => (await tasks.known(services[1])).every(({ finished_at }) => finished_at !== null));
      expect((await tasks.known(services[1])).length).toBeGreaterThanOrEqual(tasks.accepted.length);
    },
    DEADLINE_MS,
  );

  it(
    `Redis that is killed and comes back has lost no task (MESH_DRILL_SEED=${SEED})`,
    async () => {
      const tasks = await DrillTasks.in(services[0]);
      const deadly = models.after(1 + Math.floor(random() * QUESTIONS_A_KILL * 0.8));
      await tasks.submitMany(services[0], TASKS_A_KILL / 2);
      const submitting = Promise.allSettled(Array.from({ length: TASKS_A_KILL / 2 }, () => tasks.submit(services[1])));
      await deadly;
      const fromMs = Date.now();
      await server.down();
      await pause(random() * LEASE_SECONDS * 1_500); // some leases lapse meanwhile
      await server.up();
      const death = { fromMs, untilMs: Date.now() };
      await submitting;
      const ended = await tasks.ended(services[0]);
      expect(ended.length).toBeGreaterThanOrEqual(TASKS_A_KILL / 2);
      expectDone(tasks, ended, [death]);
    },
    DEADLINE_MS,
  );
});
