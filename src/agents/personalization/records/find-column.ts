import { invalidField } from '../../../errors';
import type { AgentTask } from '../../agent';
import type { RecordSource } from './record-source';

/**
 * The column of a source that plays a role: the one that `context.columns[role]` names, else the first of `names` that there is, in any case.
 * @throws MeshError invalid when the context names one that there is not.
 */
export function findColumn(
  { context }: Pick<AgentTask, 'context'>,
  source: RecordSource,
  role: string,
  names: readonly string[],
): string | undefined {
  const { columns: given = {} } = context;
  if (given === null || typeof given !== 'object' || Array.isArray(given))
    throw invalidField('context.columns', 'must be an object: { "role": "column" }');
  const named = Object.hasOwn(given, role) ? (given as Record<string, unknown>)[role] : undefined;
  if (named !== undefined) {
    if (typeof named !== 'string' || !source.columns.includes(named)) {
      throw invalidField(`context.columns.${role}`, `must be a column of ${source.field}: ${source.columns.slice(0, 20).join(', ')}`);
    }
    return named;
  }
  return names.map((name) => source.columns.find((column) => column.toLowerCase() === name)).find((column) => column !== undefined);
}

/** The same, where nothing can be done without it. @throws MeshError invalid naming the source. */
export function needColumn(task: Pick<AgentTask, 'context'>, source: RecordSource, role: string, names: readonly string[]): string {
  const column = findColumn(task, source, role, names);
  if (column !== undefined) return column;
  throw invalidField(source.field, `needs a column for the ${role}: ${names.join(', ')}, or the one that context.columns.${role} names`);
}

/** Names of columns that say when something was bought, the best first. */
export const PURCHASE_TIME_COLUMNS = ['at', 'date', 'purchased_at', 'ordered_at', 'order_date', 'purchase_date', 'timestamp'];

/** Names of columns that say whose a record is, the best first. */
export const PERSON_COLUMNS = ['customer_id', 'customer', 'user_id', 'user', 'contact_id', 'email', 'id'];
