import { invalidField } from '../../../errors';
import type { AgentTask } from '../../agent';
import { isProxy, protectedAttribute } from './protected-attributes';

/** Names of columns that a task may allow. */
const MOST_ALLOWED = 50;

/** Columns by whether they may decide how people are treated. */
export interface UsableColumns {
  usable: string[];
  /** Protected ones that the context does not allow. */
  refused: { column: string; attribute: string }[];
  /** Usable ones that may stand for something protected. */
  proxies: string[];
}

/** Sorts out the columns of protected attributes, but for those that `context.allowed_attributes` names. @throws MeshError invalid when that is no list of names. */
export function usableColumns(columns: readonly string[], { context }: Pick<AgentTask, 'context'>): UsableColumns {
  const allowed = allowedColumns(context);
  const refused = columns.flatMap((column) => {
    const attribute = allowed.has(column) ? undefined : protectedAttribute(column);
    return attribute === undefined || allowed.has(attribute) ? [] : [{ column, attribute }];
  });
  const usable = columns.filter((column) => !refused.some((one) => one.column === column));
  return { usable, refused, proxies: usable.filter((column) => !allowed.has(column) && isProxy(column)) };
}

/** The sentences that tell of columns that were left out, and of those that one should think about. */
export function columnWarnings({ refused }: Pick<UsableColumns, 'refused'>, proxiesUsed: readonly string[]): string[] {
  return [
    ...refused.map(
      ({ column, attribute }) =>
        `${column} (${attribute}) is a protected attribute and was not used: name it in context.allowed_attributes if it may be`,
    ),
    ...(proxiesUsed.length > 0 ? [`may stand for a protected attribute: ${proxiesUsed.join(', ')}`] : []),
  ];
}

function allowedColumns({ allowed_attributes: given = [] }: AgentTask['context']): ReadonlySet<string> {
  const isNames = Array.isArray(given) && given.length <= MOST_ALLOWED && given.every((name) => typeof name === 'string');
  if (!isNames) throw invalidField('context.allowed_attributes', `must be a list of at most ${MOST_ALLOWED} names of columns`);
  return new Set(given as string[]);
}
