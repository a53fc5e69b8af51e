import type { Claimed } from '../workflow/claim';
import type { MeshJob, StepJob } from './job';
import { ownWork } from './own-work';

const about = { ref: { tenantId: 't', networkId: 'network_1', taskId: 'task_1' }, priority: 5, share: 0 };
const start = (): MeshJob => ({ ...about, kind: 'start' });
const finish: MeshJob = { ...about, kind: 'finish' };
const free: StepJob = { ...about, kind: 'step', stepId: 'a', attempt: 1 };
const claimed: StepJob = { ...free, stepId: 'b', claimed: {} as Claimed };

describe('what a worker goes on with', () => {
  it('is what it has claimed and what ends the task; other steps are for the queue', () => {
    expect(ownWork([free, claimed, finish], true)).toEqual({ own: [claimed, finish], queued: [free] });
  });

  it('is one task in the place of the last, however many may begin', () => {
    const [one, two, three] = [start(), start(), start()];
    const { own, queued } = ownWork([one, two, three], true);
    expect([own, queued]).toEqual([[one], [two, three]]);
  });

  it('is only what it has claimed once it has gone on for long enough', () => {
    expect(ownWork([start(), claimed, finish], false)).toEqual({ own: [claimed], queued: [start(), finish] });
  });
});
