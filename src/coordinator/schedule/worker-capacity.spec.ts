import { setTimeout as pause } from 'node:timers/promises';
import { nextCapacity, WorkerCapacity } from './worker-capacity';
import { WorkerConfig } from './worker.config';

describe('the capacity of a worker', () => {
  const after = (tasks: number, lateMs: number, spans: number) => {
    for (let span = 0; span < spans; span += 1) tasks = nextCapacity(tasks, lateMs, 32);
    return tasks;
  };

  it('shrinks while the event loop is late, but not to nothing', () => {
    expect(after(32, 40, 1)).toBe(22);
    expect(after(32, 40, 20)).toBe(2);
  });

  it('grows back while turns are in time, as far as is allowed', () => {
    expect(after(2, 1, 1)).toBe(3);
    expect(after(2, 1, 20)).toBe(32);
  });

  it('stays where turns are a little late', () => {
    expect(after(10, 10, 20)).toBe(10);
  });

  it('never exceeds what is allowed, however little that is', () => {
    expect(nextCapacity(1, 40, 1)).toBe(1);
    expect(nextCapacity(2, 1, 2)).toBe(2);
  });

  it('is measured on the event loop itself', async () => {
    const capacity = new WorkerCapacity(new WorkerConfig());
    for (let turn = 0; turn < 5; turn += 1) {
      const until = performance.now() + 60;
      while (performance.now() < until);
      await pause(1);
    }
    expect(capacity.measure()).toBe(44);
    capacity.onModuleDestroy();
  });
});
