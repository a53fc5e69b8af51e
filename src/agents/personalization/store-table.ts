import type { Cell, Datasets } from '../../datasets';
import type { AgentTask } from '../agent';

/** A table that a step makes. */
export interface MadeTable {
  name: string;
  /** Which of the tables of the step it is: done again, it takes the place of the one that it made before. */
  part: string;
  rows: AsyncIterable<Readonly<Record<string, Cell>>> | Iterable<Readonly<Record<string, Cell>>>;
}

/** Stores a table as a dataset of the task's network, on behalf of its user. @throws MeshError as `Datasets.create`, or `approval-required`. */
export async function storeTable(task: AgentTask, datasets: Datasets, { name, part, rows }: MadeTable): ReturnType<Datasets['create']> {
  await task.permit('datasets:write');
  const { tenantId, networkId, taskId, stepId, userId } = task;
  return datasets.create({ tenantId, networkId }, name.slice(0, 200), rows, `${taskId} ${stepId} ${part}`, userId);
}
