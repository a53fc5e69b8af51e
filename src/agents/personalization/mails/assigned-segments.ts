import type { Datasets } from '../../../datasets';
import type { AgentTask } from '../../agent';
import type { PersonRecord } from '../records/record-source';

/** Column of an assignment that names the segment; the other one is the field that people are known by. */
const SEGMENT_COLUMN = 'segment';

/**
 * Who is in which segment, as an earlier step has stored it (`assignments_dataset_id`); undefined when none has, or people are not known by
 * the field that it used.
 */
export async function assignedSegments(
  { inputs, tenantId, networkId, signal }: AgentTask,
  datasets: Datasets,
  columns: readonly string[],
): Promise<((record: PersonRecord) => string | undefined) | undefined> {
  const ids = Object.values(inputs).map(({ output }) => output.assignments_dataset_id);
  const datasetId = ids.find((id) => typeof id === 'string');
  if (datasetId === undefined) return undefined;
  const dataset = await datasets.open({ tenantId, networkId }, datasetId);
  const key = dataset.columns.map(({ name }) => name).find((name) => name !== SEGMENT_COLUMN && columns.includes(name));
  if (key === undefined) return undefined;
  const segments = new Map<string, string>();
  for await (const block of dataset.blocks([key, SEGMENT_COLUMN])) {
    signal.throwIfAborted();
    for (let row = 0; row < block.rows; row += 1) {
      segments.set(String(block.columns[key]![row]), String(block.columns[SEGMENT_COLUMN]![row]));
    }
  }
  return (record) => segments.get(String(record[key]));
}
