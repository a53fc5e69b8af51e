/** Days from 1970-01-01, UTC. */
const DAY_MS = 86_400_000;
// ISO 8601: a day with or without a time after it, or a month; time and zone do not move the day, which is the one as written.
const ISO_DATE = /^(\d{4})-(\d{2})(?:-(\d{2})(?:[T ]\d{2}.*)?)?$/;

/** The steps of a series. */
export type Period = 'day' | 'week' | 'month';

/** The day that an ISO 8601 date, time or month names, as days from 1970-01-01; undefined where the text is none or the day does not exist. */
export function dayOf(text: string): number | undefined {
  const match = ISO_DATE.exec(text);
  if (match === null) return undefined;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3] ?? 1)];
  const time = Date.UTC(year, month - 1, day);
  const date = new Date(time);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day && year >= 1900 && year < 2200 ? time / DAY_MS : undefined;
}

/** The number of the period that a day is in; weeks begin on Monday. */
export function periodOf(day: number, period: Period): number {
  if (period === 'day') return day;
  if (period === 'week') return Math.floor((day + 3) / 7);
  const date = new Date(day * DAY_MS);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

/** The first day of a period. */
export function firstDayOf(index: number, period: Period): number {
  if (period === 'day') return index;
  if (period === 'week') return index * 7 - 3;
  return Date.UTC(Math.floor(index / 12), index % 12, 1) / DAY_MS;
}

/** How a period is named: its first day, or `2026-03` for a month. */
export function periodLabel(index: number, period: Period): string {
  const label = new Date(firstDayOf(index, period) * DAY_MS).toISOString();
  return label.slice(0, period === 'month' ? 7 : 10);
}
