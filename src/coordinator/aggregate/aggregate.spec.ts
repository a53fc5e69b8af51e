import fc from 'fast-check';
import type { PlannedStep } from '../plan/plan';
import type { StepResult, StepState } from '../workflow/task';
import { aggregate, partialResultOf } from './aggregate';

const step = (stepId: string, dependsOn: string[] = [], more: Partial<PlannedStep> = {}): PlannedStep => ({
  stepId,
  task: `do ${stepId}`,
  agentType: 'analytics',
  dependsOn,
  onFailure: 'continue',
  requiresApproval: false,
  ...more,
});
const done = (changes: Partial<StepResult> = {}): StepState => ({
  status: 'completed',
  attempts: 1,
  failures: 0,
  iteration: 0,
  result: {
    ...{ summary: 'Done.', output: {}, confidence: 0.8, confidence_reasons: [], evidence: [], warnings: [] },
    ...{ agent_id: 'agent_a', agent_type: 'analytics', provider: null, model: null, cost_usd: 0 },
    ...changes,
  },
});
const failed: StepState = {
  ...{ status: 'failed', attempts: 3, failures: 3, iteration: 0 },
  error: { code: 'agent-failed', detail: 'it broke', retryable: false },
};
const taskOf = (steps: PlannedStep[], states: Record<string, StepState>) => ({
  plan: { source: 'caller' as const, steps },
  steps: new Map(Object.entries(states)),
});

describe('aggregate', () => {
  it('keeps sections in the order of the plan and lets the coordinator speak, but not a review', () => {
    const steps = [step('a'), step('b', ['a']), step('c', ['b'], { reviews: 'b' })];
    const verdict = done({ agent_type: 'coordinator', summary: 'Approved: fine.', output: { approved: true, feedback: 'fine' } });
    const told = { a: done({ summary: 'One.' }), b: done({ summary: 'Two.', provider: 'openai' }), c: verdict };
    expect(aggregate(taskOf(steps, told))).toMatchObject({
      summary: 'One. Two.',
      provider: 'openai',
      gaps: [],
      conflicts: [],
      partial: false,
    });
    const voiced = aggregate(taskOf([...steps, step('d', ['c'])], { ...told, d: done({ agent_type: 'coordinator', summary: 'All.' }) }));
    expect(voiced.summary).toBe('All.');
    expect(voiced.sections.map(({ step_id }) => step_id)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('says what is missing and why, and what was used without being approved', () => {
    const steps = [step('a'), step('b'), step('c', ['b'], { reviews: 'b' }), step('d', ['a'])];
    const states = { a: failed, b: done(), c: done({ output: { approved: false, feedback: 'too loud' } }) };
    expect(aggregate(taskOf(steps, states)).gaps).toEqual([
      'a (analytics): it broke',
      'b was not approved: too loud',
      'd (analytics): no result',
    ]);
  });

  it('says what no model could be had for', () => {
    const told = aggregate(taskOf([step('a'), step('b')], { a: done({ partial: true }), b: done() }));
    expect(told.gaps).toEqual(['a (analytics): no language model could be had: only what needs none is there']);
    expect(told.sections).toHaveLength(2);
  });

  it('takes no kind of work for a statement', () => {
    const states = { a: done({ output: { task_type: 'trends' } }), b: done({ output: { task_type: 'edit' } }) };
    expect(aggregate(taskOf([step('a'), step('b')], states)).conflicts).toEqual([]);
  });

  it('weighs what others rest on more, and counts a gap as no confidence at all', () => {
    const steps = [step('a'), step('b', ['a']), step('c', ['b'])];
    const states = { a: done({ confidence: 0.9 }), b: done({ confidence: 0.6 }), c: done({ confidence: 0.3 }) };
    expect(aggregate(taskOf(steps, states)).confidence).toBe(0.7); // (3 × 0.9 + 2 × 0.6 + 1 × 0.3) / 6
    expect(aggregate(taskOf(steps, { ...states, c: failed })).confidence).toBe(0.65);
    expect(aggregate(taskOf(steps, {})).confidence).toBe(0);
  });

  it('is never surer than its surest step nor less sure than its least, where none is missing', () => {
    const confidences = fc.array(fc.float({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(confidences, (all) => {
        const steps = all.map((_unused, i) => step(`s${i}`, i % 3 === 0 ? [] : [`s${i - 1}`]));
        const { confidence } = aggregate(taskOf(steps, Object.fromEntries(all.map((one, i) => [`s${i}`, done({ confidence: one })]))));
        expect(confidence).toBeGreaterThanOrEqual(Math.min(...all) - 0.001);
        expect(confidence).toBeLessThanOrEqual(Math.max(...all) + 0.001);
      }),
    );
  });

  it('names evidence and fields to which steps give different values', () => {
    const evidence = (id: string, statement: string, value: number) => [{ id, statement, value }];
    const steps = [step('a'), step('b'), step('c')];
    const states = {
      a: done({ evidence: evidence('lift', 'Lift of arm A', 0.12), output: { winner: 'Arm A', sample: { size: 100 }, sure: true } }),
      b: done({ evidence: evidence('lift', 'Lift of arm A', 0.13), output: { winner: 'arm a ', sample: { size: 90 }, sure: false } }),
      c: done({ evidence: evidence('lift', 'lift of arm A ', 0.12) }),
    };
    expect(aggregate(taskOf(steps, states)).conflicts).toEqual([
      {
        field: 'lift',
        values: [
          { step_id: 'a', value: 0.12 },
          { step_id: 'b', value: 0.13 },
          { step_id: 'c', value: 0.12 },
        ],
      },
      {
        field: 'sample.size',
        values: [
          { step_id: 'a', value: 100 },
          { step_id: 'b', value: 90 },
        ],
      },
      {
        field: 'sure',
        values: [
          { step_id: 'a', value: true },
          { step_id: 'b', value: false },
        ],
      },
    ]);
  });

  const rates = (value: number) => [
    { id: `rate of ${value}`, statement: 'Rate of a group', value },
    ...(value === 1 ? [{ id: 'rate', statement: 'Rate of all', value }] : []),
  ];

  it('sees no contradiction in figures of other groups, rounding, prose, lists, kinds of output, or verdicts', () => {
    const steps = [step('a'), step('b'), step('c', ['b'], { reviews: 'b' })];
    const states = {
      a: done({
        evidence: rates(1),
        output: { kind: 'visual', total: 0.1 + 0.2, answer: 'It rains.', list: [1] },
      }),
      b: done({
        evidence: [{ id: 'rate', statement: 'Rate of a group', value: 2 }],
        output: { kind: 'layout', total: 0.3, answer: 'It shines!', list: [2] },
      }),
      c: done({ output: { total: 7 } }),
    };
    expect(aggregate(taskOf(steps, states)).conflicts).toEqual([]);
  });

  it('names no more than fifty contradictions', () => {
    const output = (value: number) => Object.fromEntries(Array.from({ length: 80 }, (_unused, i) => [`f${i}`, value]));
    const states = { a: done({ output: output(1) }), b: done({ output: output(2) }) };
    expect(aggregate(taskOf([step('a'), step('b')], states)).conflicts).toHaveLength(50);
  });
});

describe('partialResultOf', () => {
  const steps = [step('a'), step('b')];
  it('tells what a task that did not complete has come to', () => {
    for (const status of ['failed', 'cancelled', 'expired'] as const) {
      const partial = partialResultOf({ ...taskOf(steps, { a: done(), b: failed }), status });
      expect(partial).toMatchObject({ partial: true, sections: [{ step_id: 'a' }], gaps: ['b (analytics): it broke'] });
    }
  });

  it('is nothing where the task goes on, completed, or has no result', () => {
    expect(partialResultOf({ ...taskOf(steps, { a: done() }), status: 'running' })).toBeUndefined();
    expect(partialResultOf({ ...taskOf(steps, { a: done() }), status: 'completed' })).toBeUndefined();
    expect(partialResultOf({ ...taskOf(steps, { a: failed }), status: 'failed' })).toBeUndefined();
    expect(partialResultOf({ steps: new Map(), status: 'cancelled' })).toBeUndefined();
  });
});
