import type { AgentConfig } from '../../networks';
import type { PlannedStep } from '../plan/plan';
import type { Claimed } from './step.store';
import type { Standing } from './workflow';
import type { WorkingTask } from './working-tasks';

/** One try at a step by the worker that holds it. */
export interface Attempt {
  standing: Standing;
  task: WorkingTask;
  step: PlannedStep;
  agent: AgentConfig;
  claimed: Claimed;
}
