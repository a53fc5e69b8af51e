import type { TaskDocument } from './task';
import { deadlineOf } from './task-limits';

const STARTED_MS = Date.parse('2026-01-01T00:00:00Z');
const task = (document: Partial<TaskDocument>, more: { waitedMs?: number; parkedMs?: number } = {}) => ({
  startedMs: STARTED_MS,
  waitedMs: 0,
  ...more,
  document: { task: 'x', context: {}, priority: 5, timeoutSeconds: 60, maxIterations: 1, createdBy: 'u', ...document },
});

describe('the time of a task', () => {
  it('is over at its deadline or its time limit, whichever comes first', () => {
    expect(deadlineOf(task({}))).toBe(STARTED_MS + 60_000);
    expect(deadlineOf(task({ deadline: '2026-01-01T00:00:30Z' }))).toBe(STARTED_MS + 30_000);
    expect(deadlineOf(task({ deadline: '2026-01-02T00:00:00Z' }))).toBe(STARTED_MS + 60_000);
  });

  it('does not run out while the task waits for people, but for its own deadline', () => {
    expect(deadlineOf(task({}, { waitedMs: 5_000 }))).toBe(STARTED_MS + 65_000);
    expect(deadlineOf(task({}, { parkedMs: STARTED_MS + 1_000 }))).toBe(Number.POSITIVE_INFINITY);
    expect(deadlineOf(task({ deadline: '2026-01-01T00:00:30Z' }, { parkedMs: STARTED_MS }))).toBe(STARTED_MS + 30_000);
  });
});
