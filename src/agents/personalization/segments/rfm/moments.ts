import { dayOf } from '../../../analytics/trends/dates';

const DAY_MS = 86_400_000;
const SECONDS_A_DAY = 86_400;
/** Numbers above this are no ages in days, a hundred years, but Unix times. */
const MOST_DAYS_AGO = 36_525;
/** Seconds up to the year 5138; milliseconds of 1973 and later are above. */
const MOST_SECONDS = 1e11;

/** When something happened: the day (from 1970-01-01), or how long ago in a unit of the column's own. */
export type Moment = { day: number } | { ago: number };

/** Reads a date (ISO 8601), a Unix time in seconds or milliseconds, or how long ago it was; undefined for anything else. */
export function momentOf(value: unknown): Moment | undefined {
  const day = typeof value === 'string' ? dayOf(value.trim()) : undefined;
  if (day !== undefined) return { day };
  const number = numberOf(value);
  if (number === undefined || number < 0) return undefined;
  if (number <= MOST_DAYS_AGO) return { ago: number };
  return { day: Math.floor(number > MOST_SECONDS ? number / DAY_MS : number / SECONDS_A_DAY) };
}

/** A finite number, also where it was sent as text; undefined for anything else. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value !== 'number' && (typeof value !== 'string' || value.trim() === '')) return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}
