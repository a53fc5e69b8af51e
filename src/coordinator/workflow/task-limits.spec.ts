import type { TaskDocument } from './task';
import { deadlineOf, limitReached } from './task-limits';

const STARTED_MS = Date.parse('2026-01-01T00:00:00Z');
const task = (document: Partial<TaskDocument>, costMicroUsd: number | null = 0) => ({
  startedMs: STARTED_MS,
  document: { task: 'x', context: {}, priority: 5, timeoutSeconds: 60, createdBy: 'u', ...document },
  costMicroUsd,
});

describe('the limits of a task', () => {
  it('are over at its deadline or its time limit, whichever comes first', () => {
    expect(deadlineOf(task({}))).toBe(STARTED_MS + 60_000);
    expect(deadlineOf(task({ deadline: '2026-01-01T00:00:30Z' }))).toBe(STARTED_MS + 30_000);
    expect(deadlineOf(task({ deadline: '2026-01-02T00:00:00Z' }))).toBe(STARTED_MS + 60_000);
    expect(limitReached(task({}), STARTED_MS + 59_999)).toBeUndefined();
    expect(limitReached(task({}), STARTED_MS + 60_000)).toMatchObject({ code: 'task-deadline-passed', retryable: false });
  });

  it('let a task spend up to its cost limit', () => {
    expect(limitReached(task({ maxCostMicroUsd: 500 }, 499), STARTED_MS)).toBeUndefined();
    expect(limitReached(task({ maxCostMicroUsd: 500 }, 500), STARTED_MS)).toMatchObject({ code: 'task-cost-reached' });
  });

  it('cannot be held where a price is not known', () => {
    expect(limitReached(task({ maxCostMicroUsd: 500 }, null), STARTED_MS)).toMatchObject({ code: 'task-cost-unknown' });
    expect(limitReached(task({}, null), STARTED_MS)).toBeUndefined();
  });
});
