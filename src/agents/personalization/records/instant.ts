/** ISO 8601: a day, or a time of day after it with or without a zone; without one it is UTC. */
const ISO = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/;
const HAS_ZONE = /(?:Z|[+-]\d{2}:?\d{2})$/;
/** Numbers below this are seconds since 1970, above it milliseconds: as seconds it lies in the year 5138. */
const SECONDS_BELOW = 1e11;
/** The last instant that a date can be. */
const LAST_MS = 8.64e15;

/** Milliseconds since 1970 (UTC) of a date, of a time, or of a number of seconds or milliseconds; undefined for what is none. */
export function instantOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value > 0 && value <= LAST_MS ? (value < SECONDS_BELOW ? value * 1_000 : value) : undefined;
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  if (!ISO.test(text)) return undefined;
  const spelled = text.replace(' ', 'T');
  const at = Date.parse(text.length > 10 && !HAS_ZONE.test(text) ? `${spelled}Z` : spelled);
  return Number.isNaN(at) ? undefined : at;
}
