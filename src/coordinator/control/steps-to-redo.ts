import { invalidField, MeshError } from '../../errors';
import { graphOf, withDescendants } from '../workflow/task-graph';
import type { TaskRecord } from '../workflow/task';

/**
 * The steps of a task that has ended which are to be done anew, each with the number of them that it waits for: those that did not complete and
 * `fromStep`, and all that rests on them. Of a completed task only `fromStep` and what rests on it. Empty for a task that was never started.
 * @throws MeshError 422 naming `from_step` when there is no such step, 409 for a completed task without one.
 */
export function stepsToRedo(task: TaskRecord, fromStep?: string): ReadonlyMap<string, number> {
  const { plan, steps, status } = task;
  if (fromStep !== undefined && !steps.has(fromStep)) throw invalidField('from_step', 'is no step of this task');
  if (status === 'completed' && fromStep === undefined) {
    throw new MeshError('conflict', 'task-completed', 'a completed task is retried only from a step');
  }
  if (plan === undefined || task.startedMs === undefined) return new Map();
  const isCompleted = status === 'completed';
  const unfinished = [...steps].filter(([, step]) => !isCompleted && step.status !== 'completed').map(([stepId]) => stepId);
  const graph = graphOf(plan);
  const redone = withDescendants(graph, fromStep === undefined ? unfinished : [fromStep, ...unfinished]);
  const waitsFor = (stepId: string) => (graph.steps.get(stepId)?.dependsOn ?? []).filter((other) => redone.has(other)).length;
  return new Map([...steps.keys()].filter((stepId) => redone.has(stepId)).map((stepId) => [stepId, waitsFor(stepId)]));
}
