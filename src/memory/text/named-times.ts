import type { Language } from './language';
import { alternatives, asWord, namesOf, remembered, UNSPACED_LOCALES, YEAR, type RelativeUnit } from './time-names';

/** Characters of a query that are read for times, and times that are taken from it. */
const READ_LENGTH = 4_096;
const MAX_TIMES = 8;
const DAY_MS = 86_400_000;
/** Milliseconds of a year, and the year that stands for all. */
const YEAR_MS = 365.2425 * DAY_MS;
const ANY_YEAR = 2024;
/** Days after which what is near a time is worth a third of what lies in it. */
const NEAR_DAYS = 10;

/** From `startMs` up to, not including, `endMs`; `yearly`: of this year or any other. */
export interface TimeSpan {
  startMs: number;
  endMs: number;
  yearly: boolean;
}

/**
 * The times that `query` names, in UTC: days and months (`on 7 May 2023`, `im März`), years, ISO dates, and relative ones (`last week`). A
 * month or day without a year is that of any year. At most 8.
 */
export function timesIn(query: string, languages: readonly Language[], nowMs: number): TimeSpan[] {
  const text = query.slice(0, READ_LENGTH).toLowerCase();
  const locales = [...new Set<Language>(['en', ...languages])];
  const spans = [...isoDates(text), ...locales.flatMap((locale) => [...monthsIn(text, locale), ...relativeIn(text, locale, nowMs)])];
  for (const locale of UNSPACED_LOCALES) spans.push(...relativeIn(text, locale, nowMs));
  if (spans.length === 0) spans.push(...yearsIn(text));
  return spans.slice(0, MAX_TIMES);
}

function isoDates(text: string): TimeSpan[] {
  return [...text.matchAll(/(?<!\d)(\d{4})-(\d\d)(?:-(\d\d))?(?!\d)/g)].flatMap(([, year, month, day]) =>
    spanOf(Number(year), Number(month) - 1, day === undefined ? undefined : Number(day)),
  );
}

function yearsIn(text: string): TimeSpan[] {
  return [...text.matchAll(new RegExp(`(?<!\\d)${YEAR}(?!\\d)`, 'g'))].map(([year]) => ({
    startMs: Date.UTC(Number(year), 0, 1),
    endMs: Date.UTC(Number(year) + 1, 0, 1),
    yearly: false,
  }));
}

const monthPattern = remembered((locale: string): RegExp => {
  const month = alternatives([...namesOf(locale).months.keys()]);
  return new RegExp(
    `(?:(?<!\\d)(\\d{1,2})(?:st|nd|rd|th|\\.|º|er)?(?: of| de)? )?(?<![\\p{L}\\p{N}])(${month})(?![\\p{L}\\p{N}])(?: (\\d{1,2})(?:st|nd|rd|th)?(?!\\d))?(?:,? (?:of |de )?(\\d{4})(?!\\d))?`,
    'giu',
  );
});

function monthsIn(text: string, locale: string): TimeSpan[] {
  return [...text.matchAll(monthPattern(locale))].flatMap((match) => {
    const [, before, name = '', after, year] = match;
    const month = namesOf(locale).months.get(name) as number;
    const day = Number(before ?? after) || undefined;
    // English `may` and `march` are words of their own.
    if (
      day === undefined &&
      year === undefined &&
      /^(?:may|march)$/.test(name) &&
      !/(?:in|of|since|until|by|during|last|this|next) $/.test(text.slice(0, match.index))
    )
      return [];
    return spanOf(year === undefined ? undefined : Number(year), month, day);
  });
}

function spanOf(year: number | undefined, month: number, day?: number): TimeSpan[] {
  if (month < 0 || month > 11) return [];
  const inYear = year ?? ANY_YEAR;
  const startMs = Date.UTC(inYear, month, day ?? 1);
  if (new Date(startMs).getUTCMonth() !== month) return spanOf(year, month); // no such day
  return [{ startMs, endMs: day === undefined ? Date.UTC(inYear, month + 1, 1) : startMs + DAY_MS, yearly: year === undefined }];
}

const relativePattern = remembered((locale: string): RegExp => {
  const names = alternatives(namesOf(locale).relative.map(({ name }) => name));
  return new RegExp(UNSPACED_LOCALES.includes(locale) ? names : asWord(names), 'giu');
});

function relativeIn(text: string, locale: string, nowMs: number): TimeSpan[] {
  return [...text.matchAll(relativePattern(locale))].flatMap(([found]) => {
    const named = namesOf(locale).relative.find(({ name }) => name === found);
    return named === undefined ? [] : [relativeSpan(named.unit, named.offset, nowMs)];
  });
}

function relativeSpan(unit: RelativeUnit, offset: number, nowMs: number): TimeSpan {
  const now = new Date(nowMs);
  const [year, month, day] = [now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()];
  if (unit === 'year') return span(Date.UTC(year + offset, 0, 1), Date.UTC(year + offset + 1, 0, 1));
  if (unit === 'month') return span(Date.UTC(year, month + offset, 1), Date.UTC(year, month + offset + 1, 1));
  const days = unit === 'week' ? 7 : 1;
  const first = unit === 'week' ? day - ((now.getUTCDay() + 6) % 7) : day;
  return span(Date.UTC(year, month, first + offset * days), Date.UTC(year, month, first + (offset + 1) * days));
}

function span(startMs: number, endMs: number): TimeSpan {
  return { startMs, endMs, yearly: false };
}

/** How near a moment is to the nearest of `spans`: 1 within it, a third ten days before or after, 0 for no spans. */
export function nearness(spans: readonly TimeSpan[], atMs: number): number {
  let nearest = Infinity;
  for (const { startMs, endMs, yearly } of spans) {
    const shiftMs = yearly ? Math.round((atMs - (startMs + endMs) / 2) / YEAR_MS) * YEAR_MS : 0;
    const outsideMs = Math.max(startMs + shiftMs - atMs, atMs - (endMs + shiftMs), 0);
    if (outsideMs < nearest) nearest = outsideMs;
  }
  return Math.exp(-nearest / (NEAR_DAYS * DAY_MS));
}
