import { invalidField } from '../../../errors';
import type { RecordSource } from '../records/record-source';

/** Names of the column that identifies a person, the surest first. */
const ID_NAMES = (
  'id, customer_id, customerid, user_id, userid, contact_id, recipient_id, subscriber_id, member_id, person_id, client_id, customer, email, e_mail, ' +
  'email_address, mail, user, recipient'
).split(', ');

/** The table of assignments counts its rows from one where nothing identifies people. */
export const ROW_COLUMN = 'row';

/** Columns of the table of assignments beside the one with the ids. */
const OWN_COLUMNS: ReadonlySet<string> = new Set(['segment', 'rfm_score', 'clarity']);

/**
 * The column that identifies a person: `context.id_field`, else the first with a usual name; undefined when there is none.
 * @throws MeshError invalid when `context.id_field` is no column, or is called as another column of the table of assignments.
 */
export function idColumnOf(source: RecordSource, context: Readonly<Record<string, unknown>>): string | undefined {
  const { id_field: given } = context;
  if (given !== undefined) {
    if (typeof given === 'string' && source.columns.includes(given) && !OWN_COLUMNS.has(given)) return given;
    throw invalidField('context.id_field', `must name a field of ${source.field} that is not called segment, rfm_score or clarity`);
  }
  const byName = new Map(source.columns.toReversed().map((column) => [column.toLowerCase().replaceAll(/[\s-]+/g, '_'), column]));
  return ID_NAMES.map((name) => byName.get(name)).find((column) => column !== undefined);
}

/** What identifies a person, where it is plain; null else. */
export function idIn(value: unknown): string | number | null {
  return (typeof value === 'string' && value.trim() !== '') || typeof value === 'number' ? value : null;
}

/** The ids of all records in their order; their places, counted from one, where no column identifies people. */
export async function* idsOf(source: RecordSource, idColumn: string | undefined): AsyncIterable<readonly (string | number | null)[]> {
  let before = 0;
  for await (const block of source.blocks()) {
    const first = before + 1;
    yield block.map((record, index) => (idColumn === undefined ? first + index : idIn(record[idColumn])));
    before += block.length;
  }
}
