import { edgePolicies } from './edge-policies';
import { inputStepsOf, type PlannedStep } from './plan';
import { planView } from './plan.view';

const step = (stepId: string, dependsOn: string[] = [], more: Partial<PlannedStep> = {}): PlannedStep => ({
  stepId,
  task: `do ${stepId}`,
  dependsOn,
  onFailure: 'fail',
  requiresApproval: false,
  ...more,
});

describe('edgePolicies', () => {
  const policiesOf = (...steps: PlannedStep[]) =>
    [...edgePolicies({ steps })].flatMap(([from, edges]) => edges.map(({ successor, onFailure }) => `${from} ${onFailure} ${successor}`));

  it('gives every edge the policy of the step it leaves, unless the edge says otherwise', () => {
    const steps = [
      step('a', [], { onFailure: 'continue' }),
      step('b', ['a']),
      step('c', ['a'], { edges: { a: 'skip' } }),
      step('d', ['b', 'c'], { edges: { c: 'continue' } }),
    ];
    expect(policiesOf(...steps)).toEqual(['a continue b', 'a skip c', 'b fail d', 'c continue d']);
  });

  it('is not misled by steps that are called like what every object has', () => {
    const steps = [step('constructor'), step('a'), step('b', ['constructor', 'a'], { edges: { a: 'skip' } })];
    expect(policiesOf(...steps)).toEqual(['constructor fail b', 'a skip b']);
  });

  it('knows every step, those that nobody waits for too', () => {
    expect(edgePolicies({ steps: [step('a')] })).toEqual(new Map([['a', []]]));
  });

  it('lets no review run on work that failed', () => {
    const steps = [step('work', [], { onFailure: 'continue' }), step('review', ['work'], { reviews: 'work' })];
    expect(policiesOf(...steps)).toEqual(['work skip review']);
  });
});

describe('inputStepsOf', () => {
  it('gives whoever waits for a review the work that was reviewed, each once', () => {
    const [a, b] = [step('a'), step('b')];
    const [review, last] = [step('review', ['a', 'b'], { reviews: 'a' }), step('last', ['b', 'review'])];
    const plan = { steps: [a, b, review, last] };
    expect(plan.steps.map((one) => inputStepsOf(plan, one))).toEqual([[], [], ['a', 'b'], ['b', 'a', 'review']]);
  });
});

describe('planView', () => {
  it('shows what was planned in words of the contract, with an unknown price as null', () => {
    const steps = [
      step('a', [], { agentType: 'content', expectedOutput: 'A text', estimatedCostMicroUsd: 1_500 }),
      step('b', ['a'], { capability: 'review', edges: { a: 'skip' }, reviews: 'a', maxIterations: 4, estimatedCostMicroUsd: null }),
    ];
    const view = planView({ source: 'caller', steps, warnings: ['dear'] });
    expect(view).toMatchObject({ source: 'caller', estimated_cost_usd: null, warnings: ['dear'] });
    expect(view.steps[0]).toMatchObject({ agent_type: 'content', expected_output: 'A text', estimated_cost_usd: 0.0015, max_attempts: 3 });
    expect(view.steps[1]).toMatchObject({
      depends_on: [{ step: 'a', on_failure: 'skip' }],
      reviews: 'a',
      max_iterations: 4,
      estimated_cost_usd: null,
    });
  });
});
