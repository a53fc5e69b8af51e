import fc from 'fast-check';
import type { PlannedStep } from '../plan/plan';
import type { StepState, StepStatus, TaskRecord } from '../workflow/task';
import { stepsToRedo } from './steps-to-redo';

const planned = (stepId: string, dependsOn: string[]): PlannedStep => ({
  stepId,
  task: stepId,
  dependsOn,
  onFailure: 'fail',
  requiresApproval: false,
});
const state = (status: StepStatus): StepState => ({ status, attempts: 1, failures: 0, iteration: 0 });

function ended(status: TaskRecord['status'], steps: [string, StepStatus, string[]][]): TaskRecord {
  return {
    ref: { tenantId: 't', networkId: 'n', taskId: 'x' },
    document: { task: 'x', context: {}, priority: 5, timeoutSeconds: 60, maxIterations: 1, createdBy: 'u' },
    status,
    run: 0,
    plan: { source: 'caller', steps: steps.map(([id, , dependsOn]) => planned(id, dependsOn)) },
    steps: new Map(steps.map(([id, own]) => [id, state(own)])),
    left: 0,
    usage: { input_tokens: 0, output_tokens: 0, cached_tokens: 0, reasoning_tokens: 0 },
    costMicroUsd: 0,
    createdMs: 1,
    startedMs: 2,
    waitedMs: 0,
  };
}

describe('stepsToRedo', () => {
  it('takes what did not complete, and all that rests on it', () => {
    const task = ended('failed', [
      ['a', 'completed', []],
      ['b', 'failed', ['a']],
      ['c', 'completed', ['a', 'b']],
      ['d', 'cancelled', ['c', 'b']],
    ]);
    expect([...stepsToRedo(task)]).toEqual([
      ['b', 0],
      ['c', 1],
      ['d', 2],
    ]);
    expect([...stepsToRedo(task, 'a').keys()]).toEqual(['a', 'b', 'c', 'd']);
  });

  it('leaves the rest of a completed task as it is, whatever was passed over there', () => {
    const task = ended('completed', [
      ['a', 'completed', []],
      ['b', 'skipped', ['a']],
      ['c', 'completed', ['a']],
      ['d', 'completed', ['c']],
    ]);
    expect([...stepsToRedo(task, 'c')]).toEqual([
      ['c', 0],
      ['d', 1],
    ]);
    expect(() => stepsToRedo(task)).toThrow('task-completed');
    expect(() => stepsToRedo(task, 'z')).toThrow('from_step');
  });

  it('takes none of a task that was never started', () => {
    const task = { ...ended('cancelled', [['a', 'cancelled', []]]), startedMs: undefined };
    expect(stepsToRedo(task).size).toBe(0);
  });

  it('redoes every successor of what it redoes, and makes each wait for just those', () => {
    const statuses = fc.constantFrom<StepStatus>('completed', 'failed', 'skipped', 'cancelled');
    const steps = fc.array(fc.tuple(statuses, fc.array(fc.nat(20))), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(steps, fc.nat(11), (rows, from) => {
        const graph = rows.map(([status, dependencies], i): [string, StepStatus, string[]] => {
          const earlier = [...new Set(dependencies.filter((d) => d < i))].map((d) => `s${d}`);
          return [`s${i}`, status, earlier];
        });
        const redone = stepsToRedo(ended('failed', graph), `s${from % rows.length}`);
        for (const [id, status, dependsOn] of graph) {
          const open = dependsOn.filter((other) => redone.has(other));
          expect(redone.has(id)).toBe(status !== 'completed' || id === `s${from % rows.length}` || open.length > 0);
          if (redone.has(id)) expect(redone.get(id)).toBe(open.length);
        }
      }),
    );
  });
});
