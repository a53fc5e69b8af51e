import { invalidField } from '../../../errors';
import { dayOf } from '../../analytics/trends/dates';

/** The day that `context.as_of` names, as days from 1970-01-01; undefined when it names none. @throws MeshError invalid when it is no date. */
export function asOfDay(context: Readonly<Record<string, unknown>>): number | undefined {
  const { as_of: given } = context;
  if (given === undefined) return undefined;
  const day = typeof given === 'string' ? dayOf(given.trim()) : undefined;
  if (day === undefined) throw invalidField('context.as_of', 'must be a date such as 2026-03-31');
  return day;
}
