import { invalidField } from '../../../errors';
import { isPossibleProxy } from './possible-proxies';
import { protectedAttribute } from './protected-attributes';

/** A column that may not be used, and the protected attribute that it holds. */
export interface RefusedColumn {
  column: string;
  attribute: string;
}

/** Which columns may decide how people are treated. */
export interface UsableColumns {
  usable: string[];
  refused: RefusedColumn[];
  /** Usable columns that may stand in for a protected attribute. */
  proxies: string[];
}

/** Names in `context.allowed_attributes`, which travels with every step. */
const MOST_ALLOWED = 200;

/**
 * Parts the columns into those that may be used and those that hold a protected attribute and are not named in `context.allowed_attributes`.
 * @throws MeshError invalid when that is not a list of names.
 */
export function usableColumns(columns: readonly string[], context: Readonly<Record<string, unknown>>): UsableColumns {
  const allowed = allowedColumns(context.allowed_attributes);
  const refused = columns.flatMap((column): RefusedColumn[] => {
    const attribute = allowed.has(column) ? undefined : protectedAttribute(column);
    return attribute === undefined ? [] : [{ column, attribute }];
  });
  const refusedNames = new Set(refused.map(({ column }) => column));
  const usable = columns.filter((column) => !refusedNames.has(column));
  return { usable, refused, proxies: usable.filter(isPossibleProxy) };
}

function allowedColumns(value: unknown): ReadonlySet<string> {
  if (value === undefined) return new Set();
  const field = 'context.allowed_attributes';
  if (!Array.isArray(value) || value.length > MOST_ALLOWED)
    throw invalidField(field, `must be a list of at most ${MOST_ALLOWED} names of columns`);
  const names = value.map((name: unknown, index) => {
    if (typeof name !== 'string' || name.trim() === '') throw invalidField(`${field}[${index}]`, 'must be the name of a column');
    return name;
  });
  return new Set(names);
}
