import { invalidField } from '../../../../errors';
import { dayOf } from '../../../analytics/trends/dates';

/** Whether the value of a field fits a condition. */
type Fits = (value: unknown) => boolean;

const MOST_LISTED = 1_000;
/** Characters of a text that fields are compared with. */
const LONGEST_TEXT = 1_000;
/** A hundred years. */
const MOST_DAYS = 36_525;

type Scalar = string | number | boolean;

/**
 * What each operation asks of a field's value; `field` names the condition's value in problems, `today` is the day (from 1970-01-01) that `within_days` counts
 * back from. Only `missing` fits a value that is not there. Texts are compared as they stand by `eq` and `in`, without regard to case by `contains` and
 * `starts_with`; dates by whole days.
 */
export const OPERATIONS: Readonly<Record<string, (value: unknown, field: string, today: number) => Fits>> = {
  eq: (value, field) => isOneOf([scalarIn(value, field)]),
  ne: (value, field) => not(isOneOf([scalarIn(value, field)])),
  in: (value, field) => isOneOf(listIn(value, field)),
  not_in: (value, field) => not(isOneOf(listIn(value, field))),
  gt: (value, field) => compared(numberIn(value, field), (one, other) => one > other),
  gte: (value, field) => compared(numberIn(value, field), (one, other) => one >= other),
  lt: (value, field) => compared(numberIn(value, field), (one, other) => one < other),
  lte: (value, field) => compared(numberIn(value, field), (one, other) => one <= other),
  contains: (value, field) => contains(textIn(value, field).toLowerCase()),
  starts_with: (value, field) => startsWith(textIn(value, field).toLowerCase()),
  exists: () => (value) => !isMissing(value),
  missing: () => isMissing,
  before: (value, field) => byDay(dayIn(value, field), (day, other) => day < other),
  after: (value, field) => byDay(dayIn(value, field), (day, other) => day > other),
  within_days: (value, field, today) => {
    const days = numberIn(value, field);
    if (days < 0 || days > MOST_DAYS) throw invalidField(field, `must be a number of days from 0 to ${MOST_DAYS}`);
    return byDay(today, (day, last) => day <= last && day >= last - days);
  },
};

/** Whether a field has no value: none, null, an empty text or NaN. */
function isMissing(value: unknown): boolean {
  return value === undefined || value === null || Number.isNaN(value) || (typeof value === 'string' && value.trim() === '');
}

function not(fits: Fits): Fits {
  return (value) => !isMissing(value) && !fits(value);
}

/** Numbers and truth values are the same as their texts: a form may have sent `"5"` or `"true"`. */
function isOneOf(wanted: readonly Scalar[]): Fits {
  const texts = new Set(wanted.map(String));
  return (value) => !isMissing(value) && isScalar(value) && texts.has(String(value));
}

function compared(wanted: number, fits: (value: number, wanted: number) => boolean): Fits {
  return (value) => {
    if (isMissing(value) || (typeof value !== 'number' && typeof value !== 'string')) return false;
    const number = Number(value);
    return !Number.isNaN(number) && fits(number, wanted);
  };
}

function contains(wanted: string): Fits {
  return (value) => {
    if (Array.isArray(value)) return value.some((entry) => isScalar(entry) && String(entry).toLowerCase() === wanted);
    return isScalar(value) && String(value).toLowerCase().includes(wanted);
  };
}

function startsWith(wanted: string): Fits {
  return (value) => isScalar(value) && String(value).toLowerCase().startsWith(wanted);
}

function byDay(wanted: number, fits: (day: number, wanted: number) => boolean): Fits {
  return (value) => {
    const day = typeof value === 'string' ? dayOf(value.trim()) : undefined;
    return day !== undefined && fits(day, wanted);
  };
}

function isScalar(value: unknown): value is Scalar {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function scalarIn(value: unknown, field: string): Scalar {
  if (isScalar(value) && !isMissing(value) && !(typeof value === 'string' && value.length > LONGEST_TEXT)) return value;
  throw invalidField(field, `must be a number, true, false or a text of 1 to ${LONGEST_TEXT} characters`);
}

function listIn(value: unknown, field: string): Scalar[] {
  if (!Array.isArray(value) || value.length === 0 || value.length > MOST_LISTED)
    throw invalidField(field, `must be a list of 1 to ${MOST_LISTED} values`);
  return value.map((entry, index) => scalarIn(entry, `${field}[${index}]`));
}

function numberIn(value: unknown, field: string): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw invalidField(field, 'must be a number (dates are compared by before, after and within_days)');
}

function textIn(value: unknown, field: string): string {
  return String(scalarIn(value, field));
}

function dayIn(value: unknown, field: string): number {
  const day = typeof value === 'string' ? dayOf(value.trim()) : undefined;
  if (day === undefined) throw invalidField(field, 'must be a date such as 2026-03-31');
  return day;
}
