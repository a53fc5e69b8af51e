import type { AgentTask } from '../../agent';
import type { PersonalTools } from '../personal-work';
import type { Grouping } from './grouping';
import { storeTable } from '../store-table';

/** A row of the table of assignments: who, in which segment, and the score that put them there. */
type AssignmentRow = Readonly<Record<string, string | number | null>>;

/** Stores who is in which segment, one row a person in the order of the records; resolves to the id of the dataset. `segmentOf` gives the id for a label. */
export async function storeAssignments(
  task: AgentTask,
  { datasets }: PersonalTools,
  grouping: Grouping,
  segmentOf: (label: number) => string,
): Promise<string> {
  const rows = assignmentRows(task, grouping, segmentOf);
  const { datasetId } = await storeTable(task, datasets, { name: `Segments by ${grouping.method}`, part: 'segments', rows });
  return datasetId;
}

async function* assignmentRows(
  { signal }: AgentTask,
  grouping: Grouping,
  segmentOf: (label: number) => string,
): AsyncIterable<AssignmentRow> {
  const { ids, idColumn, labels, scores } = grouping;
  let person = 0;
  for await (const block of ids()) {
    signal.throwIfAborted();
    for (const id of block) {
      const row = { [idColumn]: id, segment: segmentOf(labels[person]!) };
      yield scores === undefined ? row : { ...row, [scores.column]: scores.values[person]! };
      person += 1;
    }
  }
}
