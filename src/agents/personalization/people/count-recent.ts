import { instantOf } from '../records/instant';

const DAY_MS = 86_400_000;
const SEPARATORS = /[,;|]/;

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
    const time = instantOf(part);
    if (time === undefined) found.unreadable += 1;
    else if (nowMs - time < days * DAY_MS) found.recent += 1;
  }
  return found;
}
