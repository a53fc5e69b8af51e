import type { Cell } from '../../../datasets';
import type { ColumnProfile } from './column-profile';

/** A dimension with more levels is an id or a measure. */
export const MOST_LEVELS = 50;
/** Whole numbers with more values than this are put into bands of about a quarter of the rows each. */
const MOST_SINGLE_NUMBERS = 6;
const MISSING = '(missing)';

/** The levels of a dimension, and which of them a cell belongs to. */
export interface Levels {
  labels: readonly string[];
  indexOf: (cell: Cell) => number;
}

/** The levels of one column, missing cells apart; undefined when it has too many, or none. */
export function levelsOf(profile: ColumnProfile): Levels | undefined {
  const { kind, distinct } = profile;
  if (kind === 'empty') return undefined;
  const banded = kind === 'number' && (distinct === undefined || distinct.size > MOST_SINGLE_NUMBERS);
  const levels = banded ? bands(profile) : singleValues(distinct);
  if (levels === undefined || profile.missing === 0) return levels;
  const { labels, indexOf } = levels;
  return { labels: [...labels, MISSING], indexOf: (cell) => (cell === null || cell === '' ? labels.length : indexOf(cell)) };
}

/** The levels of a combination of columns; undefined when they are too many. */
export function combinedLevels(parts: readonly Levels[]): { labels: string[]; indexOf: (cells: readonly Cell[]) => number } | undefined {
  const count = parts.reduce((product, { labels }) => product * labels.length, 1);
  if (count > MOST_LEVELS) return undefined;
  const labels = parts.reduce<string[]>(
    (before, part) => before.flatMap((left) => part.labels.map((right) => (left === '' ? right : `${left} × ${right}`))),
    [''],
  );
  return { labels, indexOf: (cells) => parts.reduce((index, part, at) => index * part.labels.length + part.indexOf(cells[at]!), 0) };
}

function singleValues(distinct: ColumnProfile['distinct']): Levels | undefined {
  if (distinct === undefined || distinct.size > MOST_LEVELS) return undefined;
  const values = [...distinct.keys()].sort((a, b) => String(a).localeCompare(String(b), 'en', { numeric: true }));
  const places = new Map(values.map((value, index) => [value, index]));
  return { labels: values.map(String), indexOf: (cell) => places.get(cell)! };
}

function bands({ sample, whole, lowest, highest }: ColumnProfile): Levels {
  const cuts = [...new Set([0.25, 0.5, 0.75].map((share) => sample[Math.floor(share * sample.length)]!))].filter((cut) => cut > lowest);
  const ends = cuts.map((cut, index) => ({ low: index === 0 ? lowest : cuts[index - 1]!, high: cut }));
  const all = [...ends, { low: cuts.at(-1) ?? lowest, high: highest }];
  const labels = all.map(({ low, high }, index) => {
    if (!whole) return index === all.length - 1 ? `${written(low)} and more` : `${written(low)} to below ${written(high)}`;
    const last = index === all.length - 1 ? high : high - 1;
    return low === last ? String(low) : `${low} to ${last}`;
  });
  return { labels, indexOf: (cell) => cuts.filter((cut) => (cell as number) >= cut).length };
}

function written(value: number): string {
  return String(Number(value.toPrecision(4)));
}
