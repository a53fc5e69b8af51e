import { FairSchedule, FIRST_CHECK_MS } from '../../src/coordinator/schedule/fair/fair-schedule';
import { Reconciler } from '../../src/coordinator/schedule/reconciler';
import { scheduled } from '../../src/coordinator/schedule/scheduled';
import { RedisClient } from '../../src/redis';
import { Mesh } from '../mesh';
import { DrivenTask } from './driven-task';

/** Milliseconds in which work goes on after the lease of a dead worker, and between two looks. */
const RESUMED_MS = 5_000;
const LOOK_EVERY_MS = 1_000;

describe('the reconciler', () => {
  let mesh: Mesh;
  let schedule: FairSchedule;
  let reconciler: Reconciler;
  beforeAll(async () => {
    mesh = await Mesh.start({ MESH_ROLES: 'api', MESH_LEASE_SECONDS: '60' }); // nobody looks but this test
    schedule = mesh.app.get(FairSchedule);
    reconciler = mesh.app.get(Reconciler);
  });
  afterAll(() => mesh.stop());

  it('comes back to a task in time, however long a lease is', async () => {
    const { ref, document } = await DrivenTask.start(mesh.app.get(RedisClient), { a: [[]] });
    await schedule.noteWorker('somebody', 4);
    expect((await schedule.enter(scheduled(ref, document))).verdict).toBe('run');
    const nowMs = Date.now() + FIRST_CHECK_MS;
    expect(await schedule.due(nowMs, 10)).toEqual([ref]);
    await reconciler.look(nowMs);
    expect(await schedule.due(nowMs, 10)).toEqual([]);
    expect(await schedule.due(nowMs + RESUMED_MS - LOOK_EVERY_MS, 10)).toEqual([ref]);
    await schedule.forget(ref);
  });

  it('looks at all that is due, however much: nobody waits behind tasks that only wait for people', async () => {
    const networkId = 'network_0123456789abcdef';
    const refs = Array.from({ length: 250 }, (_unused, at) => ({ tenantId: 't', networkId, taskId: `task_${at}` }));
    for (const ref of refs) await schedule.supervise(ref, Date.now());
    await reconciler.look(Date.now());
    expect(await schedule.due(Date.now() + 60_000, 1_000)).toEqual([]); // these were gone, and are forgotten
  });
});
