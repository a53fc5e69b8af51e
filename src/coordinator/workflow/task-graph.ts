import { inputStepsOf, type FailurePolicy, type Plan, type PlannedStep } from '../plan/plan';
import { edgePolicies } from '../plan/edge-policies';

/** A plan as the engine walks it. */
export interface TaskGraph {
  steps: ReadonlyMap<string, PlannedStep>;
  /** For each step the steps that wait for it, and what becomes of each when it fails. */
  edges: ReadonlyMap<string, readonly { successor: string; onFailure: FailurePolicy }[]>;
  /** For each step those whose results it is given. */
  inputs: ReadonlyMap<string, readonly string[]>;
}

/** The graph of `plan`. */
export function graphOf(plan: Pick<Plan, 'steps'>): TaskGraph {
  const inputs = new Map(plan.steps.map((step) => [step.stepId, inputStepsOf(plan, step)]));
  return { steps: new Map(plan.steps.map((step) => [step.stepId, step])), edges: edgePolicies(plan), inputs };
}

/** The steps that wait for `stepId`. */
export function successorsOf(graph: TaskGraph, stepId: string): string[] {
  return (graph.edges.get(stepId) ?? []).map(({ successor }) => successor);
}

/** `from` and all that rests on it, directly or not. */
export function withDescendants(graph: TaskGraph, from: Iterable<string>): Set<string> {
  const found = new Set<string>();
  const open = [...from];
  for (let stepId = open.pop(); stepId !== undefined; stepId = open.pop()) {
    if (found.has(stepId)) continue;
    found.add(stepId);
    open.push(...successorsOf(graph, stepId));
  }
  return found;
}

/** What follows when `stepId` fails for good, as the scripts read it: {own, edges: {step: [[successor, policy]]}}. */
export function afterFailure(graph: TaskGraph, stepId: string): string {
  const edges = Object.fromEntries(
    [...withDescendants(graph, [stepId])].map((id) => [id, (graph.edges.get(id) ?? []).map((edge) => [edge.successor, edge.onFailure])]),
  );
  return JSON.stringify({ own: graph.steps.get(stepId)?.onFailure ?? 'fail', edges });
}
