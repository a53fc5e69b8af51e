import fc from 'fast-check';
import { faultsOf } from './check-plan';
import type { PlannedStep } from './plan';

const abilities = {
  agentTypes: new Set(['content', 'coordinator']),
  capabilities: new Set(['writing', 'review']),
  reviewers: { agentTypes: new Set(['coordinator']), capabilities: new Set(['review']) },
};
const step = (stepId: string, dependsOn: string[] = [], more: Partial<PlannedStep> = {}): PlannedStep => ({
  stepId,
  task: 'do it',
  agentType: 'content',
  dependsOn,
  onFailure: 'fail',
  requiresApproval: false,
  ...more,
});
const review = (stepId: string, of: string, more: Partial<PlannedStep> = {}) =>
  step(stepId, [of], { agentType: 'coordinator', reviews: of, ...more });
const faults = (...steps: PlannedStep[]) => faultsOf(steps, abilities, 'workflow.steps');
const fieldsOf = (steps: PlannedStep[]) => faults(...steps).map((fault) => fault.field);

/** For each step the steps before it that it depends on: at most 20, so no chain is too long. */
const graph = fc
  .integer({ min: 1, max: 20 })
  .chain((size) => fc.tuple(...Array.from({ length: size }, (_unused, i) => fc.subarray([...Array(i).keys()]))));
const stepsOf = (edges: number[][]) =>
  edges.map((from, i) =>
    step(
      `s${i}`,
      from.map((j) => `s${j}`),
    ),
  );

describe('faultsOf', () => {
  it('accepts a diamond', () => {
    expect(fieldsOf([step('a'), step('b', ['a']), step('c', ['a']), step('d', ['b', 'c'])])).toEqual([]);
  });

  it('names the first step of a cycle, not the one that only waits for it', () => {
    expect(fieldsOf([step('a'), step('b', ['c']), step('c', ['b'])])).toEqual(['workflow.steps[1].depends_on']);
    expect(faults(step('waits', ['b']), step('b', ['c']), step('c', ['b']))).toEqual([
      { field: 'workflow.steps[1].depends_on', message: 'the steps b, c wait for each other' },
    ]);
  });

  it('refuses a step that depends on itself', () => {
    expect(faults(step('a', ['a']))).toEqual([{ field: 'workflow.steps[0].depends_on', message: 'a cannot depend on itself' }]);
  });

  it('names a double id, an unknown dependency, an unknown agent type and an unknown capability together', () => {
    const steps = [step('a'), step('a', ['x'], { agentType: 'pilot' }), step('b', [], { agentType: undefined, capability: 'flying' })];
    expect(fieldsOf(steps)).toEqual([
      'workflow.steps[1].id',
      'workflow.steps[1].agent_type',
      'workflow.steps[1].depends_on',
      'workflow.steps[2].capability',
    ]);
  });

  it('refuses 51 steps, a chain of 21 and more text than a plan may hold', () => {
    expect(fieldsOf(Array.from({ length: 51 }, (_unused, i) => step(`s${i}`)))).toEqual(['workflow.steps']);
    expect(fieldsOf(Array.from({ length: 21 }, (_unused, i) => step(`s${i}`, i === 0 ? [] : [`s${i - 1}`])))).toEqual(['workflow.steps']);
    expect(fieldsOf([step('a', [], { task: 'x'.repeat(60_000) }), step('b', [], { expectedOutput: 'x'.repeat(40_001) })])).toEqual([
      'workflow.steps',
    ]);
  });

  it.each<[Partial<PlannedStep>, string]>([
    [{ maxAttempts: 0 }, 'max_attempts'],
    [{ maxAttempts: 11 }, 'max_attempts'],
    [{ maxAttempts: 1.5 }, 'max_attempts'],
    [{ timeoutSeconds: 3_601 }, 'timeout_seconds'],
    [{ approvalTimeoutSeconds: 59, requiresApproval: true }, 'approval_timeout_seconds'],
    [{ approvalTimeoutSeconds: 60 }, 'approval_timeout_seconds'],
    [{ maxIterations: 3 }, 'max_iterations'],
  ])('refuses %j', (more, field) => {
    expect(fieldsOf([step('a'), step('b', [], more)])).toEqual([`workflow.steps[1].${field}`]);
  });

  it('accepts work that is reviewed and what waits for the review', () => {
    expect(faults(step('write'), review('judge', 'write', { maxIterations: 5 }), step('send', ['judge']))).toEqual([]);
  });

  it.each<[string, PlannedStep[], string]>([
    ['of a step that does not exist', [step('a'), step('b', [], { agentType: 'coordinator', reviews: 'x' })], '[1].reviews'],
    ['of a step it does not wait for', [step('a'), step('b', [], { agentType: 'coordinator', reviews: 'a' })], '[1].reviews'],
    ['of a review', [step('a'), review('b', 'a'), review('c', 'b')], '[2].reviews'],
    ['by an agent that cannot judge', [step('a'), review('b', 'a', { agentType: 'content' })], '[1].reviews'],
    ['by a capability that cannot judge', [step('a'), review('b', 'a', { agentType: undefined, capability: 'writing' })], '[1].reviews'],
    ['of work that others use before it is approved', [step('a'), review('b', 'a'), step('c', ['a'])], '[2].depends_on'],
  ])('refuses a review %s', (_what, steps, field) => {
    expect(fieldsOf(steps)).toEqual([`workflow.steps${field}`]);
  });

  it('refuses a second review of the same step', () => {
    expect(faults(step('a'), review('b', 'a'), review('c', 'a'))).toContainEqual({
      field: 'workflow.steps[2].reviews',
      message: 'a is reviewed by b already',
    });
  });

  it('accepts every graph whose edges point backwards, in whatever order its steps stand', () => {
    const shuffled = graph.chain((edges) => {
      const steps = stepsOf(edges);
      return fc.shuffledSubarray(steps, { minLength: steps.length, maxLength: steps.length });
    });
    fc.assert(fc.property(shuffled, (steps) => fieldsOf(steps).length === 0));
  });

  it('finds every cycle that one edge more closes, and names a step in it', () => {
    const closed = graph
      .filter((edges) => edges.some((from) => from.length > 0))
      .chain((edges) => {
        const pairs = edges.flatMap((from, i) => from.map((j) => [i, j] as const));
        return fc.record({ edges: fc.constant(edges), edge: fc.constantFrom(...pairs) });
      });
    fc.assert(
      fc.property(closed, ({ edges, edge: [later, earlier] }) => {
        const steps = stepsOf(edges.map((from, i) => (i === earlier ? [...from, later] : from)));
        const found = fieldsOf(steps);
        expect(found).toHaveLength(1);
        const named = Number(/^workflow\.steps\[(\d+)\]\.depends_on$/.exec(found[0] ?? '')?.[1]);
        expect(reaches(steps, `s${named}`, `s${named}`)).toBe(true);
      }),
    );
  });
});

/** Whether a way along dependencies leads from one step to the other. */
function reaches(steps: PlannedStep[], from: string, to: string): boolean {
  const seen = new Set<string>();
  const open = [from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const dependency of steps.find(({ stepId }) => stepId === id)?.dependsOn ?? []) {
      if (dependency === to) return true;
      if (!seen.has(dependency)) open.push(dependency);
      seen.add(dependency);
    }
  }
  return false;
}
