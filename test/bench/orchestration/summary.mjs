import { median, spread } from '../statistics.mjs';

/** Rows in which others used more of the machine (0–1) do not count where there is a quieter one of the same contender. */
export const MAX_FOREIGN = 0.15;

/** The rows of one contender that count. */
export function rowsOf(rows, name) {
  const own = rows.filter((row) => row.name === name);
  const quiet = own.filter((row) => !(row.foreign > MAX_FOREIGN));
  return quiet.length > 0 ? quiet : own;
}

/** Whether a contender was measured at all, and only while others used the machine. */
export function isBusy(rows, name) {
  const own = rows.filter((row) => row.name === name);
  return own.length > 0 && own.every((row) => row.foreign > MAX_FOREIGN);
}

/**
 * How many times `field` of one contender that of another is, taken round by round: what else happened on the machine met both. Rounds in which
 * either was disturbed do not count where there are others.
 * @returns {{ median: number, min: number, max: number } | undefined}
 */
export function ratio(rows, field, name, other) {
  const pairs = [...new Set(rows.map(({ round }) => round))]
    .map((round) => [name, other].map((who) => rows.find((row) => row.name === who && row.round === round)))
    .filter((pair) => pair.every(Boolean));
  const quiet = pairs.filter((pair) => !pair.some(({ foreign }) => foreign > MAX_FOREIGN));
  const ratios = (quiet.length > 0 ? quiet : pairs).map(([one, two]) => one[field] / two[field]);
  if (ratios.length === 0) return undefined;
  return { median: median(ratios), min: Math.min(...ratios), max: Math.max(...ratios) };
}

/** A field somewhere inside each row, as `spread` has it: `at(rows, (row) => row.alone.started.p50)`. */
export function at(rows, read) {
  return spread(
    rows.map((row) => ({ value: read(row) })),
    'value',
  );
}

/** Median with least and greatest. */
export function cell(value, digits) {
  if (value === undefined) return '–';
  const { median: middle, min, max } = value;
  return fixed(min, digits) === fixed(max, digits)
    ? fixed(middle, digits)
    : `${fixed(middle, digits)} (${fixed(min, digits)}–${fixed(max, digits)})`;
}

export function fixed(value, digits) {
  return value === undefined || Number.isNaN(value)
    ? '–'
    : value.toLocaleString('en', { maximumFractionDigits: digits, minimumFractionDigits: digits });
}
