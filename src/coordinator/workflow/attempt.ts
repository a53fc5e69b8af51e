import type { AgentConfig } from '../../networks';
import type { PlannedStep } from '../plan/plan';
import type { Claimed, TaskLimits } from './claim';
import type { Standing } from './workflow';
import type { WorkingTask } from './working-tasks';

/** One try at a step by the worker that holds it. */
export interface Attempt {
  standing: Standing;
  task: WorkingTask;
  step: PlannedStep;
  agent: AgentConfig;
  claimed: Claimed;
  /** What its worker needs to claim further steps of the task, until `goesOnUntilMs`. */
  limits: TaskLimits;
  agents: readonly AgentConfig[];
  goesOnUntilMs: number;
}
