import { FairSchedule, FIRST_CHECK_MS } from '../../src/coordinator/schedule/fair/fair-schedule';
import { Reconciler } from '../../src/coordinator/schedule/reconciler';
import { scheduled } from '../../src/coordinator/schedule/scheduled';
import { PausedNetworksStore } from '../../src/coordinator/control/paused-networks.store';
import type { StepJob } from '../../src/coordinator/schedule/job';
import type { Claimed } from '../../src/coordinator/workflow/claim';
import { StepRunner } from '../../src/coordinator/workflow/step.runner';
import { StandingTask } from '../../src/coordinator/workflow/standing-task';
import { StartRunner } from '../../src/coordinator/workflow/start.runner';
import { Workflow } from '../../src/coordinator/workflow/workflow';
import { newIdIn, RedisClient } from '../../src/redis';
import { Mesh } from '../mesh';
import { DrivenTask, FAILURE } from './driven-task';

/** Milliseconds in which work goes on after the lease of a dead worker, and between two looks. */
const RESUMED_MS = 5_000;
const LOOK_EVERY_MS = 1_000;

describe('the reconciler', () => {
  let mesh: Mesh;
  let schedule: FairSchedule;
  let reconciler: Reconciler;
  beforeAll(async () => {
    mesh = await Mesh.start({ MESH_ROLES: 'api,models,memory', MESH_LEASE_SECONDS: '60' }); // nobody looks but this test
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

  it('starts a task that was handed out before whoever submits it had stored it', async () => {
    const { ref, document, tasks } = await unstored();
    await schedule.noteWorker('somebody', 4);
    await schedule.enter(scheduled(ref, document));
    expect(await mesh.app.get(StartRunner).run({ ref, priority: 5, share: 0 }, 0)).toEqual([]);
    await tasks.submit(ref, document, 'queued', Date.now());
    expect(await schedule.due(Date.now() + FIRST_CHECK_MS, 10)).toEqual([ref]);
    await schedule.forget(ref);
  });

  it('gives the slot of a task back that is not to be started yet, and looks after it', async () => {
    const { ref, document, tasks } = await unstored();
    await tasks.submit(ref, document, 'pending', Date.now());
    await schedule.enter(scheduled(ref, document));
    await mesh.app.get(StandingTask).moveOn(ref, Date.now()); // whoever has it started has not said so yet, or died
    expect((await schedule.counts()).inFlight).toBe(0);
    expect(await schedule.due(Date.now() + 60_000, 10)).toEqual([ref]);
    await schedule.forget(ref);
  });

  it('looks after a task that was retried before whoever ended it had freed its place', async () => {
    const { ref, document, tasks } = await DrivenTask.start(mesh.app.get(RedisClient), { a: [[]] });
    await tasks.end(ref, 'failed', { error: FAILURE }, 'task.failed', {});
    await schedule.enter(scheduled(ref, document));
    await tasks.retry(ref, 0, 'ada', {}, new Map([['a', 0]]));
    await mesh.app.get(Workflow).followEnd(ref, { stopped: true, endedIt: true });
    expect(await schedule.due(Date.now() + FIRST_CHECK_MS, 10)).toEqual([ref]);
    await schedule.forget(ref);
  });

  it('starts nothing in a network that is paused, though its turn had come before', async () => {
    const { ref, document, tasks } = await unstored();
    await tasks.submit(ref, document, 'queued', Date.now());
    await mesh.app.get(PausedNetworksStore).pause(ref, 'ada');
    const limits = { leaseMs: 1_000, taskLimitMs: 1_000 };
    expect(await tasks.start(ref, { source: 'caller', steps: document.workflow }, limits, [])).toBe('not-queued');
    expect(await tasks.status(ref)).toBe('queued');
    await mesh.app.get(PausedNetworksStore).resume(ref, 'ada');
    expect(await tasks.start(ref, { source: 'caller', steps: document.workflow }, limits, [])).toMatchObject({ left: 1, active: 1 });
  });

  it('does not begin a step that was claimed a while ago, and whose task has ended unheard', async () => {
    const { network_id: networkId } = (await mesh.post('/networks', { name: 'Late' })).body;
    const workflow = { steps: [{ id: 'a', agent_type: 'content', task: 'write' }] };
    const { task_id: taskId } = (await mesh.post(`/networks/${networkId}/tasks`, { task: 'x', workflow })).body;
    const ref = { tenantId: 'default', networkId, taskId };
    const [work] = await mesh.app.get(StartRunner).run({ ref, priority: 5, share: 0 }, Date.now() + 60_000);
    const { claimed, ...step } = work as StepJob;
    await mesh.post(`/networks/${networkId}/tasks/${taskId}/cancel`, {});
    const late = { ...step, claimed: { ...(claimed as Claimed), sinceMs: Date.now() - 1_000 } };
    await expect(mesh.app.get(StepRunner).run(late, 0)).rejects.toMatchObject({ code: 'attempt-called-off' });
  });

  /** A task as it is submitted, in a network that has another. */
  async function unstored(): Promise<Pick<DrivenTask, 'ref' | 'document' | 'tasks'>> {
    const { ref, document, tasks } = await DrivenTask.start(mesh.app.get(RedisClient), { a: [[]] });
    return { ref: { ...ref, taskId: newIdIn('task', ref.networkId) }, document, tasks };
  }
});
