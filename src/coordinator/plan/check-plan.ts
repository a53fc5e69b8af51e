import type { FieldFault } from '../../errors';
import type { PlannedStep } from './plan';

/** Bounds of a plan, whoever made it. */
export const MAX_STEPS = 50;
const MAX_DEPTH = 20;

/** What the agents of the network can do. */
export interface Abilities {
  agentTypes: ReadonlySet<string>;
  capabilities: ReadonlySet<string>;
}

/**
 * The faults of a plan, each naming its place under `path` (`workflow.steps`): too many steps, a double id, an unknown
 * agent or capability, an unknown dependency, a cycle, too long a chain. An empty list is a plan that can run.
 */
export function faultsOf(steps: PlannedStep[], abilities: Abilities, path: string): FieldFault[] {
  if (steps.length === 0 || steps.length > MAX_STEPS) return [{ field: path, message: `must hold 1 to ${MAX_STEPS} steps` }];
  const faults: FieldFault[] = [];
  const ids = new Set<string>();
  for (const [index, step] of steps.entries()) {
    if (ids.has(step.stepId)) faults.push({ field: `${path}[${index}].id`, message: `${step.stepId} is used twice` });
    ids.add(step.stepId);
  }
  for (const [index, step] of steps.entries()) {
    const at = `${path}[${index}]`;
    if (step.agentType !== undefined && !abilities.agentTypes.has(step.agentType)) {
      faults.push({ field: `${at}.agent_type`, message: `the network has no agent of type ${step.agentType}` });
    }
    if (step.capability !== undefined && !abilities.capabilities.has(step.capability)) {
      faults.push({ field: `${at}.capability`, message: `no agent of the network has the capability ${step.capability}` });
    }
    if (new Set(step.dependsOn).size !== step.dependsOn.length) faults.push({ field: `${at}.depends_on`, message: 'names a step twice' });
    for (const dependency of step.dependsOn) {
      if (!ids.has(dependency)) faults.push({ field: `${at}.depends_on`, message: `there is no step ${dependency}` });
    }
  }
  return faults.length > 0 ? faults : shapeFaults(steps, path);
}

/** Kahn's algorithm (1962), counting the longest chain on the way. */
function shapeFaults(steps: PlannedStep[], path: string): FieldFault[] {
  const depth = new Map<string, number>();
  let open = steps;
  while (open.length > 0) {
    const free = open.filter((step) => step.dependsOn.every((dependency) => depth.has(dependency)));
    if (free.length === 0) {
      return [
        {
          field: `${path}[${steps.indexOf(open[0] as PlannedStep)}].depends_on`,
          message: `the steps ${open.map((s) => s.stepId).join(', ')} wait for each other`,
        },
      ];
    }
    for (const step of free) depth.set(step.stepId, 1 + Math.max(0, ...step.dependsOn.map((dependency) => depth.get(dependency) ?? 0)));
    open = open.filter((step) => !depth.has(step.stepId));
  }
  const deepest = Math.max(...depth.values());
  return deepest > MAX_DEPTH ? [{ field: path, message: `has a chain of ${deepest} steps; ${MAX_DEPTH} are allowed` }] : [];
}
