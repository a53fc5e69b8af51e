import { nextCapacity } from './worker-capacity';

describe('the capacity of a worker', () => {
  const after = (tasks: number, utilization: number, spans: number) => {
    for (let span = 0; span < spans; span += 1) tasks = nextCapacity(tasks, utilization, 32);
    return tasks;
  };

  it('shrinks while the process is busy all the time, but not below a half', () => {
    expect(after(32, 0.99, 1)).toBe(22);
    expect(after(32, 0.99, 20)).toBe(16);
  });

  it('grows back while there is room, as far as is allowed', () => {
    expect(after(16, 0.2, 1)).toBe(20);
    expect(after(16, 0.2, 20)).toBe(32);
  });

  it('stays where the process is just busy', () => {
    expect(after(20, 0.9, 20)).toBe(20);
  });

  it('never exceeds what is allowed, however little that is', () => {
    expect(nextCapacity(1, 0.99, 1)).toBe(1);
    expect(nextCapacity(2, 0.1, 2)).toBe(2);
  });
});
