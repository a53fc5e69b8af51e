import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomFrom } from '../random';
import { RedisServer } from '../redis-server';
import { ServiceProcess } from '../service-process';
import { CountedModels } from './counted-models';
import { DrillTasks } from './drill-tasks';
import { followEvents, followTasks, type Followed } from './event-follower';

/** A drill that failed is run again with the number that stands in its name. */
const SEED = Number(process.env.MESH_DRILL_SEED ?? Math.floor(Math.random() * 1e9));
const KILLS = Number(process.env.KILLS ?? 2);
const TASKS_A_KILL = 20;
/** Questions that so many diamonds ask at least. */
const QUESTIONS_A_KILL = TASKS_A_KILL * 4;
const LEASE_SECONDS = 2;
const DEADLINE_MS = 60_000;

describe('whoever follows tasks on a replica that is killed', () => {
  const random = randomFrom(SEED);
  const models = new CountedModels();
  let dataDir: string;
  let server: RedisServer;
  let environment: NodeJS.ProcessEnv & { MESH_DATA_DIR: string };
  let worker: ServiceProcess;
  let replicas: [ServiceProcess, ServiceProcess];
  /** The one of the two that is followed on. */
  let followedOn = 0;

  beforeAll(async () => {
    const asks = await models.start(() => 10 + random() * 100);
    dataDir = mkdtempSync(join(tmpdir(), 'ai-mesh-'));
    server = await RedisServer.start();
    const settings = { MESH_LEASE_SECONDS: `${LEASE_SECONDS}`, MESH_LONG_TERM: 'off' };
    environment = { REDIS_URL: server.url, MESH_DATA_DIR: dataDir, ...settings, ...asks };
    worker = await ServiceProcess.start(environment);
    const face = { ...environment, MESH_ROLES: 'api,models,memory' };
    replicas = [await ServiceProcess.start(face), await ServiceProcess.start(face)];
  }, DEADLINE_MS);
  afterAll(async () => {
    await Promise.all([worker, ...replicas].map((service) => service.kill()));
    await server.remove();
    await models.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const alive = (): ServiceProcess => replicas[followedOn] as ServiceProcess;
  /** Kills whom all follow on; from then on they follow on the other. */
  const kill = async (): Promise<void> => {
    const victim = followedOn;
    followedOn = 1 - victim;
    await (replicas[victim] as ServiceProcess).kill();
    replicas[victim] = await ServiceProcess.start({ ...environment, MESH_ROLES: 'api,models,memory' });
  };
  const expectNoneLostOrRepeated = async (ids: readonly string[], followed: readonly Followed[][]): Promise<void> => {
    const told = await Promise.all(
      ids.map((taskId) =>
        followEvents(
          `/tasks/${taskId}/events`,
          () => worker,
          () => undefined,
        ),
      ),
    );
    expect(followed).toEqual(told);
    expect(told.filter((events) => events.at(-1)?.event !== 'task.completed')).toEqual([]);
  };

  it(
    `goes on elsewhere, and has every event once, in order (KILLS=${KILLS} MESH_DRILL_SEED=${SEED})`,
    async () => {
      const tasks = await DrillTasks.in(worker);
      for (let round = 0; round < KILLS; round += 1) {
        const deadly = models.after(1 + Math.floor(random() * QUESTIONS_A_KILL * 0.8));
        const first = tasks.accepted.length;
        await tasks.submitMany(worker, TASKS_A_KILL);
        const ids = tasks.accepted.slice(first);
        let broken = 0;
        const onBreak = () => void (broken += 1);
        const overEvents = Promise.all(ids.map((taskId) => followEvents(`/tasks/${taskId}/events`, alive, onBreak)));
        const overSocket = followTasks(tasks.networkId, ids, alive, onBreak);
        await deadly;
        await kill();
        await expectNoneLostOrRepeated(ids, await overEvents);
        await expectNoneLostOrRepeated(ids, [...(await overSocket).values()]);
        expect(broken).toBeGreaterThan(0);
      }
    },
    DEADLINE_MS + KILLS * 20_000,
  );
});
