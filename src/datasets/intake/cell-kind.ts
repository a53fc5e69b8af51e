/** What a cell looks like by itself; the column's type is what fits all of its cells. */
export type CellKind = 'missing' | 'integer' | 'number' | 'boolean' | 'date' | 'text';

/** A number as people and programs write it; leading zeros are left out, for `007` is an article and `01067` a town. */
const NUMBER = /^[+-]?(?:0|[1-9]\d*|(?=\.\d))(?:\.\d*)?(?:[eE][+-]?\d{1,3})?$/;
const INTEGER = /^[+-]?\d+$/;
/** ISO 8601: a day, or a moment to the minute or finer, with or without its zone. */
const DATE = /^(\d{4})-(\d{2})-(\d{2})(?:[T ]([01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+-](?:[01]\d|2[0-3]):?[0-5]\d)?)?$/;
/** Longest text that can be a date or a number; what is longer is not looked at. */
const MAX_LENGTH = 40;
/** What programs write for a value that is not there. */
const MISSING = new Set(['', 'nan', 'na', 'n/a', 'null']);

/** The kind of a cell of a CSV file, whose values say nothing about their type. */
export function kindOfText(cell: string): CellKind {
  if (cell.length > MAX_LENGTH && cell.trim().length > MAX_LENGTH) return 'text';
  const text = cell.trim();
  if (text === '') return 'missing';
  const first = text.charCodeAt(0);
  const isDigit = first >= 48 && first <= 57;
  // + - .
  if (isDigit || first === 43 || first === 45 || first === 46) {
    if (NUMBER.test(text)) return kindOfNumber(Number(text), INTEGER.test(text));
    return isDigit && isDate(text) ? 'date' : 'text';
  }
  const word = text.toLowerCase();
  if (word === 'true' || word === 'false') return 'boolean';
  return MISSING.has(word) ? 'missing' : 'text';
}

/** The kind of a string where values have types, as in JSON: its sender has said that it is no number. */
export function kindOfString(value: string): CellKind {
  if (value === '') return 'missing';
  return value.length <= MAX_LENGTH && isDate(value) ? 'date' : 'text';
}

/** The kind of a finite number. Whole ones beyond 2^53 would lose digits: as text they are ids, and stay what they are. */
export function kindOfNumber(value: number, isWhole = Number.isInteger(value)): CellKind {
  if (!Number.isFinite(value)) return 'text';
  if (!isWhole) return 'number';
  return Number.isSafeInteger(value) ? 'integer' : 'text';
}

/** Whether a spreadsheet would compute the cell, or pass it on, instead of showing it; numbers with a sign do no harm. */
export function isFormula(cell: string): boolean {
  switch (cell.charCodeAt(0)) {
    case 61: // =
    case 43: // +
    case 45: // -
    case 64: // @
    case 9: // tab
    case 13: // carriage return
      return !NUMBER.test(cell.trim());
    default:
      return false;
  }
}

function isDate(text: string): boolean {
  const match = DATE.exec(text);
  if (match === null) return false;
  const [, year, month, day] = match.map(Number) as [number, number, number, number];
  return month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}
