import type { RecordSource } from '../../records/record-source';
import { momentOf, numberOf } from './moments';
import type { RfmColumns, RfmRole } from './rfm-columns';

/** What is known of each person's purchases, in the order of the people; NaN where nothing is. */
export interface RfmValues {
  /** How long ago the last purchase was; in days where dates were given. */
  recency: Float64Array;
  frequency: Float64Array | undefined;
  monetary: Float64Array | undefined;
  /** Values that could not be read, by the name of their field. */
  unread: Map<string, number>;
}

/** The values in the columns of records. Dates count back from `asOf`, else from the last date that there is. */
export async function valuesFromColumns(
  source: RecordSource,
  columns: RfmColumns,
  asOf: number | undefined,
  signal: AbortSignal,
): Promise<RfmValues> {
  const recency = new Float64Array(source.records).fill(NaN);
  const days = new Float64Array(source.records).fill(NaN);
  const unread = new Map<string, number>();
  const amounts = (['frequency', 'monetary'] satisfies RfmRole[]).flatMap((role) => {
    const column = columns[role];
    return column === undefined ? [] : [{ role, column, values: new Float64Array(source.records).fill(NaN) }];
  });
  const count = (column: string, value: unknown) => {
    if (value !== undefined && value !== null && value !== '') unread.set(column, (unread.get(column) ?? 0) + 1);
  };
  let [person, dates] = [0, 0];
  for await (const block of source.blocks()) {
    signal.throwIfAborted();
    for (const record of block) {
      const last = record[columns.recency];
      const moment = momentOf(last);
      if (moment === undefined) count(columns.recency, last);
      else if ('day' in moment) [days[person], dates] = [moment.day, dates + 1];
      else recency[person] = moment.ago;
      for (const { column, values } of amounts) {
        const number = numberOf(record[column]);
        if (number === undefined) count(column, record[column]);
        else values[person] = number;
      }
      person += 1;
    }
  }
  const valuesOf = (role: RfmRole) => amounts.find((one) => one.role === role)?.values;
  return { recency: dates > 0 ? daysAgo(days, asOf) : recency, frequency: valuesOf('frequency'), monetary: valuesOf('monetary'), unread };
}

/** Days before `asOf`, none below zero; before the last of the days where that is not given. */
export function daysAgo(days: Float64Array, asOf?: number): Float64Array {
  let last = -Infinity;
  for (const day of days) if (day > last) last = day;
  const from = asOf ?? last;
  return days.map((day) => (Number.isNaN(day) ? NaN : Math.max(0, from - day)));
}
