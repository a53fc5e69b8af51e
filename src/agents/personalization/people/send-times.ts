const DAY_MS = 86_400_000;
/** Numbers beyond are milliseconds since 1970, below seconds: as seconds it is the year 5138, as milliseconds 1973. */
const FIRST_MS = 100_000_000_000;
const SEPARATORS = /[,;|]/;
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

/** How many mails a field tells of, and how many of its values say no time. */
export interface SendTimes {
  recent: number;
  unreadable: number;
}

/**
 * Counts what was sent within `days` before `nowMs`; what is to be sent later counts as well. The value is a date, a list of them, or a text of
 * several with commas, semicolons or bars between them.
 */
export function countRecent(value: unknown, days: number, nowMs: number): SendTimes {
  const parts = Array.isArray(value) ? value : typeof value === 'string' ? value.split(SEPARATORS) : [value];
  const found = { recent: 0, unreadable: 0 };
  for (const part of parts) {
    if (part === null || part === undefined || (typeof part === 'string' && part.trim() === '')) continue;
    const time = timeOf(part);
    if (time === undefined) found.unreadable += 1;
    else if (nowMs - time < days * DAY_MS) found.recent += 1;
  }
  return found;
}
