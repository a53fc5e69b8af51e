import fc from 'fast-check';
import { faultsOf } from './check-plan';
import type { PlannedStep } from './plan';

const abilities = { agentTypes: new Set(['content']), capabilities: new Set(['writing']) };
const step = (stepId: string, dependsOn: string[] = [], more: Partial<PlannedStep> = {}): PlannedStep => ({
  stepId,
  task: 'do it',
  agentType: 'content',
  dependsOn,
  onFailure: 'fail',
  requiresApproval: false,
  ...more,
});
const fieldsOf = (steps: PlannedStep[]) => faultsOf(steps, abilities, 'workflow.steps').map((fault) => fault.field);

describe('faultsOf', () => {
  it('accepts a diamond', () => {
    expect(fieldsOf([step('a'), step('b', ['a']), step('c', ['a']), step('d', ['b', 'c'])])).toEqual([]);
  });

  it('names the first step of a cycle', () => {
    expect(fieldsOf([step('a'), step('b', ['c']), step('c', ['b'])])).toEqual(['workflow.steps[1].depends_on']);
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

  it('refuses 51 steps and a chain of 21', () => {
    expect(fieldsOf(Array.from({ length: 51 }, (_unused, i) => step(`s${i}`)))).toEqual(['workflow.steps']);
    expect(fieldsOf(Array.from({ length: 21 }, (_unused, i) => step(`s${i}`, i === 0 ? [] : [`s${i - 1}`])))).toEqual(['workflow.steps']);
  });

  it('accepts every graph whose edges point backwards', () => {
    const graph = fc
      .integer({ min: 1, max: 20 })
      .chain((size) => fc.tuple(...Array.from({ length: size }, (_unused, i) => fc.subarray([...Array(i).keys()]))));
    fc.assert(
      fc.property(
        graph,
        (edges) =>
          fieldsOf(
            edges.map((from, i) =>
              step(
                `s${i}`,
                from.map((j) => `s${j}`),
              ),
            ),
          ).length === 0,
      ),
    );
  });
});
