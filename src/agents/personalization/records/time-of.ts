/** Numbers beyond are milliseconds since 1970, below seconds: as seconds it is the year 5138, as milliseconds 1973. */
const FIRST_MS = 100_000_000_000;
const DATE = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/i;

/** Milliseconds since 1970 of an ISO 8601 date or time (UTC where it names no zone; a date is its midnight) or of a Unix time; undefined for all else. */
export function timeOf(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) && value > 0 ? (value < FIRST_MS ? value * 1_000 : value) : undefined;
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  if (!DATE.test(text)) return undefined;
  const hasTime = text.length > 10;
  const zoned = hasTime && !/(?:z|[+-]\d{2}:?\d{2})$/i.test(text.slice(11)) ? `${text}Z` : text;
  const time = Date.parse(zoned.replace(' ', 'T'));
  return Number.isNaN(time) ? undefined : time;
}
