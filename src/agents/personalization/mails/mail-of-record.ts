import type { Datasets } from '../../../datasets';
import { invalidField } from '../../../errors';
import type { AgentTask } from '../../agent';
import type { PersonRecord } from '../records/record-source';
import type { Segment } from '../segments/segment';
import { assignedSegments } from './assigned-segments';

/** Finds the mail of a recipient; undefined for one who is in no segment that has a mail. */
export type MailOfRecord = (record: PersonRecord) => string | undefined;

/** Fields of recipients that name their segment. */
const SEGMENT_FIELDS = ['segment_id', 'segment'];

/**
 * How recipients find their mail among `ids`: there is only one, for no segment; or a field of theirs names their segment; or an earlier step has assigned them
 * to segments, or cut segments by the values of one of their fields.
 * @throws MeshError invalid naming `context.recipients` when there are several mails and nothing tells who gets which.
 */
export async function mailOfRecord(
  task: AgentTask,
  datasets: Datasets,
  ids: readonly string[],
  columns: readonly string[],
): Promise<MailOfRecord> {
  const segments = segmentsOf(task);
  const [only] = ids;
  // The one mail of a segment is for no other: those may be better left alone.
  if (ids.length === 1 && !segments.some(({ id }) => id === only)) return () => only;
  const known = new Set(ids);
  const among = (id: unknown) => (typeof id === 'string' && known.has(id) ? id : undefined);
  const named = SEGMENT_FIELDS.find((field) => columns.includes(field));
  if (named !== undefined) return (record) => among(record[named]);
  const assigned = await assignedSegments(task, datasets, columns);
  if (assigned !== undefined) return (record) => among(assigned(record));
  const cut = segments.filter(({ dimension, level }) => dimension !== null && level !== null && columns.includes(dimension));
  if (cut.length === 0) {
    throw invalidField(
      'context.recipients',
      `need a field ${SEGMENT_FIELDS.join(' or ')}: ${ids.length} mails are for segments, and nothing tells who is in which`,
    );
  }
  return (record) => among(cut.find(({ dimension, level }) => String(record[dimension as string]) === level)?.id);
}

function segmentsOf({ inputs }: AgentTask): Segment[] {
  return Object.values(inputs).flatMap(({ output }) => (Array.isArray(output.segments) ? (output.segments as Segment[]) : []));
}
