import { ownPolicy, type FailurePolicy, type Plan } from './plan';

/** An edge of the graph, seen from the step it leaves: who waits there, and what a failure does to that one. */
export interface Edge {
  successor: string;
  onFailure: FailurePolicy;
}

/**
 * What the failure of each step does to each step that waits for it. Along an edge `fail` ends the task, `skip` passes over
 * the successor, `continue` lets it run without the result. The edge's own word holds, else the `onFailure` of the step it
 * leaves; that one also decides for the task where a step has no edge out. So one `fail` among the edges ends the task, and
 * none does where every edge says otherwise.
 *
 * A step that is passed over passes the others over too, but for those its edges let `continue`. A review has nothing to
 * judge where the work failed: for it `continue` is `skip`.
 */
export function edgePolicies(plan: Pick<Plan, 'steps'>): Map<string, Edge[]> {
  const edges = new Map<string, Edge[]>(plan.steps.map(({ stepId }) => [stepId, []]));
  const defaults = new Map(plan.steps.map(({ stepId, onFailure }) => [stepId, onFailure]));
  for (const step of plan.steps) {
    for (const dependency of step.dependsOn) {
      const policy = ownPolicy(step, dependency) ?? defaults.get(dependency) ?? 'fail';
      const onFailure = policy === 'continue' && step.reviews === dependency ? 'skip' : policy;
      edges.get(dependency)?.push({ successor: step.stepId, onFailure });
    }
  }
  return edges;
}
