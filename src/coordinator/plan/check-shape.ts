import type { FieldFault } from '../../errors';
import type { PlannedStep } from './plan';

const MAX_DEPTH = 20;

/** A cycle, or else too long a chain; Kahn's algorithm (1962), counting on the way. Expects a plan without unknown ids. */
export function shapeFaults(steps: readonly PlannedStep[], path: string): FieldFault[] {
  const depth = new Map<string, number>();
  let open = steps;
  while (open.length > 0) {
    const free = open.filter((step) => step.dependsOn.every((dependency) => depth.has(dependency)));
    if (free.length === 0) return [cycleFault(steps, open, path)];
    for (const step of free) depth.set(step.stepId, 1 + Math.max(0, ...step.dependsOn.map((dependency) => depth.get(dependency) ?? 0)));
    open = open.filter((step) => !depth.has(step.stepId));
  }
  const deepest = Math.max(...depth.values());
  return deepest > MAX_DEPTH ? [{ field: path, message: `has a chain of ${deepest} steps; ${MAX_DEPTH} are allowed` }] : [];
}

/** Names the first step of a cycle among `open`, not one that merely waits for it. */
function cycleFault(steps: readonly PlannedStep[], open: readonly PlannedStep[], path: string): FieldFault {
  const waiting = new Map(open.map((step) => [step.stepId, step]));
  const way: PlannedStep[] = [];
  let step = open[0];
  // Each open step waits for an open one, so the way comes back to itself.
  while (step !== undefined && !way.includes(step)) {
    way.push(step);
    step = step.dependsOn.map((dependency) => waiting.get(dependency)).find((dependency) => dependency !== undefined);
  }
  const cycle = step === undefined ? way : way.slice(way.indexOf(step));
  const places = cycle.map((member) => steps.indexOf(member)).sort((a, b) => a - b);
  const names = places.map((place) => steps[place]?.stepId).join(', ');
  return { field: `${path}[${places[0]}].depends_on`, message: `the steps ${names} wait for each other` };
}
