import 'reflect-metadata';
import { validated } from '../../security';
import { plannedStepsOf } from './planned-steps';
import { WorkflowDto } from './submit-task.dto';

const read = async (...steps: object[]) => validated(WorkflowDto, { steps });
const planned = async (...steps: object[]) => {
  const { instance, faults } = await read(...steps);
  expect(faults).toEqual([]);
  return plannedStepsOf(instance as WorkflowDto);
};

describe('plannedStepsOf', () => {
  it('takes dependencies with and without a policy of their own', async () => {
    const [step] = await planned({ id: 'c', task: 'x', depends_on: ['a', { step: 'b', on_failure: 'continue' }, { step: 'd' }] });
    expect(step).toMatchObject({ dependsOn: ['a', 'b', 'd'], edges: { b: 'continue' }, onFailure: 'fail' });
  });

  it('takes everything the contract names', async () => {
    const all = {
      id: 'b',
      task: 'x',
      expected_output: 'A verdict',
      agent_type: 'coordinator',
      depends_on: ['a'],
      requires_approval: true,
      approval_timeout_seconds: 2_592_000,
      on_failure: 'skip',
      timeout_seconds: 30,
      max_attempts: 10,
      reviews: 'a',
      max_iterations: 50,
    };
    const [step] = await planned(all);
    expect(step).toMatchObject({
      expectedOutput: 'A verdict',
      requiresApproval: true,
      approvalTimeoutSeconds: 2_592_000,
      onFailure: 'skip',
      timeoutSeconds: 30,
      maxAttempts: 10,
      reviews: 'a',
      maxIterations: 50,
    });
    expect(step).not.toHaveProperty('edges');
  });

  it('leaves a review that names nobody to whoever can review', async () => {
    const [step] = await planned({ id: 'b', task: 'x', depends_on: ['a'], reviews: 'a' });
    expect(step).toMatchObject({ capability: 'review' });
  });

  it.each([
    [{ depends_on: 'a' }, 'depends_on'],
    [{ depends_on: [1] }, 'depends_on'],
    [{ depends_on: ['not an id'] }, 'depends_on'],
    [{ depends_on: [{ step: 'a', on_failure: 'panic' }] }, 'depends_on'],
    [{ depends_on: [{ step: 'a', colour: 'red' }] }, 'depends_on'],
    [{ depends_on: [{ on_failure: 'skip' }] }, 'depends_on'],
    [{ depends_on: [null] }, 'depends_on'],
    [{ expected_output: '' }, 'expected_output'],
    [{ max_attempts: 11 }, 'max_attempts'],
    [{ reviews: 7 }, 'reviews'],
    [{ max_iterations: 0 }, 'max_iterations'],
    [{ approval_timeout_seconds: 59 }, 'approval_timeout_seconds'],
    [{ approval_timeout_seconds: '60' }, 'approval_timeout_seconds'],
  ])('refuses %j and names the field', async (more, field) => {
    const { faults } = await read({ id: 'b', task: 'x', ...more });
    expect(faults.map((fault) => fault.field)).toEqual([`steps[0].${field}`]);
  });
});
